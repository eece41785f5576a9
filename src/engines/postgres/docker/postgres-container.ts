import { setTimeout as delay } from 'node:timers/promises';
import type { StartedTestContainer, WaitStrategy } from 'testcontainers';
import type { EngineOptions, KeptBase } from '../../engine.ts';
import type { Address } from '../address.ts';
import { newPassword, superuser } from '../cluster.ts';
import { type ClusterCopies, type Origin, Unavailable } from '../providers/provider.ts';
import { untilAnswers } from '../ready.ts';
import { takeOver } from '../take-over.ts';
import { containersOf, logOf, markKept, removeContainers, runLabel } from './containers.ts';
import { copyFrom, dataPath, ofImage, openCopy } from './data-directory.ts';
import type { Image } from './image.ts';

export const wayOut = 'See the log of the container; or choose another way with --postgres.';
const startLimitMs = 60_000;
const watchMs = 200;
const port = 5432;

const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off'];

type Container = Omit<Origin, 'notes'>;

/**
 * Starts a container of Postgres, empty or with what was kept.
 * @throws Unavailable as soon as the container ends, and leaves none behind then: the first removal cuts a start short, the second takes what it
 * still made
 */
export async function startContainer(
  image: Image,
  identity: string,
  kept: KeptBase | null,
  options: EngineOptions,
): Promise<Container> {
  const done = new AbortController();
  const signal = AbortSignal.any([options.signal, done.signal]);
  const started = start(image, identity, kept, options, signal);
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

async function start(
  image: Image,
  identity: string,
  kept: KeptBase | null,
  { runId, runFolder }: EngineOptions,
  signal: AbortSignal,
): Promise<Container> {
  // Its cleaner would be a container of an image of its own; what a killed run leaves is found by its label. Read late, so it may be set here.
  process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
  const [library, opened] = await Promise.all([import('testcontainers'), kept && openCopy(kept.folder, runFolder)]);
  await using copy = opened;
  const password = copy?.password ?? newPassword();
  // CommonJS: in a bundle only its default export is there.
  const { GenericContainer } = library.default;
  const described = new GenericContainer(image.name)
    .withLabels({ [runLabel]: runId })
    .withEnvironment({
      PGDATA: dataPath,
      POSTGRES_USER: superuser,
      POSTGRES_PASSWORD: password,
      POSTGRES_INITDB_ARGS: '--no-sync',
    })
    .withTmpFs({ [dataPath]: 'rw' })
    .withCommand(['postgres', ...settings.flatMap((setting) => ['-c', setting])])
    .withExposedPorts(port)
    .withWaitStrategy(noWait);
  copy?.begin(described, image);
  signal.throwIfAborted();
  const container = await described.start();
  const address = {
    host: container.getHost(),
    port: container.getMappedPort(port),
    user: superuser,
    password,
    database: superuser,
    ssl: false,
  };
  const refusal = await untilAnswers(address, startLimitMs, () => !signal.aborted);
  if (refusal !== null) {
    const log = await logOf(container.getId());
    const words = `The server in a container of ${image.name} takes no connections: ${refusal}`;
    throw new Unavailable(words, { wayOut, log });
  }
  if (copy) await ofImage(container.getId(), image);
  const maintenance = copy ? await takeOver(address, copy.database) : address;
  return origin(container, runId, maintenance, {
    identity,
    restored: kept && copy && { token: kept.token, database: copy.database },
    copy: copyFrom(container.getId(), image, maintenance.password),
  });
}

/** Only the server's own answer tells that it is ready; we ask for it ourselves. */
const noWait: WaitStrategy = {
  waitUntilReady: async () => undefined,
  withStartupTimeout: () => noWait,
  isStartupTimeoutSet: () => true,
  getStartupTimeout: () => startLimitMs,
};

/** Never resolves. @throws Unavailable with the log as soon as a container of the run is no longer running */
async function untilDeath(image: Image, runId: string, signal: AbortSignal): Promise<never> {
  for (;;) {
    await delay(watchMs, undefined, { signal });
    const dead = (await containersOf(runId)).find(({ State }) => State === 'exited' || State === 'dead');
    if (!dead) continue;
    const words = `A container of ${image.name} ended while it started: ${dead.Status}`;
    throw new Unavailable(words, { wayOut, log: await logOf(dead.Id) });
  }
}

function origin(
  container: StartedTestContainer,
  runId: string,
  maintenance: Address,
  copies: ClusterCopies,
): Container {
  let kept = false;
  return {
    provider: 'testcontainers',
    maintenance,
    own: true,
    copies,
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
