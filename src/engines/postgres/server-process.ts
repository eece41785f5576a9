import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Cluster, identity, removeCluster } from './cluster.ts';
import { loopback } from './port.ts';

/** Longest path of a Unix socket, in bytes (unix(7)); the server's is `<folder>/.s.PGSQL.<port>`. */
const longestSocket = 107;

/** Nothing here has to survive a crash, and nothing of ours may run beside a migration. */
const settings = {
  listen_addresses: loopback,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  jit: 'off',
  // In files of the data directory, which go with it: a server that is killed leaves the others in /dev/shm.
  dynamic_shared_memory_type: 'mmap',
};

/** How long the server may take over each way of stopping: "fast" and "immediate" (PostgreSQL manual, 19.5), then without being asked. */
const patience = [
  { signal: 'SIGINT', ms: 4_000 },
  { signal: 'SIGQUIT', ms: 2_000 },
  { signal: 'SIGKILL', ms: 2_000 },
] as const;

/** A `postgres` process in a group of its own, writing into the cluster's log. Ends with us, unless it is kept. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #cluster: Cluster;
  readonly #ended: Promise<void>;
  readonly #atExit = (): void => this.#abandon();
  #running = true;

  private constructor(child: ChildProcess, cluster: Cluster) {
    this.#child = child;
    this.#cluster = cluster;
    this.#ended = new Promise((resolve) => {
      const ended = (): void => {
        this.#running = false;
        resolve();
      };
      child.once('exit', ended).once('error', ended);
    });
    process.once('exit', this.#atExit);
  }

  static async launch(bin: string, cluster: Cluster, port: number): Promise<ServerProcess> {
    const socket = join(cluster.folder, `.s.PGSQL.${port}`);
    const sockets = Buffer.byteLength(socket) <= longestSocket ? cluster.folder : '';
    const chosen = { ...settings, port, unix_socket_directories: sockets };
    const log = await open(cluster.logFile, 'a');
    try {
      const args = Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
      const child = spawn(join(bin, 'postgres'), ['-D', cluster.data, ...args], {
        ...identity(cluster.account),
        cwd: cluster.folder,
        env: cluster.environment,
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
      });
      return new ServerProcess(child, cluster);
    } finally {
      await log.close();
    }
  }

  get running(): boolean {
    return this.#running;
  }

  /** Stops the server; its files stay. */
  async stop(): Promise<void> {
    process.off('exit', this.#atExit);
    for (const { signal, ms } of patience) {
      if (!this.#running) return;
      this.#child.kill(signal);
      await Promise.race([this.#ended, delay(ms, undefined, { ref: false })]);
    }
  }

  /** Stops the server and removes its files. */
  async remove(): Promise<void> {
    await this.stop();
    await removeCluster(this.#cluster);
  }

  /** Lets the server outlive us. */
  release(): void {
    process.off('exit', this.#atExit);
    this.#child.unref();
  }

  /** Without waiting, for a process that is about to end: "immediate" shutdown frees the shared memory. */
  #abandon(): void {
    if (this.#running) this.#child.kill('SIGQUIT');
    rmSync(this.#cluster.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  }
}
