import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { python, root } from '../../scripts/setup.mjs';
import type { Report } from '../../src/reporters/report.ts';

/** Distinctive, to be looked for where it must not be. */
export const token = 'ghs_never0to0be0seen0anywhere';

interface StepRun {
  readonly pid: number;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
  /** Workflow commands that it spoke. */
  readonly commands: readonly { readonly name: string; readonly properties: string; readonly text: string }[];
}

export interface ActionRun {
  readonly main: StepRun;
  readonly post: StepRun;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The JSON report; null when none was written. */
  readonly report: Report | null;
}

export interface ActionOptions {
  /** The checkout. */
  readonly workspace: string;
  /** Where its GitHub listens. */
  readonly github: string;
  readonly event: { readonly name: string; readonly payload: unknown; readonly sha?: string };
  /** What stands under `with:`. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Called with all that the main step wrote so far, whenever it writes. */
  readonly heard?: (text: string, pid: number) => void;
  /** Called when the main step has been started. */
  readonly started?: (pid: number) => void;
  /** Called when the post step has been started. */
  readonly postStarted?: (pid: number) => void;
}

interface Metadata {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly main: string; readonly post: string };
}

const metadata = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Metadata;

/** Runs the built Action as a runner does: by its action.yml, with its files, the main step and then the post step, each a process of its own. */
export async function runAction(options: ActionOptions): Promise<ActionRun> {
  const folder = mkdtempSync(join(tmpdir(), 'runner-'));
  const temporary = join(folder, 'temp');
  mkdirSync(temporary);
  const file = (name: string, content = ''): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const files = {
    GITHUB_OUTPUT: file('output'),
    GITHUB_STATE: file('state'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_ENV: file('env'),
    GITHUB_PATH: file('path'),
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(options.event.payload)),
  };
  const inputs = Object.entries(metadata.inputs).map(([name, { default: initial = '' }]) => [
    variable(name),
    options.inputs?.[name] ?? (initial.includes('github.token') ? token : initial),
  ]);
  const others = Object.entries(options.inputs ?? {}).map(([name, value]) => [variable(name), value]);
  const environment = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    VIRTUAL_ENV: dirname(dirname(python)),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: options.github,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'o/r',
    GITHUB_EVENT_NAME: options.event.name,
    GITHUB_SHA: options.event.sha ?? '0'.repeat(40),
    GITHUB_WORKSPACE: options.workspace,
    GITHUB_RUN_ID: '77',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_JOB: 'migrations',
    GITHUB_ACTION: '__self',
    RUNNER_TEMP: temporary,
    ACTIONS_RUNTIME_TOKEN: token,
    ...files,
    ...Object.fromEntries([...inputs, ...others]),
    ...options.environment,
  };
  try {
    const main = await step(metadata.runs.main, options.workspace, environment, options);
    const state = keptIn(files.GITHUB_STATE);
    const saved = Object.fromEntries(Object.entries(state).map(([key, value]) => [`STATE_${key}`, value]));
    const post = await step(
      metadata.runs.post,
      options.workspace,
      { ...environment, ...saved },
      { started: options.postStarted },
    );
    const outputs = keptIn(files.GITHUB_OUTPUT);
    const summary = readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8');
    const report = readReport(
      options.inputs?.report ?? join(temporary, 'migration-gate/report.json'),
      options.workspace,
    );
    return { main, post, outputs, state, summary, report };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const variable = (input: string): string => `INPUT_${input.toUpperCase()}`;

async function step(
  script: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
  { heard, started }: { readonly [Name in 'heard' | 'started']?: ActionOptions[Name] | undefined },
): Promise<StepRun> {
  const begin = performance.now();
  const child = spawn(process.execPath, [join(root, script)], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  started?.(child.pid ?? 0);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
    heard?.(stdout + stderr, child.pid ?? 0);
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
    heard?.(stdout + stderr, child.pid ?? 0);
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.on('close', (...end) => resolve(end));
  });
  const commands = [...stdout.matchAll(/^::([a-z-]+)(?: (.*?))?::(.*)$/gm)].map(
    ([, name = '', properties = '', text = '']) => ({ name, properties, text }),
  );
  return { pid: child.pid ?? 0, code, signal, stdout, stderr, durationMs: performance.now() - begin, commands };
}

/** `key<<delimiter`, the value, the delimiter. */
const keptIn = (file: string): Record<string, string> =>
  Object.fromEntries(
    [...readFileSync(file, 'utf8').matchAll(/^(.+?)<<(ghadelimiter_\S+)\r?\n([\s\S]*?)\r?\n\2$/gm)].map(
      ([, key = '', , value = '']) => [key, value],
    ),
  );

function readReport(file: string, workspace: string): Report | null {
  try {
    return JSON.parse(readFileSync(file.startsWith('/') ? file : join(workspace, file), 'utf8')) as Report;
  } catch {
    return null;
  }
}
