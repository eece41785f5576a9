import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What a running server says of itself in its data directory (miscadmin.h, "LOCK_FILE_LINE_*"); a killed one leaves it. */
interface LockFile {
  readonly pid: number;
  /** Of its System V shared memory; null when it came not so far. */
  readonly memory: string | null;
}

/** Null when no server runs there, and none was killed there. */
export async function readLockFile(data: string): Promise<LockFile | null> {
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  // Negative while initdb works there.
  const pid = Math.abs(Number(lines[0]));
  return pid > 0 ? { pid, memory: lines[6]?.trim().split(/\s+/)[1] ?? null } : null;
}

/**
 * Frees the shared memory of a server that ended without doing so. It is 56 bytes, by which Postgres tells whether somebody still works on a data
 * directory, and of System V: no folder holds it, it would stay until the machine restarts.
 */
export async function freeSharedMemory(data: string): Promise<void> {
  const memory = (await readLockFile(data))?.memory;
  // Best effort: a machine without the tool, or one where it is freed already, is no worse off.
  if (memory) await promisify(execFile)('ipcrm', ['-m', memory]).catch(() => undefined);
}
