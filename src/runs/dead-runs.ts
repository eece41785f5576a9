import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from './alive.ts';

/** A run of this machine that ended without removing what it made. */
export interface DeadRun {
  readonly id: string;
  readonly folder: string;
}

/** In a run's folder: it was left on purpose. */
export const keptSign = 'kept';

/** How long a folder without a sign of life is left alone. A run that died in its first millisecond has none, nor has one that could not make it. */
const benefitOfDoubtMs = 24 * 3600 * 1000;

/** What a run's folder is called: after the run, which has ten digits, and the process that owns it. */
export const folderPrefix = (runId: string): string => `migration-gate-${runId}-${process.pid}-`;

const ofRun = /^migration-gate-([0-9a-f]{10})-\d+-/;

/** Runs of this user that are known to be dead, by their folders. @param parents where runs make their folders */
export async function deadRuns(parents: readonly string[]): Promise<readonly DeadRun[]> {
  const found = await Promise.all([...new Set(parents)].map(runsBelow));
  const dead = await Promise.all(found.flat().map(async (run) => ((await isDead(run.folder)) ? [run] : [])));
  return dead.flat();
}

async function runsBelow(parent: string): Promise<readonly DeadRun[]> {
  const names = await readdir(parent).catch(() => []);
  return names.flatMap((name) => {
    const id = ofRun.exec(name)?.[1];
    return id === undefined ? [] : [{ id, folder: join(parent, name) }];
  });
}

async function isDead(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => null);
  if (!found?.isDirectory() || found.uid !== process.getuid?.()) return false;
  if (await lstat(join(folder, keptSign)).catch(() => null)) return false;
  const alive = await isAlive(folder);
  return alive === null ? Date.now() - found.mtimeMs > benefitOfDoubtMs : !alive;
}
