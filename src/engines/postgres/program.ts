import { type SpawnOptions, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** How a program ended. */
export interface Ending {
  /** Null when it was killed. */
  readonly code: number | null;
  /** What it wrote to stderr. */
  readonly log: string;
}

/**
 * Runs a program to its end. On abort it is killed with all that it started, and gone before this returns.
 * @throws the errno of a program that could not be started
 */
export async function runProgram(
  path: string,
  args: readonly string[],
  options: SpawnOptions,
  signal: AbortSignal,
): Promise<Ending> {
  const child = spawn(path, args, { ...options, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const kill = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  signal.addEventListener('abort', kill, { once: true });
  if (signal.aborted) kill();
  try {
    const ended = new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject));
    const [code, log] = await Promise.all([ended, child.stderr ? text(child.stderr) : '']);
    signal.throwIfAborted();
    return { code, log };
  } finally {
    signal.removeEventListener('abort', kill);
  }
}
