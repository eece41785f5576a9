import { execFile } from 'node:child_process';
import { type Environment, harmless } from './harmless-environment.ts';

/** Database drivers that a Python can import. */
export interface InstalledDrivers {
  readonly engine: string;
  readonly modules: readonly string[];
  /** What to run when there is none. */
  readonly install: string;
}

const modules = {
  postgres: ['psycopg', 'psycopg2', 'asyncpg', 'pg8000'],
  sqlite: ['sqlite3', 'aiosqlite'],
} as const;

const question = `
import importlib.util, json, sys
print(json.dumps([name for name in sys.argv[1:] if importlib.util.find_spec(name)]))
`;

const limitMs = 20_000;

/** Looks for the modules without importing them. */
export async function installedDrivers(python: string, environment: Environment): Promise<readonly InstalledDrivers[]> {
  const found = await importable(python, Object.values(modules).flat(), environment);
  const install = {
    postgres: `${python} -m pip install "psycopg[binary]"`,
    sqlite: 'Install a Python that was built with SQLite.',
  };
  return (['postgres', 'sqlite'] as const).map((engine) => ({
    engine,
    modules: modules[engine].filter((name) => found.includes(name)),
    install: install[engine],
  }));
}

function importable(python: string, names: readonly string[], environment: Environment): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const child = execFile(
      python,
      ['-c', question, ...names],
      { timeout: limitMs, env: harmless(environment) },
      (error, stdout) => resolve(error ? [] : (JSON.parse(stdout) as string[])),
    );
    child.stdin?.end();
  });
}
