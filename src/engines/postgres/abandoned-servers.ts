import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { clusterPrefix } from './cluster.ts';
import { freeSharedMemory, readLockFile } from './lock-file.ts';

/** "Immediate" shutdown (PostgreSQL manual, 19.5), then without being asked. */
const patience = [
  { signal: 'SIGQUIT', ms: 3_000 },
  { signal: 'SIGKILL', ms: 2_000 },
] as const;
const pollMs = 20;

/** Ends the servers whose data lies in the folder of a run that is dead, and frees what killed ones left in memory. @returns what was ended, in words */
export async function endServersIn(runFolder: string): Promise<readonly string[]> {
  const clusters = (await readdir(runFolder).catch(() => [])).filter((name) => name.startsWith(clusterPrefix));
  const ended = await Promise.all(clusters.map((name) => end(join(runFolder, name, 'data'))));
  return ended.flat();
}

async function end(data: string): Promise<readonly string[]> {
  const server = await readLockFile(data);
  const isRunning = async (): Promise<boolean> => server !== null && (await commandLine(server.pid)).includes(data);
  const wasRunning = await isRunning();
  for (const { signal, ms } of patience) {
    const limit = performance.now() + ms;
    if (server && (await isRunning())) tell(server.pid, signal);
    while ((await isRunning()) && performance.now() < limit) await delay(pollMs);
  }
  await freeSharedMemory(data);
  return wasRunning ? ['a Postgres server'] : [];
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
  }
}

/** '' when there is no such process. */
async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const asked = promisify(execFile)('ps', ['-o', 'command=', '-p', `${pid}`]);
  return asked.then(({ stdout }) => stdout).catch(() => '');
}
