import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import { codeOf } from './connection.ts';
import type { Maintenance } from './maintenance.ts';

/** Where a running server's data lies, on this machine or in a container. */
export interface DataDirectory {
  readonly path: string;
  readonly password: string;
  /** Runs `tar` there. @param take reads what it writes, to the end @throws Error when it is not there, or ends badly */
  tar(args: readonly string[], take: (archive: Readable) => Promise<void>): Promise<void>;
}

/** A kept data directory, beside its archives: what is needed to come in again. The password is changed as soon as the server runs. */
interface ClusterFacts {
  readonly password: string;
  /** The database that holds the base. */
  readonly database: string;
}

/** By pieces of the usual 16 KiB it takes three times as long. */
const chunkSize = 256 * 1024;

const factsFile = (folder: string): string => join(folder, 'cluster.json');
const dataFile = (folder: string): string => join(folder, 'data.tar.zst');
const logFile = (folder: string): string => join(folder, 'wal.tar.zst');
const labelFile = (folder: string): string => join(folder, labelName);

/** In the data directory it says from where to recover. */
export const labelName = 'backup_label';

/**
 * Files and folders of the data directory. What a backup leaves out is made anew, or belongs to the running server (PostgreSQL manual, "Making a
 * Base Backup Using the Low Level API"); the log comes after the backup's end.
 */
const listing = `
  with recursive found(path) as (
    select name from pg_catalog.pg_ls_dir('.') name
    union all
    select path || '/' || name from found, pg_catalog.pg_ls_dir(path, true, false) name
    where (pg_catalog.pg_stat_file(path, true)).isdir and path not in
      ('pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans')
  )
  select path from found where path not in ('postmaster.pid', 'postmaster.opts')`;

/**
 * Copies a running server's data directory into a folder, by the low-level API of base backups: nothing has to be stopped for it.
 * @param major the server's: 15 renamed the functions
 */
export async function copyCluster(
  data: DataDirectory,
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
  const files = await maintenance.query<{ path: string }>(listing);
  await pack(
    data,
    files.map(({ path }) => path),
    dataFile(folder),
  );
  const [end] = await maintenance.query<{ label: string; last: string }>(
    `select labelfile as label, pg_catalog.pg_walfile_name(lsn) as last from pg_catalog.${stop}`,
  );
  const first = /\(file ([0-9A-F]{24})\)/.exec(end?.label ?? '')?.[1];
  if (!end || first === undefined) throw new Error('the server did not say where its backup begins');
  const segments = (await maintenance.query<{ name: string }>('select name from pg_catalog.pg_ls_waldir()'))
    .map(({ name }) => name)
    .filter((name) => name >= first && name <= end.last);
  await writeFile(labelFile(folder), end.label);
  await pack(
    data,
    segments.map((name) => `pg_wal/${name}`),
    logFile(folder),
  );
  const facts: ClusterFacts = { password: data.password, database };
  await writeFile(factsFile(folder), JSON.stringify(facts), { mode: 0o600 });
}

/** What a copy holds beside its archives. */
export async function readCopy(folder: string): Promise<ClusterFacts & { readonly label: Buffer }> {
  const facts = JSON.parse(await readFile(factsFile(folder), 'utf8')) as ClusterFacts;
  return { ...facts, label: await readFile(labelFile(folder)) };
}

/** Hands on the archives of a copy, in the order in which they are unpacked; each begins with the data directory's name. */
export async function unpackCopy(folder: string, unpack: (archive: Readable) => Promise<void>): Promise<void> {
  for (const file of [dataFile(folder), logFile(folder)]) {
    const archive = createZstdDecompress({ chunkSize });
    await Promise.all([pipeline(createReadStream(file), archive).catch(unlessClosedEarly), unpack(archive)]);
  }
}

/** `tar` reads no further than the archive's end, and may be gone before the stream to it is. */
export function unlessClosedEarly(thrown: unknown): void {
  const code = codeOf(thrown);
  if (code !== 'ERR_STREAM_PREMATURE_CLOSE' && code !== 'EPIPE') throw thrown;
}

/** An archive ends with two blocks of zeros (POSIX, pax, "ustar Interchange Format"). */
const endLength = 1024;

/** @throws Error when the archive does not come to its end, which nobody else may notice: `tar` may have written it all the same */
async function pack({ path, tar }: DataDirectory, files: readonly string[], to: string): Promise<void> {
  let end: Buffer = Buffer.alloc(0);
  async function* watched(archive: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of archive) {
      end = (piece.length < endLength ? Buffer.concat([end, piece]) : piece).subarray(-endLength);
      yield piece;
    }
  }
  const fast = createZstdCompress({ chunkSize, params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  const name = basename(path);
  const args = [
    '-c',
    '-f',
    '-',
    '-C',
    dirname(path),
    '--no-recursion',
    name,
    ...files.map((file) => `${name}/${file}`),
  ];
  await tar(args, (archive) => pipeline(archive, watched, fast, createWriteStream(to)));
  if (end.length < endLength || end.some((byte) => byte !== 0)) throw new Error('the copy of its data was cut short');
}
