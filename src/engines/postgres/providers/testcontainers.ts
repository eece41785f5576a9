import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { StartedTestContainer, WaitStrategy } from 'testcontainers';
import { toldOfCleaning } from '../../../runs/told.ts';
import type { EngineOptions } from '../../engine.ts';
import type { Address } from '../address.ts';
import { superuser } from '../cluster.ts';
import { wordsOf } from '../connection.ts';
import { containersOf, logOf, markKept, removeContainers, runLabel } from '../docker/containers.ts';
import { ensureImage } from '../docker/image.ts';
import { removeOrphans } from '../docker/orphans.ts';
import { probeDocker } from '../docker/probe.ts';
import { untilAnswers } from '../ready.ts';
import { type Origin, type Provider, Unavailable } from './provider.ts';

const wayOut = 'See the log of the container; or choose another way with --postgres.';
const startLimitMs = 60_000;
const watchMs = 200;
const port = 5432;

/** Not where the image has its volume, or the data would lie on a disk. */
const data = '/pgdata';
const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off'];

type Container = Omit<Origin, 'notes'>;

/** A container of the public image, or of the one that the user names. */
export const testcontainers: Provider = {
  name: 'testcontainers',
  async start(options): Promise<Origin> {
    await probeDocker();
    const image = options.postgres.image ?? `postgres:${options.postgres.version}`;
    try {
      await ensureImage(image, options.signal, options.say);
      options.say(`starting a container of ${image}`);
      const notes = toldOfCleaning(await removeOrphans(), []);
      return { ...(await startWatched(image, options)), notes };
    } catch (thrown) {
      options.signal.throwIfAborted();
      if (thrown instanceof Unavailable) throw thrown;
      throw new Unavailable(`A container of ${image} did not start: ${wordsOf(thrown)}`, { wayOut, cause: thrown });
    }
  },
  async availability() {
    try {
      const version = await probeDocker();
      return { name: 'testcontainers', available: true, what: `Docker ${version}`, wayOut: '' };
    } catch (thrown) {
      if (!(thrown instanceof Unavailable)) throw thrown;
      return { name: 'testcontainers', available: false, what: thrown.message, wayOut: thrown.wayOut };
    }
  },
};

/** Fails as soon as the container ends, and leaves none behind then: the first removal cuts a start short, the second takes what it still made. */
async function startWatched(image: string, options: EngineOptions): Promise<Container> {
  const done = new AbortController();
  const signal = AbortSignal.any([options.signal, done.signal]);
  const started = startContainer(image, options, signal);
  try {
    return await Promise.race([started, untilDeath(image, options.runId, signal)]);
  } catch (thrown) {
    done.abort();
    await removeContainers(options.runId);
    await started.catch(() => undefined);
    await removeContainers(options.runId);
    throw thrown;
  } finally {
    done.abort();
  }
}

async function startContainer(image: string, { runId }: EngineOptions, signal: AbortSignal): Promise<Container> {
  // Its cleaner would be a container of an image of its own; what a killed run leaves is found by its label. Read late, so it may be set here.
  process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
  // CommonJS: in a bundle only its default export is there.
  const { GenericContainer } = (await import('testcontainers')).default;
  const password = randomBytes(18).toString('base64url');
  const container = await new GenericContainer(image)
    .withLabels({ [runLabel]: runId })
    .withEnvironment({
      PGDATA: data,
      POSTGRES_USER: superuser,
      POSTGRES_PASSWORD: password,
      POSTGRES_INITDB_ARGS: '--no-sync',
    })
    .withTmpFs({ [data]: 'rw' })
    .withCommand(['postgres', ...settings.flatMap((setting) => ['-c', setting])])
    .withExposedPorts(port)
    .withWaitStrategy(noWait)
    .start();
  const maintenance = {
    host: container.getHost(),
    port: container.getMappedPort(port),
    user: superuser,
    password,
    database: superuser,
    ssl: false,
  };
  const refusal = await untilAnswers(maintenance, startLimitMs, () => !signal.aborted);
  if (refusal === null) return origin(container, runId, maintenance);
  const log = await logOf(container.getId());
  throw new Unavailable(`The server in a container of ${image} takes no connections: ${refusal}`, { wayOut, log });
}

/** Only the server's own answer tells that it is ready; we ask for it ourselves. */
const noWait: WaitStrategy = {
  waitUntilReady: async () => undefined,
  withStartupTimeout: () => noWait,
  isStartupTimeoutSet: () => true,
  getStartupTimeout: () => startLimitMs,
};

/** Never resolves. @throws Unavailable with the log as soon as a container of the run is no longer running */
async function untilDeath(image: string, runId: string, signal: AbortSignal): Promise<never> {
  for (;;) {
    await delay(watchMs, undefined, { signal });
    const dead = (await containersOf(runId)).find(({ State }) => State === 'exited' || State === 'dead');
    if (!dead) continue;
    const words = `A container of ${image} ended while it started: ${dead.Status}`;
    throw new Unavailable(words, { wayOut, log: await logOf(dead.Id) });
  }
}

function origin(container: StartedTestContainer, runId: string, maintenance: Address): Container {
  let kept = false;
  return {
    provider: 'testcontainers',
    maintenance,
    own: true,
    copies: null,
    log: () => logOf(container.getId()),
    keep: () => {
      kept = true;
    },
    async [Symbol.asyncDispose]() {
      if (kept) await markKept(container.getId(), runId);
      else await container.stop({ remove: true, removeVolumes: true, timeout: 0 });
    },
  };
}
