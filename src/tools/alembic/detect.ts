import { posix } from 'node:path';
import type { ProjectOptions, ToolOptions } from '../tool.ts';
import { badProject } from './bad-project.ts';
import type { Configuration } from './configuration.ts';
import { ConfigurationFiles } from './configuration-files.ts';
import type { AlembicFacts } from './facts.ts';
import { foldersUpFrom, type Located, Locator } from './script-location.ts';

/** A project that was found, with what the user said about it and the configuration that it was read from. */
export interface Detected {
  readonly facts: AlembicFacts;
  readonly options: ProjectOptions;
  /** Null for a project that is known by its script location alone. */
  readonly configuration: Configuration | null;
}

const nothingSaid: ProjectOptions = {
  config: null,
  scriptLocation: null,
  section: null,
  python: null,
  env: {},
  passEnv: [],
  envFiles: [],
  x: [],
  allowConnect: [],
};

const isNamed = (options: ProjectOptions): boolean => options.config !== null || options.scriptLocation !== null;

/**
 * The Alembic projects of a repository: those that the user named, else those that are found. Options that name no project count for every found one.
 * @throws GateError `bad-project`
 */
export async function detectProjects({ root, workingTree, projects }: ToolOptions): Promise<readonly Detected[]> {
  const files = await workingTree.list('');
  const reader = new ConfigurationFiles(root, workingTree);
  const locate = new Locator(root, files);
  const named = projects.filter(isNamed);
  if (named.length > 0)
    return Promise.all(named.map((options) => fromOptions(options, { root, reader, locate, files })));
  const options = projects[0] ?? nothingSaid;
  const found = (await reader.find())
    .filter(({ section }) => options.section === null || section === options.section)
    .map((configuration) => ({
      facts: factsOf(root, configuration, null, locate, files, options),
      options,
      configuration,
    }));
  return withoutTwins(found);
}

interface Surroundings {
  readonly root: string;
  readonly reader: ConfigurationFiles;
  readonly locate: Locator;
  readonly files: readonly string[];
}

async function fromOptions(options: ProjectOptions, { root, reader, locate, files }: Surroundings): Promise<Detected> {
  if (options.config === null) return { facts: bareFacts(root, options, locate, files), options, configuration: null };
  const configuration = await reader.named(posix.normalize(options.config), options.section);
  return {
    facts: factsOf(root, configuration, options.scriptLocation, locate, files, options),
    options,
    configuration,
  };
}

function factsOf(
  root: string,
  configuration: Configuration,
  scriptLocation: string | null,
  locate: Locator,
  files: readonly string[],
  options: ProjectOptions,
): AlembicFacts {
  const { ini, toml, section } = configuration;
  const setting = scriptLocation === null ? configuration.text('script_location') : null;
  const file = setting?.place.file ?? ini?.file ?? toml?.file ?? '';
  const from = folder(file);
  const value = scriptLocation ?? setting?.value ?? null;
  const place = setting?.place ?? { file, line: null };
  const located = value === null ? flaskMigrate(file, files) : locate.scriptLocation(value, from, place);
  const versions = configuration.versionLocations();
  const versionFolders = versions
    ? versions.values.flatMap((one) => locate.versionLocation(one, from, located.workingFolder) ?? [])
    : [posix.join(located.folder, 'versions')];
  if (versions && versionFolders.length === 0)
    throw badProject(
      versions.place,
      `version_locations \`${versions.values.join(' ')}\` names no folder of this repository.`,
      'Mend version_locations.',
    );
  return {
    root,
    id: section === 'alembic' ? file : `${file}:${section}`,
    style: value === null ? 'flask-migrate' : file === toml?.file ? 'toml' : 'ini',
    iniFile: ini && posix.join(root, ini.file),
    tomlFile: toml && posix.join(root, toml.file),
    section,
    scriptLocation: posix.join(root, located.folder),
    versionFolders: [...new Set(versionFolders)].map((one) => posix.join(root, one)),
    recursive: configuration.flag('recursive_version_locations'),
    workingFolder: posix.join(root, located.workingFolder),
    url: configuration.url(),
    x: options.x,
    allowConnect: options.allowConnect,
  };
}

/** Flask-Migrate's ini lies beside env.py and names no script_location; the application is run from the folder above. */
function flaskMigrate(file: string, files: readonly string[]): Located {
  const beside = folder(file);
  if (files.includes(posix.join(beside, 'env.py'))) return { folder: beside, workingFolder: folder(beside) };
  throw badProject(
    { file, line: null },
    'it has no script_location, and there is no env.py beside it.',
    'Set `script_location = <folder of env.py>` in [alembic].',
  );
}

function bareFacts(root: string, options: ProjectOptions, locate: Locator, files: readonly string[]): AlembicFacts {
  const value = options.scriptLocation ?? '';
  const located = locate.scriptLocation(value, '', { file: value, line: null });
  const marks = ['pyproject.toml', 'setup.py', 'setup.cfg', 'requirements.txt', 'manage.py'];
  const home = foldersUpFrom(folder(located.folder)).find((one) =>
    marks.some((mark) => files.includes(posix.join(one, mark))),
  );
  return {
    root,
    id: located.folder,
    style: 'none',
    iniFile: null,
    tomlFile: null,
    section: options.section ?? 'alembic',
    scriptLocation: posix.join(root, located.folder),
    versionFolders: [posix.join(root, located.folder, 'versions')],
    recursive: false,
    workingFolder: posix.join(root, home ?? ''),
    url: null,
    x: options.x,
    allowConnect: options.allowConnect,
  };
}

/** Several configurations of the same revision files (development.ini and production.ini) are one project: the first. */
function withoutTwins(found: readonly Detected[]): readonly Detected[] {
  const key = ({ facts }: Detected): string => [facts.scriptLocation, ...facts.versionFolders].join('\0');
  return [...Map.groupBy(found, key).values()].flatMap(([first]) => first ?? []);
}

const folder = (path: string): string => (posix.dirname(path) === '.' ? '' : posix.dirname(path));
