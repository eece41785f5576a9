import { rm } from 'node:fs/promises';
import { messageOf } from '../domain/error.ts';
import type { Note } from '../domain/finding.ts';
import type { Engine, PostgresOptions } from '../engines/engine.ts';
import { deadRuns } from '../runs/dead-runs.ts';
import { killMarked } from '../runs/processes.ts';
import { toldOfCleaning } from '../runs/told.ts';

/**
 * Removes what runs of this machine left that were killed before they could do so themselves: their servers and containers, processes and folders.
 * What cannot be removed is said, and keeps nobody from running.
 * @param parents where runs make their folders
 */
export async function cleanUp(
  engines: readonly Pick<Engine, 'cleanUp'>[],
  parents: readonly string[],
  options: Pick<PostgresOptions, 'cacheFolder'>,
): Promise<readonly Note[]> {
  const dead = await deadRuns(parents);
  if (dead.length === 0) return [];
  const removed: string[] = [];
  const left: string[] = [];
  const attempt = (work: Promise<readonly string[]>): Promise<void> =>
    work.then(
      (words) => void removed.push(...words),
      (thrown) => void left.push(messageOf(thrown)),
    );
  const processes = dead.reduce((count, { id }) => count + killMarked(id), 0);
  if (processes > 0) removed.push(processes === 1 ? 'a process' : `${processes} processes`);
  await Promise.all(engines.map((engine) => attempt(engine.cleanUp(dead, options))));
  for (const { folder } of dead) await attempt(removeFolder(folder));
  return toldOfCleaning(removed, left).map((what) => ({ what, at: null }));
}

async function removeFolder(folder: string): Promise<readonly string[]> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  return [`the folder ${folder}`];
}
