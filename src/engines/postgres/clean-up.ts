import type { DeadRun } from '../../runs/dead-runs.ts';
import type { PostgresOptions } from '../engine.ts';
import { endServersIn } from './abandoned-servers.ts';
import { removeContainers } from './docker/containers.ts';
import { probeDocker } from './docker/probe.ts';
import { removeUnfinished } from './embedded-download.ts';
import { Unavailable } from './providers/provider.ts';

/** What dead runs of this machine left, whatever way they had their server from. Databases on a server of the user's go by that server's own lock. */
export async function cleanUp(
  dead: readonly DeadRun[],
  { cacheFolder }: Pick<PostgresOptions, 'cacheFolder'>,
): Promise<readonly string[]> {
  const removed = await Promise.all([
    ...dead.map(({ folder }) => endServersIn(folder)),
    containersOf(dead),
    removeUnfinished(cacheFolder, dead),
  ]);
  return removed.flat();
}

async function containersOf(dead: readonly DeadRun[]): Promise<readonly string[]> {
  try {
    await probeDocker();
  } catch (thrown) {
    if (!(thrown instanceof Unavailable)) throw thrown;
    return [];
  }
  return (await Promise.all(dead.map(({ id }) => removeContainers(id)))).flat();
}
