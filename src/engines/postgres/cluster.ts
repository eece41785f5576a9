import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { processMark } from '../../runs/processes.ts';
import type { EngineOptions } from '../engine.ts';
import { type Account, closedFolder, give, letThrough, serverAccount } from './account.ts';
import { wordsOf } from './connection.ts';
import { freeSharedMemory } from './lock-file.ts';
import { runProgram } from './program.ts';
import { Unavailable } from './providers/provider.ts';

/** The superuser, as the public container images call it, for migrations that name it in GRANT and OWNER TO. */
export const superuser = 'postgres';

/** macOS has no C.UTF-8. */
export const locale = process.platform === 'darwin' ? 'C' : 'C.UTF-8';

/** An initialised data directory and what belongs to it, in one folder that may be removed as a whole. */
export interface Cluster {
  readonly folder: string;
  readonly data: string;
  readonly logFile: string;
  readonly password: string;
  readonly account: Account;
  /** What `initdb` and `postgres` get to see of our environment, and the mark of the run. */
  readonly environment: Readonly<Record<string, string>>;
}

/** How the folders of clusters begin. */
export const clusterPrefix = 'postgres-';

const wayOut = 'Give the run a folder that can be written to and executed from, or choose another way with --postgres.';

/** Runs `initdb` of `bin` in a new folder below the run's. @throws Unavailable, and leaves nothing behind */
export async function makeCluster(bin: string, options: EngineOptions): Promise<Cluster> {
  const cluster = await prepareCluster(options);
  try {
    await initialise(bin, cluster, options.signal);
    return cluster;
  } catch (thrown) {
    await removeCluster(cluster);
    throw thrown;
  }
}

/** Removes the files of a server that has ended, and what it may have left in memory. */
export async function removeCluster({ data, folder }: Cluster): Promise<void> {
  await freeSharedMemory(data);
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/** A folder for a cluster, without its data directory. @throws Unavailable, and leaves nothing behind */
export async function prepareCluster({ runFolder, runId }: EngineOptions): Promise<Cluster> {
  const account = await serverAccount();
  const folder = await makeFolder(runFolder, account);
  return {
    folder,
    data: join(folder, 'data'),
    logFile: join(folder, 'server.log'),
    password: newPassword(),
    account,
    environment: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: locale, TZ: 'UTC', [processMark]: runId },
  };
}

export const newPassword = (): string => randomBytes(18).toString('base64url');

async function makeFolder(parent: string, account: Account): Promise<string> {
  try {
    await letThrough(parent, account);
    const closed = await closedFolder(parent, account);
    if (closed !== null)
      throw new Error(`the account "${account.name}", which has to run the server, may not pass through ${closed}`);
    const folder = await mkdtemp(join(parent, clusterPrefix));
    await give(folder, account);
    await chmod(folder, 0o755);
    return folder;
  } catch (thrown) {
    throw new Unavailable(`No data directory below ${parent}: ${wordsOf(thrown)}`, { wayOut, cause: thrown });
  }
}

/** Encoding, locale and authentication as in JUDGING 8; durability is of no use to a scratch server. */
async function initialise(bin: string, cluster: Cluster, signal: AbortSignal): Promise<void> {
  const { account, data, environment, folder, password } = cluster;
  await mkdir(data, { mode: 0o700 });
  await give(data, account);
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await give(passwordFile, account);
  const args = [
    '-D',
    data,
    `--pwfile=${passwordFile}`,
    '-U',
    superuser,
    '-A',
    'scram-sha-256',
    '-E',
    'UTF8',
    '--no-sync',
  ];
  const program = join(bin, 'initdb');
  const options = { ...identity(account), cwd: folder, env: environment };
  const { code, log } = await runProgram(program, [...args, `--locale=${locale}`], options, signal).catch(
    (thrown: unknown) => {
      signal.throwIfAborted();
      throw new Unavailable(`${program} could not be run: ${wordsOf(thrown)}`, { wayOut, cause: thrown });
    },
  );
  if (code !== 0) throw new Unavailable(`${program} failed with exit code ${code}.`, { wayOut, log: log.trimEnd() });
  await rm(passwordFile);
}

/** What `spawn` takes to run as the account. */
export const identity = ({ uid, gid }: Account): { uid?: number; gid?: number } =>
  uid === undefined || gid === undefined ? {} : { uid, gid };

/** The last lines of the server's log. */
export async function logOf(cluster: Cluster): Promise<string> {
  const text = await readFile(cluster.logFile, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-30).join('\n');
}
