import { posix } from 'node:path';
import type { ProjectOptions, ToolOptions } from '../tool.ts';
import type { Configuration } from './configuration.ts';
import { ConfigurationFiles } from './configuration-files.ts';
import type { AlembicFacts } from './facts.ts';
import { FactsReader } from './project-facts.ts';

/** A project that was found, with what the user said about it and the configuration that it was read from. */
export interface Detected {
  readonly facts: AlembicFacts;
  readonly options: ProjectOptions;
  /** Null for a project that is known by its script location alone. */
  readonly configuration: Configuration | null;
}

/** The options of a user who said nothing. */
export const nothingSaid: ProjectOptions = {
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

/**
 * The Alembic projects of a repository: those that the user named, else those that are found. Options that name no project count for every found one.
 * @throws GateError `bad-project`
 */
export async function detectProjects({ root, workingTree, projects }: ToolOptions): Promise<readonly Detected[]> {
  const configurations = new ConfigurationFiles(root, workingTree);
  const facts = new FactsReader(root, await workingTree.list(''));
  const named = projects.filter((options) => options.config !== null || options.scriptLocation !== null);
  if (named.length > 0) return Promise.all(named.map((options) => fromOptions(options, configurations, facts)));
  const options = projects[0] ?? nothingSaid;
  const found = (await configurations.find()).filter(({ section }) => section === (options.section ?? section));
  return withoutTwins(
    found.map((configuration) => ({ facts: facts.ofConfiguration(configuration, options), options, configuration })),
  );
}

async function fromOptions(
  options: ProjectOptions,
  configurations: ConfigurationFiles,
  facts: FactsReader,
): Promise<Detected> {
  if (options.config === null)
    return { facts: facts.ofScriptLocation(options.scriptLocation ?? '', options), options, configuration: null };
  const configuration = await configurations.named(posix.normalize(options.config), options.section);
  return { facts: facts.ofConfiguration(configuration, options), options, configuration };
}

/** Several configurations of the same revision files (development.ini and production.ini) are one project: the first. */
function withoutTwins(found: readonly Detected[]): readonly Detected[] {
  const key = ({ facts }: Detected): string => [facts.scriptLocation, ...facts.versionFolders].join('\0');
  return [...Map.groupBy(found, key).values()].flatMap(([first]) => first ?? []);
}
