import { execFile } from 'node:child_process';
import { realpath, stat } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { EngineOptions } from '../../engine.ts';
import { locale } from '../cluster.ts';
import { startLocal } from '../local-server.ts';
import { type Origin, type Provider, Unavailable } from './provider.ts';

const run = promisify(execFile);
const askLimitMs = 5_000;

/** Where packages of a major put their programs: Debian and PGDG, Red Hat's PGDG, Homebrew on both processors, Postgres.app. */
const usualFolders = (major: number): readonly string[] => [
  `/usr/lib/postgresql/${major}/bin`,
  `/usr/pgsql-${major}/bin`,
  `/opt/homebrew/opt/postgresql@${major}/bin`,
  `/usr/local/opt/postgresql@${major}/bin`,
  `/home/linuxbrew/.linuxbrew/opt/postgresql@${major}/bin`,
  `/Applications/Postgres.app/Contents/Versions/${major}/bin`,
];

interface Installed {
  readonly bin: string;
  /** As `postgres --version` says it: `15.18`. */
  readonly version: string;
}

/** A server binary of the wanted major that is installed on this machine. */
export const system: Provider = {
  name: 'system',
  async start(options): Promise<Origin> {
    const { bin, version } = await find(options);
    options.say(`starting Postgres ${version} of ${bin}`);
    return {
      ...(await startLocal(bin, `system ${version}`, options)),
      provider: `system, UTF8, ${locale}`,
      own: true,
      notes: [],
    };
  },
  async availability(options) {
    try {
      const { bin, version } = await find(options);
      return { name: 'system', available: true, what: `Postgres ${version} in ${bin}`, wayOut: '' };
    } catch (thrown) {
      if (!(thrown instanceof Unavailable)) throw thrown;
      return { name: 'system', available: false, what: thrown.message, wayOut: thrown.wayOut };
    }
  },
};

/** Folders that may hold `initdb` and `postgres`, most specific first. */
async function candidates({ postgres, environment }: EngineOptions): Promise<readonly string[]> {
  const path = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const configured = await run('pg_config', ['--bindir'], { timeout: askLimitMs }).then(
    ({ stdout }) => [stdout.trim()],
    () => [],
  );
  return [...path, ...configured, ...usualFolders(postgres.version)];
}

async function find(options: EngineOptions): Promise<Installed> {
  const major = options.postgres.version;
  const others = new Set<string>();
  for (const folder of await candidates(options)) {
    const installed = await look(folder);
    if (installed === null) continue;
    if (Number.parseInt(installed.version, 10) === major) return installed;
    others.add(installed.version);
  }
  const found = others.size === 0 ? 'none is' : `there is ${[...others].join(', ')}`;
  throw new Unavailable(
    `No server binary of Postgres ${major} on this machine: ${found} on PATH or in the usual folders.`,
    {
      wayOut: `Install it (Debian: apt-get install postgresql-${major}), or set another version with --postgres-version.`,
    },
  );
}

/** What is installed in a folder; null when it holds no server. Links are followed, as `postgres` finds its own files from where it really lies. */
async function look(folder: string): Promise<Installed | null> {
  try {
    const bin = dirname(await realpath(join(folder, 'postgres')));
    await stat(join(bin, 'initdb'));
    const { stdout } = await run(join(bin, 'postgres'), ['--version'], { timeout: askLimitMs });
    const version = /\s(\d+[.\w]*)/.exec(stdout)?.[1];
    return version === undefined ? null : { bin, version };
  } catch {
    return null;
  }
}
