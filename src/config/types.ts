import type { Severity } from '../domain/finding.ts';
import type { Judgement } from '../domain/verdict.ts';
import type { EngineId } from '../domain/walk.ts';
import type { PostgresOptions } from '../engines/engine.ts';
import type { ProjectOptions } from '../tools/tool.ts';

/** One project of the configuration. With neither `config` nor `scriptLocation` it speaks of every project that is found. */
export interface ProjectConfig extends ProjectOptions {
  /** `forward-only`: the project is never downgraded, so nothing is said about its downgrades. */
  readonly downgrade: 'forward-only' | null;
  /** How many heads a branch label is meant to have. */
  readonly heads: Readonly<Record<string, number>>;
  /** Files of SQL that run in every scratch database before the base, relative to the root. */
  readonly setup: PerEngine<readonly string[]>;
  /** Where its history begins; null: with nothing. */
  readonly start: StartConfig | null;
}

/** What is said for one engine and not for another. */
export type PerEngine<T> = Readonly<Partial<Record<EngineId, T>>>;

/** A history that begins on a schema that no revision made. */
interface StartConfig {
  /** A file of SQL that makes the schema, relative to the root. An engine without one begins with nothing. */
  readonly schema: PerEngine<string>;
  /** The revisions that a database with this schema is stamped with: ids, or beginnings of them. */
  readonly at: readonly string[];
}

export interface EnginesConfig {
  /** `auto`: those that the project shows it uses. */
  readonly use: 'auto' | readonly EngineId[];
  readonly postgres: {
    readonly provider: PostgresOptions['provider'];
    /** The major, 14 to 18; null: as the project's own files say, else the newest that the gate prefers. */
    readonly version: number | null;
    readonly image: string | null;
    readonly extensions: readonly string[];
    /** Files of SQL, relative to the root. */
    readonly setup: readonly string[];
    readonly runAsOwner: boolean;
  };
}

/** All that the user may decide, from the file and the flags, with every default filled in. */
export interface Config extends Judgement {
  /** The file it came from, relative to the root; null when there is none. */
  readonly file: string | null;
  /** Empty: find them and use them as they are. */
  readonly projects: readonly ProjectConfig[];
  readonly engines: EnginesConfig;
  /** The folder that is kept between runs, absolute or relative to the root; null: the user's cache folder; false: no base is kept. */
  readonly cache: string | false | null;
  readonly budgets: {
    /** Per step. */
    readonly timeoutMs: number;
  };
  /** The project's code runs in a network of its own. */
  readonly isolate: boolean;
  /** Only the checks that the user set. */
  readonly checks: Readonly<Record<string, CheckLevel>>;
  readonly references: ReferencesConfig;
  readonly suppressions: readonly Suppressing[];
}

/** Where code is looked for that names what is taken away: patterns of paths from the root, `src/**`. */
export interface ReferencesConfig {
  /** Empty: everywhere. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** A file of `CREATE TABLE` statements, relative to the root, for `refs`; null: what the code says. */
  readonly schema: string | null;
}

/** Findings of a check that are meant to stand; null: whatever the revision, wherever the file. */
export interface Suppressing {
  readonly check: string;
  /** An id, or a beginning of one. */
  readonly revision: string | null;
  /** A pattern of paths from the root. */
  readonly file: string | null;
  readonly reason: string;
  /** The last day, `2027-03-01`. */
  readonly until: string | null;
}

export type CheckLevel = 'off' | Severity;

/** What flags may override; null where the flag was not given. */
export interface ConfigFlags {
  /** Configuration files of projects, relative to the root. */
  readonly projects: readonly string[];
  readonly python: string | null;
  /** Variables that pass to the code of every project, beside those that the file names. */
  readonly passEnv: readonly string[];
  readonly engines: readonly EngineId[] | null;
  readonly postgres: PostgresOptions['provider'] | null;
  readonly postgresVersion: number | null;
  readonly timeoutMs: number | null;
  /** Absolute; false for none. */
  readonly cache: string | false | null;
  readonly isolate: boolean | null;
  readonly failOn: Severity | null;
  readonly inconclusive: Judgement['inconclusive'] | null;
}
