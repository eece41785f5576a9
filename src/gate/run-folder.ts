import { access, chmod, constants, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GateError, messageOf } from '../domain/error.ts';

const memoryFolder = '/dev/shm';
/** Room for a fresh Postgres with a few clones; measured at 120 MB for 500 tables. */
const roomNeeded = 300 * 1024 ** 2;

/** A folder of this run alone, on tmpfs where there is room, called after the run and the process that owns it; disposing removes it. */
export interface RunFolder extends AsyncDisposable {
  readonly path: string;
  keep(): void;
}

/** @throws GateError `io` when no folder can be made */
export async function makeRunFolder(runId: string): Promise<RunFolder> {
  const parent = (await isRoomy(memoryFolder)) ? memoryFolder : tmpdir();
  const path = await mkdtemp(join(parent, `migration-gate-${runId}-${process.pid}-`)).catch((cause) => {
    throw new GateError('io', `cannot make a temporary folder in ${parent}: ${messageOf(cause)}`, {
      hint: 'Set TMPDIR to a folder that can be written.',
      cause,
    });
  });
  // A server that is started as another user must be able to reach its own folder below.
  await chmod(path, 0o711);
  let kept = false;
  return {
    path,
    keep: () => {
      kept = true;
    },
    [Symbol.asyncDispose]: async () => {
      if (!kept) await rm(path, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function isRoomy(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize >= roomNeeded;
  } catch {
    // Not there, or not ours to write: the ordinary temporary folder serves.
    return false;
  }
}
