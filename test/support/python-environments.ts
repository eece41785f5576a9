import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../scripts/setup.mjs';

const run = promisify(execFile);
const cache = join(root, '.cache');

/** It makes an environment in a second, where venv and pip take fifteen. */
const uvVersion = '0.13.9';

/** A Python of this machine. */
export interface Python {
  readonly path: string;
  /** `3.11.7` */
  readonly version: string;
}

/** `3.11` */
export const minorOf = ({ version }: Python): string => version.split('.').slice(0, 2).join('.');

/** The first of each minor version: `python3`, then `python3.N` on PATH, then what pyenv has. */
export function pythons(): readonly Python[] {
  const pyenv = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  const minors = Array.from({ length: 12 }, (_, index) => `python3.${index + 6}`);
  const installed = existsSync(pyenv) ? readdirSync(pyenv).map((name) => join(pyenv, name, 'bin/python3')) : [];
  const found = ['python3', ...minors, ...installed].flatMap((program) => ask(program) ?? []);
  return found.filter((python, index) => index === found.findIndex((other) => minorOf(other) === minorOf(python)));
}

/** Null for a name that is no working Python 3, as pyenv has for each version that it does not use. */
function ask(program: string): Python | null {
  try {
    const question = 'import sys; print(sys.executable, "%d.%d.%d" % sys.version_info[:3])';
    const answer = execFileSync(program, ['-c', question], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const [path = '', version = ''] = answer.trim().split(' ');
    return { path, version };
  } catch {
    return null;
  }
}

/**
 * The interpreter of an environment with exactly these packages, made in `.cache` when it is first wanted.
 * @param beneath packages of another environment, which serve where these have none of their own: they are there, compiled, only once
 * @throws Error with uv's own words: no such version, no network
 */
export async function environmentWith(
  python: Python,
  packages: readonly string[],
  beneath: readonly string[] = [],
): Promise<string> {
  const key = createHash('sha256')
    .update(JSON.stringify([python, packages, beneath]))
    .digest('hex')
    .slice(0, 16);
  const folder = join(cache, 'environments', key);
  const interpreter = join(folder, 'bin/python');
  if (existsSync(join(folder, 'complete'))) return interpreter;
  rmSync(folder, { recursive: true, force: true });
  const below = beneath.length > 0 ? sitePackages(python, await environmentWith(python, beneath)) : null;
  const program = await uv();
  const options = ['--quiet', '--python', interpreter, '--compile-bytecode', ...(below === null ? [] : ['--no-deps'])];
  try {
    await run(program, ['venv', '--quiet', '--python', python.path, folder]);
    await run(program, ['pip', 'install', ...options, ...packages]);
    if (below !== null) writeFileSync(join(sitePackages(python, interpreter), 'beneath.pth'), below);
  } catch (thrown) {
    const { stderr, message } = thrown as Error & { stderr?: string };
    const what = `No environment with ${packages.join(', ')} on Python ${python.version}; it comes from the package index`;
    throw new Error(`${what}:\n${stderr || message}`, { cause: thrown });
  }
  writeFileSync(join(folder, 'complete'), packages.join('\n'));
  return interpreter;
}

const sitePackages = (python: Python, interpreter: string): string =>
  join(dirname(dirname(interpreter)), 'lib', `python${minorOf(python)}`, 'site-packages');

let installing: Promise<string> | null = null;

async function uv(): Promise<string> {
  installing ??= installUv();
  return installing;
}

async function installUv(): Promise<string> {
  const folder = join(cache, `uv-${uvVersion}`);
  const program = join(folder, 'bin/uv');
  if (existsSync(program)) return program;
  mkdirSync(cache, { recursive: true });
  await run('python3', ['-m', 'venv', folder]);
  await run(join(folder, 'bin/python'), [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    `uv==${uvVersion}`,
  ]);
  return program;
}

/** Works on all of them, a few at a time. */
export async function fewAtATime<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 4 }, worker));
}
