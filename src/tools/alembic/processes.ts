import { readdirSync, readFileSync } from 'node:fs';
import { processMark } from './environment.ts';

/** Kills every process that carries this mark in its environment: what left the driver's group by making a session of its own. Linux only. */
export function killMarked(mark: string): void {
  if (process.platform !== 'linux') return;
  for (const id of readdirSync('/proc')) {
    if (/^\d+$/.test(id) && Number(id) !== process.pid && isMarked(id, mark)) kill(Number(id));
  }
}

function isMarked(id: string, mark: string): boolean {
  try {
    return readFileSync(`/proc/${id}/environ`, 'latin1').split('\0').includes(`${processMark}=${mark}`);
  } catch {
    // Ended meanwhile, or somebody else's.
    return false;
  }
}

function kill(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
