import { join } from 'node:path';
import type { EngineOptions } from '../engine.ts';
import type { Address } from './address.ts';
import { logOf, makeCluster, removeCluster, superuser } from './cluster.ts';
import { freePort, isTaken, loopback } from './port.ts';
import { Unavailable } from './providers/provider.ts';
import { untilAnswers } from './ready.ts';
import { ServerProcess } from './server-process.ts';

const startLimitMs = 30_000;

/** How often a port that another process took first is given up for a new one. */
const attempts = 4;

/** A server on this machine that we started, with a data directory of its own. Disposing stops it and removes that. */
export interface LocalServer extends AsyncDisposable {
  readonly maintenance: Address;
  log(): Promise<string>;
  keep(): void;
}

/**
 * Initialises a data directory in the run's folder and starts `postgres` on it, on the loopback interface and on a socket in the same folder.
 * @param bin the folder of `initdb` and `postgres`
 * @throws Unavailable with the server's log
 */
export async function startLocal(bin: string, options: EngineOptions): Promise<LocalServer> {
  const { signal } = options;
  const cluster = await makeCluster(bin, options);
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
      if (refusal === null) return localServer(server, address, signal, () => logOf(cluster));
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

function localServer(
  server: ServerProcess,
  maintenance: Address,
  signal: AbortSignal,
  log: () => Promise<string>,
): LocalServer {
  let kept = false;
  const abort = (): void => void server.stop();
  signal.addEventListener('abort', abort, { once: true });
  return {
    maintenance,
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
