import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import type { EngineOptions } from '../engine.ts';
import { give } from './account.ts';
import { type Cluster, identity, prepareCluster } from './cluster.ts';
import { codeOf } from './connection.ts';
import type { Maintenance } from './maintenance.ts';

/** A kept data directory, beside its files: what is needed to come in again. The password is changed as soon as the server runs. */
interface ClusterFacts {
  readonly password: string;
  /** The database that holds the base. */
  readonly database: string;
}

const factsFile = (folder: string): string => join(folder, 'cluster.json');
const dataFile = (folder: string): string => join(folder, 'data.tar.zst');
const logFile = (folder: string): string => join(folder, 'wal.tar.zst');

/** What a backup leaves out: it is made anew, or belongs to the running server (PostgreSQL manual, "Making a Base Backup Using the Low Level API"). */
const leftOut = [
  './postmaster.pid',
  './postmaster.opts',
  ...[
    'pg_wal',
    'pg_replslot',
    'pg_dynshmem',
    'pg_notify',
    'pg_serial',
    'pg_snapshots',
    'pg_stat_tmp',
    'pg_subtrans',
  ].map((folder) => `./${folder}/*`),
];

/**
 * Copies a running server's data directory into a folder, by the low-level API of base backups: nothing has to be stopped for it.
 * @param major the server's: 15 renamed the functions
 * @throws Error when `tar` is not there, or ends badly
 */
export async function copyCluster(
  { data, password }: Cluster,
  database: string,
  folder: string,
  maintenance: Maintenance,
  major: number,
): Promise<void> {
  const [start, stop] =
    major >= 15
      ? ["pg_backup_start('base', true)", 'pg_backup_stop(false)']
      : ["pg_start_backup('base', true, false)", 'pg_stop_backup(false, false)'];
  await maintenance.query(`select pg_catalog.${start}`);
  await pack(data, ['.'], leftOut, dataFile(folder));
  const [end] = await maintenance.query<{ label: string; last: string }>(
    `select labelfile as label, pg_catalog.pg_walfile_name(lsn) as last from pg_catalog.${stop}`,
  );
  const first = /\(file ([0-9A-F]{24})\)/.exec(end?.label ?? '')?.[1];
  if (!end || first === undefined) throw new Error('the server did not say where its backup begins');
  const segments = (await maintenance.query<{ name: string }>('select name from pg_catalog.pg_ls_waldir()'))
    .map(({ name }) => name)
    .filter((name) => name >= first && name <= end.last);
  await writeFile(join(folder, 'backup_label'), end.label);
  await pack(
    data,
    segments.map((name) => `pg_wal/${name}`),
    [],
    logFile(folder),
  );
  const facts: ClusterFacts = { password, database };
  await writeFile(factsFile(folder), JSON.stringify(facts), { mode: 0o600 });
}

/** A new data directory in the run's folder out of a copy, and the database in it that holds the base. */
export async function unpackCluster(
  folder: string,
  options: EngineOptions,
): Promise<{ readonly cluster: Cluster; readonly database: string }> {
  const { password, database } = JSON.parse(await readFile(factsFile(folder), 'utf8')) as ClusterFacts;
  const cluster = { ...(await prepareCluster(options)), password };
  await mkdir(cluster.data, { mode: 0o700 });
  await give(cluster.data, cluster.account);
  await unpack(dataFile(folder), cluster);
  await unpack(logFile(folder), cluster);
  const label = join(cluster.data, 'backup_label');
  await writeFile(label, await readFile(join(folder, 'backup_label')), { mode: 0o600 });
  await give(label, cluster.account);
  return { cluster, database };
}

async function pack(from: string, what: readonly string[], without: readonly string[], to: string): Promise<void> {
  const args = ['-c', '-f', '-', ...without.map((pattern) => `--exclude=${pattern}`), '-C', from, ...what];
  const fast = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  await withTar(args, {}, ({ stdout }) => pipeline(stdout, fast, createWriteStream(to)));
}

async function unpack(from: string, { account, data }: Cluster): Promise<void> {
  const args = ['-x', '-f', '-', '--no-same-owner', '-C', data];
  await withTar(args, identity(account), ({ stdin }) =>
    pipeline(createReadStream(from), createZstdDecompress(), stdin).catch(unlessClosedEarly),
  );
}

/** `tar` reads no further than the archive's end, and may be gone before the pipe to it is: whether it has everything is told by its exit code. */
function unlessClosedEarly(thrown: unknown): void {
  const code = codeOf(thrown);
  if (code !== 'ERR_STREAM_PREMATURE_CLOSE' && code !== 'EPIPE') throw thrown;
}

async function withTar(
  args: readonly string[],
  account: { uid?: number; gid?: number },
  stream: (tar: { readonly stdin: Writable; readonly stdout: Readable }) => Promise<void>,
): Promise<void> {
  const tar = spawn('tar', args, { ...account, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => tar.once('close', resolve).once('error', reject));
  const [code, words] = await Promise.all([ended, text(tar.stderr), stream(tar)]);
  if (code !== 0) throw new Error(`tar ended with exit code ${code}: ${words.trim()}`);
}
