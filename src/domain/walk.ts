import type { Location } from './location.ts';
import type { PlannedKind, ProjectId } from './plan.ts';
import type { RevisionId } from './revision.ts';
import type { SchemaSnapshot } from './snapshot.ts';
import type { Statement } from './statement.ts';

export type EngineId = 'postgres' | 'sqlite';

export type Movement = 'upgrade' | 'downgrade' | 're-upgrade';

/** Which rows the database held. `empty`: only those that the history itself inserts. */
export type Population = 'empty' | 'plain' | 'edge' | 'user';

/** Why a step failed. */
export interface StepFailure {
  /**
   * `database`: the database refused a statement. `python`: the migration's or env.py's own code raised. `tool`: the migration tool refused.
   * `timeout`: the time limit passed. `lost`: the process or the database went away.
   */
  readonly kind: 'database' | 'python' | 'tool' | 'timeout' | 'lost';
  /** The exception's class with its module, where there was one: `psycopg2.errors.DuplicateTable`. */
  readonly exception: string | null;
  /** The database's or the exception's own words. */
  readonly message: string;
  /** SQLSTATE on Postgres, the name of the error code on SQLite (`SQLITE_CONSTRAINT_NOTNULL`), where known. */
  readonly sqlstate: string | null;
  /** DETAIL and HINT of the database, where given. */
  readonly detail: string | null;
  /** The *first* statement that failed, even when the migration swallowed its error. */
  readonly statement: Statement | null;
  readonly at: Location | null;
  /** Which of several databases it happened in; absent when there is one. */
  readonly database?: string;
  /** The project's own frames of the traceback, innermost last; '' when there is none. */
  readonly traceback: string;
}

/** A session setting that a revision changed and left so. */
export interface SettingLeft {
  /** `search_path`, `lock_timeout`, `statement_timeout`, `role`, … */
  readonly name: string;
  readonly value: string;
  readonly initial: string;
  readonly at: Location | null;
}

/** A connection that went around the redirect and was refused. `database`: to another database; `socket`: to something else. */
export interface Refusal {
  readonly kind: 'database' | 'socket';
  /** What was asked for, without passwords: `postgresql://db.prod:5432/app`, `redis.local:6379`, `/srv/app.db`. */
  readonly target: string;
  readonly at: Location | null;
}

/** One movement of one revision. */
export interface Step {
  readonly revision: RevisionId;
  readonly movement: Movement;
  readonly outcome: 'ok' | 'failed' | 'skipped';
  readonly durationMs: number;
  readonly statements: readonly Statement[];
  /** Set exactly when the outcome is `failed`. */
  readonly failure: StepFailure | null;
  /** An error that a statement met though the step went on and succeeded (`try/except: pass` outside a transaction). */
  readonly swallowed: readonly StepFailure[];
  /** How many revision functions ran: 1 for an ordinary step; 0 when env.py never came to run it. */
  readonly bodies: number;
  /** What the gate itself read from the version table on a fresh connection afterwards, empty without such a table; null when the step did not run or the database was lost. */
  readonly versions: readonly RevisionId[] | null;
  /** The version table that says so, as a person names it, where several were read and it does not say what it must. */
  readonly versionTable?: string;
  /** What the version table must say after the step. */
  readonly expectedVersions: readonly RevisionId[];
  /** The catalog afterwards; null when the step was skipped, the database was lost, or the step lies within a rollback whose ends agree. */
  readonly snapshot: SchemaSnapshot | null;
  readonly settingsLeft: readonly SettingLeft[];
  readonly refusals: readonly Refusal[];
}

/** The recorded steps of one revision on one engine. */
export interface Walk {
  readonly project: ProjectId;
  readonly revision: RevisionId;
  readonly kind: PlannedKind;
  readonly engine: EngineId;
  /** Exact version and provider: `16.14 (testcontainers)`; for SQLite the version of the Python library. */
  readonly server: string;
  readonly population: Population;
  /** The catalog before the upgrade; null when the revision could not be walked. */
  readonly before: SchemaSnapshot | null;
  readonly steps: readonly Step[];
  /** For an edited revision: what the base's version of it did from the same start; null otherwise. */
  readonly asMerged: { readonly statements: readonly Statement[]; readonly snapshot: SchemaSnapshot } | null;
}

/** All new revisions of a project down from the head to where the base stands, and up again. */
export interface Rollback {
  readonly project: ProjectId;
  readonly engine: EngineId;
  readonly server: string;
  readonly population: Population;
  /** Where the base stands. */
  readonly base: SchemaSnapshot;
  /** Where the walk arrived. */
  readonly head: SchemaSnapshot;
  /** `downgrade` steps first, then `re-upgrade` ones. */
  readonly steps: readonly Step[];
  /** The revision declared irreversible at which the way down ends; null when it goes the whole way. */
  readonly stoppedAt: RevisionId | null;
}

/** Revisions of the base were replaced by fewer new ones: where both histories arrive from nothing. */
export interface Squash {
  readonly project: ProjectId;
  readonly engine: EngineId;
  readonly base: SchemaSnapshot;
  readonly head: SchemaSnapshot;
}
