import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, posix, relative } from 'node:path';
import type { SourceTree } from '../../domain/sources.ts';
import type { EngineId } from '../../domain/walk.ts';
import type { ProjectOptions } from '../tool.ts';
import { dependencies, digests, lockFiles, type Source, sourceOf } from './base-sources.ts';
import type { Environment } from './environment.ts';
import type { AlembicFacts, Interpreter } from './facts.ts';

export interface IngredientsOf {
  readonly facts: AlembicFacts;
  readonly interpreter: Interpreter;
  readonly options: ProjectOptions;
  readonly environment: Environment;
  /** Folders of env.py and of revisions, relative to the root. */
  readonly scriptFolders: readonly string[];
  readonly isRevisionFile: (path: string) => boolean;
}

interface RevisionSource extends Source {
  readonly id: string;
  readonly file: string;
}

/** Variables of the gate's own environment that reach every project and change what its code does, not where it finds things. */
const speaking = /^(LANG|LANGUAGE|TZ|LC_.*|PYTHON.*)$/;

/**
 * @param revisions what the base is made of, in the order of their ids
 * @param base the base commit's files, where the base is built from those
 */
export async function baseIngredients(
  of: IngredientsOf,
  revisions: readonly RevisionSource[],
  workingTree: SourceTree,
  base: SourceTree | null,
  engine: EngineId,
): Promise<Readonly<Record<string, string>>> {
  const { facts, interpreter, options } = of;
  const here = (path: string) => relative(facts.root, path).split('\\').join('/');
  const trees = base ? [workingTree, base] : [workingTree];
  const beside = await Promise.all(trees.map((tree) => besideRevisions(of, tree)));
  const helpers = beside.flatMap(({ helpers: some }) => some);
  const mentions = [...revisions, ...helpers].map((source) => source.mentions);
  const configuration = [facts.iniFile, facts.tomlFile].flatMap((file) => (file === null ? [] : [here(file)]));
  const [used, locks, configured] = await Promise.all([
    dependencies(mentions, workingTree),
    lockFiles(here(facts.workingFolder), workingTree),
    digests(configuration, workingTree),
  ]);
  return {
    revisions: digestOf(revisions.map(({ id, file, digest }) => [id, file, digest])),
    'script location': digestOf(beside.map(({ files }) => [...files])),
    'imported and read': digestOf([...used]),
    'lock files': digestOf([...locks]),
    configuration: digestOf([[...configured], facts.style, facts.section, facts.x, here(facts.scriptLocation)]),
    interpreter: digestOf([interpreter.version, interpreter.alembic, interpreter.sqlalchemy, interpreter.installed]),
    variables: digestOf(await variables(of, engine)),
    options: digestOf({ ...options, env: null, python: null }),
  };
}

/** What lies in the script location and is no revision: env.py, helpers, files of SQL. What env.py imports is the application's, and does not count. */
async function besideRevisions({ scriptFolders, isRevisionFile }: IngredientsOf, tree: SourceTree) {
  const listed = await Promise.all(scriptFolders.map((folder) => tree.list(folder)));
  const paths = [...new Set(listed.flat())].filter((path) => !isRevisionFile(path) && !path.endsWith('.pyc')).sort();
  const contents = await tree.readAll(paths);
  const sources = new Map([...contents].map(([path, content]) => [path, sourceOf(content)]));
  const helpers = [...sources].filter(([path]) => path.endsWith('.py') && posix.basename(path) !== 'env.py');
  return {
    files: new Map([...sources].map(([path, { digest }]) => [path, digest])),
    helpers: helpers.map(([, source]) => source),
  };
}

/** Everything that reaches the project's code by the user's will, with what it is for this engine; and what speaks to every program. */
async function variables({ facts, options, environment }: IngredientsOf, engine: EngineId): Promise<unknown> {
  const passed = Object.entries(environment).filter(([name]) => speaking.test(name) || options.passEnv.includes(name));
  const given = Object.entries(options.env).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : (value[engine] ?? null),
  ]);
  const files = await Promise.all(
    options.envFiles.map((file) => readFile(join(facts.root, file), 'utf8').catch(() => null)),
  );
  return [passed.sort(), given.sort(), files];
}

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
