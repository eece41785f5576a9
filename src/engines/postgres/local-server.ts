import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineOptions } from '../engine.ts';
import type { Address } from './address.ts';
import { type Cluster, logOf, makeCluster, removeCluster, superuser } from './cluster.ts';
import { copyCluster } from './cluster-copy.ts';
import { keptOrEmpty } from './kept-or-empty.ts';
import { localData, unpackCluster } from './local-copy.ts';
import { freePort, isTaken, loopback } from './port.ts';
import { type ClusterCopies, Unavailable } from './providers/provider.ts';
import { untilAnswers } from './ready.ts';
import { ServerProcess } from './server-process.ts';
import { takeOver } from './take-over.ts';

const startLimitMs = 30_000;

/** How often a port that another process took first is given up for a new one. */
const attempts = 4;

/** A server on this machine that we started, with a data directory of its own. Disposing stops it and removes that. */
export interface LocalServer extends AsyncDisposable {
  readonly maintenance: Address;
  readonly copies: ClusterCopies;
  log(): Promise<string>;
  keep(): void;
}

/**
 * Starts `postgres` on a data directory in the run's folder, on the loopback interface and on a socket in the same folder: a copy of a kept one
 * where there is one that fits, else one that is initialised.
 * @param bin the folder of `initdb` and `postgres`
 * @param version of these programs, to the last detail that is known
 * @throws Unavailable with the server's log
 */
export async function startLocal(bin: string, version: string, options: EngineOptions): Promise<LocalServer> {
  const identity = `${version} on ${process.platform} ${process.arch} ${await systemName()}`;
  return keptOrEmpty(identity, options, async (kept) => {
    if (!kept) return startOn(bin, await makeCluster(bin, options), identity, null, options);
    const { cluster, database } = await unpackCluster(kept.folder, options);
    return startOn(bin, cluster, identity, { token: kept.token, database }, options);
  });
}

/** Which collations a data directory's indexes are sorted by is the C library's affair, and that is the system's. */
const systemName = (): Promise<string> => readFile('/etc/os-release', 'utf8').catch(() => '');

/** @throws Unavailable, and leaves nothing behind */
async function startOn(
  bin: string,
  cluster: Cluster,
  identity: string,
  restored: ClusterCopies['restored'],
  { signal }: EngineOptions,
): Promise<LocalServer> {
  try {
    for (let attempt = 1; ; attempt += 1) {
      const port = await freePort();
      const address = {
        host: loopback,
        port,
        user: superuser,
        password: cluster.password,
        database: 'postgres',
        ssl: false,
      };
      const server = await ServerProcess.launch(bin, cluster, port);
      const refusal = await untilAnswers(address, startLimitMs, () => server.running && !signal.aborted);
      if (refusal === null) {
        const maintenance = restored ? await takeOver(address, restored.database).catch(stopping(server)) : address;
        const data = localData(cluster, maintenance.password);
        const copies: ClusterCopies = {
          identity,
          restored,
          copy: (database, folder, session, major) => copyCluster(data, database, folder, session, major),
        };
        return localServer(server, maintenance, copies, signal, () => logOf(cluster));
      }
      await server.stop();
      signal.throwIfAborted();
      if (attempt < attempts && (await isTaken(port))) continue;
      const wayOut = 'See the log of the server above; or choose another way with --postgres.';
      throw new Unavailable(`${join(bin, 'postgres')} did not start: ${refusal}`, {
        wayOut,
        log: await logOf(cluster),
      });
    }
  } catch (thrown) {
    await removeCluster(cluster);
    throw thrown;
  }
}

const stopping = (server: ServerProcess) => async (thrown: unknown) => {
  await server.stop();
  throw thrown;
};

function localServer(
  server: ServerProcess,
  maintenance: Address,
  copies: ClusterCopies,
  signal: AbortSignal,
  log: () => Promise<string>,
): LocalServer {
  let kept = false;
  const abort = (): void => void server.stop();
  signal.addEventListener('abort', abort, { once: true });
  return {
    maintenance,
    copies,
    log,
    keep: () => {
      kept = true;
    },
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', abort);
      if (kept) server.release();
      else await server.remove();
    },
  };
}
