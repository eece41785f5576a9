import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { python, root } from '../../scripts/setup.mjs';
import type { Report } from '../../src/reporters/report.ts';

export interface GateRun {
  readonly pid: number;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The JSON report; null when none was written. */
  readonly report: Report | null;
}

export interface GateRunOptions {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** A program, with its first arguments, that runs the command. */
  readonly through?: readonly string[];
  /** Called at once. */
  readonly started?: (pid: number) => void;
  /** Called with all that it wrote so far, whenever it writes. */
  readonly heard?: (text: string, pid: number) => void;
}

/** Runs the built command as a user would, in a process of its own, with a Python that has Alembic as `VIRTUAL_ENV`. */
export async function gate(
  args: readonly string[],
  { cwd, environment = {}, through = [], started, heard }: GateRunOptions,
): Promise<GateRun> {
  const folder = mkdtempSync(join(tmpdir(), 'gate-report-'));
  const file = join(folder, 'report.json');
  const reporting = args[0] === 'check' ? ['--format', 'json', '--output', file] : [];
  // No test shall find what another one, or an earlier build of the gate, has kept.
  if (args[0] === 'check' && !args.includes('--cache')) reporting.push('--no-cache');
  const [program = '', ...words] = [...through, process.execPath, join(root, 'dist/cli.js'), ...args, ...reporting];
  const child = spawn(program, words, {
    cwd,
    env: { ...process.env, CI: 'true', NO_COLOR: '1', VIRTUAL_ENV: dirname(dirname(python)), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) started?.(child.pid);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
    heard?.(stderr, child.pid ?? 0);
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.on('close', (...end) => resolve(end));
  });
  try {
    return { pid: child.pid ?? 0, code, signal, stdout, stderr, report: read(file) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a report notes of its own run: not what it removed of runs that tests beside it killed. */
export const ownNotes = ({ notes }: Report): Report['notes'] =>
  notes.filter(({ what }) => !/^(?:Removed what a run that was killed|Not all that a killed run) had left/.test(what));

function read(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return null;
  }
}
