import { relative, resolve } from 'node:path';
import { duration, engineList, folder, inconclusive, postgresVersion, provider, severity } from '../config/values.ts';
import type { ConfigFlags } from '../config.ts';
import type { Selection } from '../gate/gate.ts';
import { shardOf } from './shard.ts';
import { badUsage, flagValue } from './usage.ts';

/** Flags that say what is there and what to use: `check` and `doctor` have them. As commander gives them, unread. */
export interface SurroundingFlags {
  readonly project?: readonly string[];
  readonly python?: string;
  readonly passEnv?: readonly string[];
  readonly engines?: string;
  readonly postgres?: string;
  readonly postgresVersion?: string;
  readonly config?: string;
  readonly cache?: string | false;
  readonly color: boolean;
}

/** Flags that say which revisions. */
export interface SelectionFlags {
  readonly base?: string;
  readonly all?: true;
  readonly revision?: readonly string[];
  readonly shard?: string;
}

export interface CheckFlags extends SurroundingFlags, SelectionFlags {
  readonly timeout?: string;
  readonly isolate?: true;
  readonly failOn?: string;
  readonly inconclusive?: string;
  readonly format?: readonly string[];
  readonly output?: string;
  readonly keep?: true;
}

/** @throws GateError `bad-usage` */
export function toSelection({ base, all, revision, shard }: SelectionFlags): Selection {
  if (all && base !== undefined)
    throw badUsage('--all and --base contradict each other: with --all there is no base', 'Give one of them.');
  if (all && revision) throw badUsage('--all and --revision contradict each other', 'Give one of them.');
  return {
    base: base ?? null,
    all: all ?? false,
    revisions: revision ?? [],
    shard: shard === undefined ? null : shardOf(shard),
  };
}

/** How a value's name is written where the user wrote it: `--engines`. */
export type Spelling = (name: string) => string;

const asFlag: Spelling = (name) => `--${name}`;

/**
 * What the flags override. Paths are given relative to the folder the command was started in and handed on relative to the root.
 * @throws GateError `bad-usage`
 */
export function toConfigFlags(
  flags: SurroundingFlags & Pick<CheckFlags, 'timeout' | 'isolate' | 'failOn' | 'inconclusive'>,
  cwd: string,
  root: string,
  spelled: Spelling = asFlag,
): ConfigFlags {
  const given = <Value, Read>(value: Value | undefined, read: (value: Value) => Read): Read | null =>
    value === undefined ? null : read(value);
  return {
    projects: (flags.project ?? []).map((path) => relative(root, resolve(cwd, path)).replaceAll('\\', '/') || '.'),
    passEnv: flags.passEnv ?? [],
    python: given(flags.python, (path) => (/[\\/]/.test(path) ? resolve(cwd, path) : path)),
    engines: given(flags.engines, (names) =>
      names === 'auto' ? null : flagValue(spelled('engines'), engineList, names.split(',')),
    ),
    postgres: given(flags.postgres, (value) => flagValue(spelled('postgres'), provider, value)),
    postgresVersion: given(flags.postgresVersion, (value) =>
      flagValue(spelled('postgres-version'), postgresVersion, number(value)),
    ),
    cache:
      flags.cache === false
        ? false
        : given(flags.cache, (path) => resolve(cwd, flagValue(spelled('cache'), folder, path))),
    timeoutMs: given(flags.timeout, (value) => flagValue(spelled('timeout'), duration, value)),
    isolate: flags.isolate ?? null,
    failOn: given(flags.failOn, (value) => flagValue(spelled('fail-on'), severity, value)),
    inconclusive: given(flags.inconclusive, (value) => flagValue(spelled('inconclusive'), inconclusive, value)),
  };
}

/** A whole number as such; anything else as it was given, to be refused with these words. */
const number = (value: string): number | string => (/^\d+$/.test(value) ? Number(value) : value);

/** The file that `--config` names, absolute. */
export const configFile = ({ config }: SurroundingFlags, cwd: string): string | null =>
  config === undefined ? null : resolve(cwd, config);
