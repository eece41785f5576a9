import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processMark } from '../../src/runs/processes.ts';

const parents = [...new Set(['/dev/shm', tmpdir()])];

/** Folders of runs of this process of the gate. */
export function foldersOf(gatePid: number): readonly string[] {
  const ours = new RegExp(`^migration-gate-[0-9a-f]{10}-${gatePid}-`);
  return parents.flatMap((parent) =>
    namesIn(parent)
      .filter((name) => ours.test(name))
      .map((name) => join(parent, name)),
  );
}

/** The run that a folder belongs to. */
export const runIdOf = (folder: string): string => /migration-gate-([0-9a-f]{10})-/.exec(folder)?.[1] ?? '';

/** What a process of the gate has left: its folders, and processes that name them. Other runs may be alive beside it. */
export function leftovers({ pid }: { readonly pid: number }): readonly string[] {
  return [...foldersOf(pid), ...processesWith(new RegExp(`migration-gate-[0-9a-f]{10}-${pid}-`))];
}

/** Processes that carry the mark of a run, or name it. */
export const processesOf = (runId: string): readonly string[] =>
  processesWith(new RegExp(`${processMark}=${runId}|migration-gate-${runId}`));

function processesWith(sign: RegExp): readonly string[] {
  return namesIn('/proc')
    .filter((id) => /^\d+$/.test(id) && Number(id) !== process.pid)
    .flatMap((id) => {
      const command = read(id, 'cmdline');
      const names = sign.test(command) || sign.test(read(id, 'environ'));
      return names && !command.includes('dist/cli.js') ? [`process ${id}: ${command.replaceAll('\0', ' ')}`] : [];
    });
}

/** Ids of System V shared memory of the servers whose data lies below a folder. */
export function sharedMemoryOf(folder: string): readonly string[] {
  return namesIn(folder)
    .filter((name) => name.startsWith('postgres-'))
    .flatMap((name) => {
      const line = readOr(join(folder, name, 'data/postmaster.pid')).split('\n')[6] ?? '';
      return line.trim().split(/\s+/)[1] ?? [];
    });
}

export const sharedMemory = (): readonly string[] =>
  readOr('/proc/sysvipc/shm')
    .split('\n')
    .map((line) => line.trim().split(/\s+/)[1] ?? '');

/** Process ids of what a process started, by the name of their program. */
export function childrenOf(pid: number, name: string | RegExp): readonly number[] {
  const lines = execFileSync('ps', ['-eo', 'pid,ppid,comm'], { encoding: 'utf8' }).trim().split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, parent, comm = '']) => Number(parent) === pid && (typeof name === 'string' ? comm === name : name.test(comm)),
    )
    .map(([child]) => Number(child));
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const readOr = (file: string): string => {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
};

const read = (pid: string, what: 'cmdline' | 'environ'): string => readOr(`/proc/${pid}/${what}`);
