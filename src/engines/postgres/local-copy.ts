import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { EngineOptions } from '../engine.ts';
import { give } from './account.ts';
import { type Cluster, identity, prepareCluster, removeCluster } from './cluster.ts';
import { type DataDirectory, labelName, readCopy, unlessClosedEarly, unpackCopy } from './cluster-copy.ts';

/** The data directory of a server that we run, with the `tar` of this machine. */
export const localData = ({ data }: Cluster, password: string): DataDirectory => ({
  path: data,
  password,
  tar: (args, take) => withTar(args, {}, ({ stdout }) => take(stdout)),
});

/** A new data directory in the run's folder out of a copy, and the database in it that holds the base. */
export async function unpackCluster(
  folder: string,
  options: EngineOptions,
): Promise<{ readonly cluster: Cluster; readonly database: string }> {
  const { password, database, label } = await readCopy(folder);
  const cluster = { ...(await prepareCluster(options)), password };
  try {
    const args = ['-x', '-f', '-', '--no-same-owner', '-C', dirname(cluster.data)];
    await unpackCopy(folder, (archive) =>
      withTar(args, identity(cluster.account), ({ stdin }) => pipeline(archive, stdin).catch(unlessClosedEarly)),
    );
    const file = join(cluster.data, labelName);
    await writeFile(file, label, { mode: 0o600 });
    await give(file, cluster.account);
    return { cluster, database };
  } catch (thrown) {
    await removeCluster(cluster);
    throw thrown;
  }
}

/** Whether `tar` has everything is told by its exit code. */
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
