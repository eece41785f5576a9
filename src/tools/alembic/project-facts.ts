import { posix } from 'node:path';
import type { ProjectOptions } from '../tool.ts';
import { badProject } from './bad-project.ts';
import type { Configuration } from './configuration.ts';
import type { AlembicFacts } from './facts.ts';
import { folderOf, foldersUpFrom, type Located, Locator } from './script-location.ts';

/** Files that mark the folder of a Python project. */
const pythonProjectMarks = ['pyproject.toml', 'setup.py', 'setup.cfg', 'requirements.txt', 'manage.py'];

/** Turns what a configuration says into the facts of a project. */
export class FactsReader {
  readonly #root: string;
  readonly #files: ReadonlySet<string>;
  readonly #locate: Locator;

  /** @param files every file of the tree */
  constructor(root: string, files: readonly string[]) {
    this.#root = root;
    this.#files = new Set(files);
    this.#locate = new Locator(root, files);
  }

  /** @throws GateError `bad-project` with file, line and value */
  ofConfiguration(configuration: Configuration, options: ProjectOptions): AlembicFacts {
    const { ini, toml, section } = configuration;
    const setting = options.scriptLocation === null ? configuration.text('script_location') : null;
    const file = setting?.place.file ?? ini?.file ?? toml?.file ?? '';
    const value = options.scriptLocation ?? setting?.value ?? null;
    const place = setting?.place ?? { file, line: null };
    const located =
      value === null ? this.#flaskMigrate(file) : this.#locate.scriptLocation(value, folderOf(file), place);
    return {
      ...this.#common(options, located, this.#versionFolders(configuration, folderOf(file), located)),
      id: section === 'alembic' ? file : `${file}:${section}`,
      style: value === null ? 'flask-migrate' : file === toml?.file ? 'toml' : 'ini',
      iniFile: ini && posix.join(this.#root, ini.file),
      tomlFile: toml && posix.join(this.#root, toml.file),
      section,
      recursive: configuration.flag('recursive_version_locations'),
      url: configuration.url(),
    };
  }

  /** A project without a configuration file is run from the folder of the Python project around it. */
  ofScriptLocation(value: string, options: ProjectOptions): AlembicFacts {
    const { folder } = this.#locate.scriptLocation(value, '', { file: value, line: null });
    const home = foldersUpFrom(folderOf(folder)).find((one) =>
      pythonProjectMarks.some((mark) => this.#files.has(posix.join(one, mark))),
    );
    return {
      ...this.#common(options, { folder, workingFolder: home ?? '' }, [posix.join(folder, 'versions')]),
      id: folder,
      style: 'none',
      iniFile: null,
      tomlFile: null,
      section: options.section ?? 'alembic',
      recursive: false,
      url: null,
    };
  }

  #common(options: ProjectOptions, { folder, workingFolder }: Located, versionFolders: readonly string[]) {
    const absolute = (path: string): string => posix.join(this.#root, path);
    return {
      root: this.#root,
      scriptLocation: absolute(folder),
      versionFolders: [...new Set(versionFolders)].map(absolute),
      workingFolder: absolute(workingFolder),
      x: options.x,
      allowConnect: options.allowConnect,
    };
  }

  #versionFolders(configuration: Configuration, from: string, { folder, workingFolder }: Located): readonly string[] {
    const versions = configuration.versionLocations();
    if (!versions) return [posix.join(folder, 'versions')];
    const found = versions.values.flatMap((value) => this.#locate.versionLocation(value, from, workingFolder) ?? []);
    if (found.length > 0) return found;
    const what = `version_locations \`${versions.values.join(' ')}\` names no folder of this repository.`;
    throw badProject(versions.place, what, 'Mend version_locations.');
  }

  /** Flask-Migrate's ini lies beside env.py and names no script_location; the application is run from the folder above. */
  #flaskMigrate(file: string): Located {
    const folder = folderOf(file);
    if (this.#files.has(posix.join(folder, 'env.py'))) return { folder, workingFolder: folderOf(folder) };
    const what = 'it has no script_location, and there is no env.py beside it.';
    throw badProject({ file, line: null }, what, 'Set `script_location = <folder of env.py>` in [alembic].');
  }
}
