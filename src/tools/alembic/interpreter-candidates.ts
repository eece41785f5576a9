import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { AlembicFacts } from './facts.ts';
import { type Environment, harmless } from './harmless-environment.ts';

/** A Python worth trying. */
export interface Candidate {
  readonly path: string;
  /** Why this one: `.venv beside alembic.ini`, `VIRTUAL_ENV`, `--python`. */
  readonly because: string;
}

const limitMs = 10_000;

/** The interpreters of a project, the likeliest first. A configured one is the only one. Package managers are asked only when nothing before them served. */
export async function* interpreterCandidates(
  facts: AlembicFacts,
  configured: string | null,
  environment: Environment,
): AsyncGenerator<Candidate> {
  if (configured !== null) {
    const named =
      configured.includes('/') || configured.includes('\\')
        ? resolve(facts.root, configured)
        : (onPath(configured, environment) ?? resolve(facts.root, configured));
    yield { path: inside(named) ?? named, because: 'configured' };
    return;
  }
  const active = environment.VIRTUAL_ENV;
  if (active) yield* environmentAt(active, 'VIRTUAL_ENV');
  const folders = foldersToSearch(facts);
  const uv = environment.UV_PROJECT_ENVIRONMENT;
  if (uv) for (const folder of folders) yield* environmentAt(resolve(folder, uv), 'UV_PROJECT_ENVIRONMENT');
  for (const folder of folders)
    for (const name of ['.venv', 'venv', 'env', '.env'])
      yield* environmentAt(join(folder, name), `${name} in ${nameOf(facts, folder)}`);
  const conda = environment.CONDA_PREFIX;
  if (conda) yield* environmentAt(conda, 'CONDA_PREFIX');
  for (const folder of folders) yield* fromPackageManagers(facts, folder, environment);
  for (const name of ['python3', 'python']) {
    const path = onPath(name, environment);
    if (path) yield { path, because: `${name} on PATH` };
  }
}

/** The configuration's folder, the working folder, the script location, and each folder above them up to the root; no folder twice. */
function foldersToSearch(facts: AlembicFacts): readonly string[] {
  const starts = [facts.iniFile, facts.tomlFile].flatMap((file) => (file ? [dirname(file)] : []));
  const folders = [...starts, facts.workingFolder, facts.scriptLocation].flatMap((start) => upTo(facts.root, start));
  return [...new Set(folders)].sort((a, b) => b.length - a.length);
}

const nameOf = (facts: AlembicFacts, folder: string): string => relative(facts.root, folder) || 'the root';

function upTo(root: string, start: string): readonly string[] {
  const below = relative(root, start);
  if (below.startsWith('..') || isAbsolute(below)) return [root];
  const parts = below === '' ? [] : below.split('/');
  return [...parts.map((_, index) => join(root, ...parts.slice(0, parts.length - index))), root];
}

function* environmentAt(folder: string, because: string): Generator<Candidate> {
  const path = inside(folder);
  if (path) yield { path, because };
}

/** The Python of a virtual environment's folder. */
const inside = (folder: string): string | undefined =>
  [join(folder, 'bin/python'), join(folder, 'bin/python3'), join(folder, 'Scripts/python.exe')].find((path) =>
    existsSync(path),
  );

async function* fromPackageManagers(
  facts: AlembicFacts,
  folder: string,
  environment: Environment,
): AsyncGenerator<Candidate> {
  const pdm = join(folder, '.pdm-python');
  if (existsSync(pdm))
    yield { path: readFileSync(pdm, 'utf8').trim(), because: `.pdm-python in ${nameOf(facts, folder)}` };
  const project = join(folder, 'pyproject.toml');
  const text = existsSync(project) ? readFileSync(project, 'utf8') : '';
  if (existsSync(join(folder, 'poetry.lock')) || text.includes('[tool.poetry'))
    yield* answerOf('poetry', ['env', 'info', '-e'], folder, environment);
  if (existsSync(join(folder, 'pdm.lock')) || text.includes('[tool.pdm'))
    yield* answerOf('pdm', ['info', '--python'], folder, environment);
  if (existsSync(join(folder, 'Pipfile'))) yield* answerOf('pipenv', ['--py'], folder, environment);
}

/** A package manager's own answer; nothing when it is not installed or knows of none. */
async function* answerOf(
  program: string,
  args: readonly string[],
  cwd: string,
  environment: Environment,
): AsyncGenerator<Candidate> {
  const path = onPath(program, environment);
  if (!path) return;
  const answer = await new Promise<string>((done) => {
    const child = execFile(path, args, { cwd, timeout: limitMs, env: harmless(environment) }, (error, stdout) =>
      done(error ? '' : stdout.trim()),
    );
    child.stdin?.end();
  });
  const last = answer.split('\n').at(-1);
  if (last) yield { path: last, because: `${program} ${args.join(' ')}` };
}

function onPath(program: string, environment: Environment): string | undefined {
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
