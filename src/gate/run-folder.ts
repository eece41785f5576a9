import { access, chmod, constants, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GateError, messageOf } from '../domain/error.ts';
import { showAlive } from '../runs/alive.ts';
import { folderPrefix, keptSign } from '../runs/dead-runs.ts';

const memoryFolder = '/dev/shm';
/** Room for a fresh Postgres with a few clones; measured at 120 MB for 500 tables. */
const roomNeeded = 300 * 1024 ** 2;

/** Where runs make their folders. */
export const runFolderParents = (): readonly string[] => [memoryFolder, tmpdir()];

/** A folder of this run alone, on tmpfs where there is room, that shows that the run is alive; disposing removes it. */
export interface RunFolder extends AsyncDisposable {
  readonly path: string;
  keep(): void;
}

/** @throws GateError `io` when no folder can be made */
export async function makeRunFolder(runId: string): Promise<RunFolder> {
  const parent = (await isRoomy(memoryFolder)) ? memoryFolder : tmpdir();
  const path = await mkdtemp(join(parent, folderPrefix(runId))).catch((cause) => {
    throw new GateError('io', `cannot make a temporary folder in ${parent}: ${messageOf(cause)}`, {
      hint: 'Set TMPDIR to a folder that can be written.',
      cause,
    });
  });
  // A server that is started as another user must be able to reach its own folder below.
  await chmod(path, 0o711);
  const alive = await showAlive(path);
  let kept = false;
  return {
    path,
    keep: () => {
      kept = true;
    },
    [Symbol.asyncDispose]: async () => {
      if (kept) await writeFile(join(path, keptSign), '');
      else await rm(path, { recursive: true, force: true, maxRetries: 3 });
      await alive[Symbol.asyncDispose]();
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
