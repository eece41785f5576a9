import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { messageOf } from '../domain/error.ts';

/**
 * Takes the variables that this process was started with out of sight. Deleting one is not enough: the kernel goes on to show the first text
 * of all of them to every process of the same user, as `/proc/PID/environ` (proc(5)). So each is set anew, which moves it, and that text is
 * overwritten. `process.env` is as before.
 *
 * @returns what keeps them in sight, as on every system without /proc; null when they are out of sight
 */
export function hideEnvironment(): string | null {
  try {
    const { start, end } = firstEnvironment();
    for (const [name, value] of Object.entries(process.env)) process.env[name] = value;
    overwrite(start, end);
    return shown().every((byte) => byte === 0) ? null : '/proc/self/environ shows them all the same';
  } catch (thrown) {
    return messageOf(thrown);
  }
}

const shown = (): Buffer => readFileSync('/proc/self/environ');

/** Addresses between which the kernel reads them: `env_start` and `env_end` of proc_pid_stat(5), counted behind the program's name. */
function firstEnvironment(): { readonly start: number; readonly end: number } {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [start = 0, end = 0] = fields.slice(47, 49).map(Number);
  if (end - start !== shown().length) throw new Error('/proc/self/stat does not tell where they are');
  return { start, end };
}

function overwrite(start: number, end: number): void {
  const memory = openSync('/proc/self/mem', 'r+');
  try {
    writeSync(memory, Buffer.alloc(end - start), 0, end - start, start);
  } finally {
    closeSync(memory);
  }
}
