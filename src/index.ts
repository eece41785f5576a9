/** The gate as a library: the same engine as the command. */
import { isAbsolute, join } from 'node:path';
import { findRoot } from './cli/sources.ts';
import { type ConfigFlags, loadConfig } from './config.ts';
import type { Progress } from './domain/progress.ts';
import { check as run } from './gate/gate.ts';
import { parts } from './parts.ts';
import type { Report } from './reporters/report.ts';
import { toReport } from './reporters/to-report.ts';

export type { GateErrorCode } from './domain/error.ts';
export type { Progress, ProgressEvent } from './domain/progress.ts';
export type { Report } from './reporters/report.ts';

/** All optional; what is left out is as for `migration-gate check` without flags. */
export interface CheckOptions {
  /** A folder in the repository; the current one by default. */
  readonly cwd?: string;
  /** A ref whose merge-base with HEAD stands for production; the default branch by default. */
  readonly base?: string;
  /** Walk the whole history. */
  readonly all?: boolean;
  /** Ids or unique prefixes of the revisions to walk. */
  readonly revisions?: readonly string[];
  /** A configuration file, absolute or relative to `cwd`; looked for in the usual places by default. */
  readonly config?: string;
  /** What takes precedence over the configuration file. */
  readonly overrides?: Partial<ConfigFlags>;
  /** The environment of the gate itself, of which a few variables reach the project's code. */
  readonly environment?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
}

const noOverrides: ConfigFlags = {
  projects: [],
  python: null,
  passEnv: [],
  engines: null,
  postgres: null,
  postgresVersion: null,
  timeoutMs: null,
  cache: null,
  isolate: null,
  failOn: null,
  inconclusive: null,
};

/**
 * Walks what is new and judges it. What keeps the gate from running is in the report's `error`, with the verdict `inconclusive`.
 * @throws GateError `bad-config` for a configuration that is not valid
 */
export async function check(options: CheckOptions = {}): Promise<Report> {
  const cwd = options.cwd ?? process.cwd();
  const started = performance.now();
  const config = await loadConfig({
    root: findRoot(cwd),
    file: options.config === undefined ? null : isAbsolute(options.config) ? options.config : join(cwd, options.config),
    flags: { ...noOverrides, ...options.overrides },
    checkIds: parts.checks.map(({ id }) => id),
  });
  const outcome = await run(
    {
      cwd,
      config,
      environment: options.environment ?? process.env,
      selection: {
        base: options.base ?? null,
        all: options.all ?? false,
        revisions: options.revisions ?? [],
        shard: null,
      },
      keep: false,
      signal: options.signal ?? new AbortController().signal,
      progress: options.progress ?? (() => undefined),
    },
    parts,
  );
  return toReport(outcome, performance.now() - started);
}
