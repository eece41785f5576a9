import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { GateError } from '../../domain/error.ts';
import type { AlembicFacts, Interpreter } from './facts.ts';
import { type Environment, harmless } from './harmless-environment.ts';
import { type Candidate, interpreterCandidates } from './interpreter-candidates.ts';

/** A Python that was tried and why it does not serve. */
interface Rejected {
  readonly candidate: Candidate;
  readonly why: string;
}

export interface Search {
  readonly found: Interpreter | null;
  readonly rejected: readonly Rejected[];
}

/** Long enough for a cold import of SQLAlchemy on a busy machine. */
const limitMs = 20_000;

/**
 * Looks for both without importing them, which would take as long as all the rest of a small run; the driver imports them. Nor is their version asked of
 * `importlib.metadata`, whose import takes twice as long as Python's start, where the names of what is installed tell it.
 */
const question = `
import sys
if sys.version_info < (3, 10):
    sys.exit("Python %d.%d.%d is too old: 3.10 or newer is needed" % sys.version_info[:3])
sys.path[:] = [folder for folder in sys.path if folder]
import os
from importlib import util
names = []
for folder in sys.path:
    if os.path.isdir(folder):
        names += sorted(name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info", ".pth")))
def version(module):
    if util.find_spec(module) is None:
        raise ModuleNotFoundError("No module named '" + module + "'")
    for name in names:
        if name.lower().startswith(module + "-"):
            return name.rpartition(".")[0].split("-")[1]
    from importlib import metadata
    try:
        return metadata.version(module)
    except metadata.PackageNotFoundError:
        return __import__(module).__version__
try:
    from _sqlite3 import sqlite_version
except ImportError:
    sqlite_version = ""
answer = [sys.version.split()[0], version("alembic"), version("sqlalchemy"), sys.version, sqlite_version, *names]
sys.stdout.buffer.write(b"\\n" + "\\0".join(answer).replace("\\n", " ").encode("utf-8", "replace"))
`;

/**
 * The Python that the project runs on.
 * @param configured what the user named, absolute or relative to the root; null: look for it
 * @throws GateError `tool-missing` when the configured one does not serve, `no-interpreter` when none does
 */
export async function findInterpreter(
  facts: AlembicFacts,
  configured: string | null,
  environment: Environment,
): Promise<Interpreter> {
  const { found, rejected } = await searchInterpreter(facts, configured, environment);
  if (found) return found;
  const elsewhere =
    'Point to the interpreter of the project: `--python PATH`, or `projects: [{ config: …, python: PATH }]` in the configuration.';
  if (configured !== null) {
    const why = rejected[0]?.why ?? 'there is no such file';
    throw new GateError('tool-missing', `The configured interpreter ${configured} cannot run Alembic: ${why}.`, {
      hint: `Install the project's packages into it (\`${configured} -m pip install alembic sqlalchemy\`), or name another. ${elsewhere}`,
    });
  }
  const tried = rejected.map(({ candidate, why }) => `\n  ${candidate.path} (${candidate.because}): ${why}`).join('');
  throw new GateError(
    'no-interpreter',
    `No Python was found that can import Alembic and SQLAlchemy for ${facts.id}.${tried || ' There is no Python at all.'}`,
    {
      hint: `Install the project's packages, or activate its environment. ${elsewhere}`,
    },
  );
}

/** Tries one after the other, each once, until one serves. */
export async function searchInterpreter(
  facts: AlembicFacts,
  configured: string | null,
  environment: Environment,
): Promise<Search> {
  const rejected: Rejected[] = [];
  const tried = new Set<string>();
  for await (const candidate of interpreterCandidates(facts, configured, environment)) {
    if (tried.has(candidate.path)) continue;
    tried.add(candidate.path);
    const answer = await ask(candidate.path, facts.workingFolder, environment);
    if (typeof answer === 'string') rejected.push({ candidate, why: answer });
    else return { found: { ...candidate, ...answer }, rejected };
  }
  return { found: null, rejected };
}

type Versions = Pick<Interpreter, 'version' | 'alembic' | 'sqlalchemy' | 'installed'>;

/** The versions, or why there are none. The working folder is taken off the path, for it may hold a folder `alembic/` of migrations. */
function ask(path: string, cwd: string, environment: Environment): Promise<Versions | string> {
  const options = { cwd, timeout: limitMs, env: { ...harmless(environment), PYTHONDONTWRITEBYTECODE: '1' } };
  return new Promise((resolve) => {
    const child = execFile(path, ['-c', question], options, (error, stdout, stderr) => {
      if (error) resolve(reason(error, stderr));
      else resolve(versionsIn(stdout));
    });
    child.stdin?.end();
  });
}

function versionsIn(stdout: string): Versions | string {
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  const [version, alembic, sqlalchemy, ...installed] = last.split('\0');
  return version && alembic && sqlalchemy && installed.length > 1
    ? { version, alembic, sqlalchemy, installed: createHash('sha256').update(installed.join('\0')).digest('hex') }
    : `it answered ${JSON.stringify(last)}`;
}

function reason(error: Error & { code?: unknown; killed?: boolean }, stderr: string): string {
  if (error.killed) return `it did not answer within ${limitMs / 1000} s`;
  if (error.code === 'ENOENT') return 'there is no such program';
  if (error.code === 'EACCES') return 'it may not be executed';
  return stderr.trim().split('\n').at(-1) || error.message.split('\n')[0] || 'it failed';
}
