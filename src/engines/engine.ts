import type { DatabaseTarget, VersionRows, VersionTable } from '../domain/database.ts';
import type { SchemaSnapshot } from '../domain/snapshot.ts';
import type { EngineId, StepFailure } from '../domain/walk.ts';
import type { DeadRun } from '../runs/dead-runs.ts';

export interface EngineOptions {
  /** What the user chose for this engine; each engine documents its own. */
  readonly postgres: PostgresOptions;
  /** The gate's own environment: where programs are looked for. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the gate may write: a folder of its own for this run, on tmpfs where there is one. */
  readonly runFolder: string;
  /** Unique to this run; names databases, labels containers, marks processes. Ten hexadecimal digits. */
  readonly runId: string;
  /** Aborted on SIGINT and SIGTERM: a start that is under way stops and leaves nothing behind. */
  readonly signal: AbortSignal;
  /** Told what is going on while a server starts: `pulling postgres:17`. */
  readonly say: (what: string) => void;
  /** Where a server that can only begin with a kept base finds one. */
  readonly bases?: KeptBases;
}

/** Bases of earlier runs, to begin with. */
export interface KeptBases {
  /** By the server's `identity`; null when there is none that fits. */
  find(identity: string): Promise<KeptBase | null>;
  /** The one that was found does not serve, and why: it is built anew, and told. */
  disbelieve(why: string): void;
}

/** A base that outlives its run, so that the next one need not build it: files in a folder, and what ties them to whatever is kept elsewhere. */
export interface KeptBase {
  /** Names it wherever it is kept: letters and digits. */
  readonly key: string;
  /** Made up when it was kept: of two with the same key, tells one from the other. Letters and digits. */
  readonly token: string;
  /** Where its files lie, for the engine alone. */
  readonly folder: string;
}

/** Majors of Postgres that the gate walks on, oldest first. */
export const postgresMajors = [14, 15, 16, 17, 18] as const;

export const postgresProviders = ['testcontainers', 'system', 'embedded'] as const;
type PostgresProvider = (typeof postgresProviders)[number];

export interface PostgresOptions {
  readonly provider: 'auto' | PostgresProvider | { readonly url: string };
  /** One of `postgresMajors`. */
  readonly version: number;
  /** The image for testcontainers; null for `postgres:<major>`. */
  readonly image: string | null;
  /** Made in every scratch database before anything else. */
  readonly extensions: readonly string[];
  /** Migrations run as a role that owns its database and is no superuser. */
  readonly runAsOwner: boolean;
  /** The user's cache folder, for a downloaded server. */
  readonly cacheFolder: string;
}

/** Can this host run the engine at all? For `doctor`, which starts nothing. */
export interface Availability {
  readonly name: string;
  readonly available: boolean;
  /** What was found, or why not. */
  readonly what: string;
  /** What to do to have it; '' when it is there. */
  readonly wayOut: string;
}

export interface Engine {
  readonly id: EngineId;
  readonly supports: {
    /** A failed step leaves nothing behind by itself. */
    readonly transactionalDdl: boolean;
    readonly schemas: boolean;
  };
  /** @throws GateError `no-postgres`, `no-sqlite` when no server can be had, with the reason of each way that was tried */
  start(options: EngineOptions): Promise<Server>;
  /**
   * Removes what dead runs of this machine left outside of their folders, their marked processes having been killed where the system shows marks.
   * @returns what it removed, in words
   */
  cleanUp(dead: readonly DeadRun[], options: Pick<PostgresOptions, 'cacheFolder'>): Promise<readonly string[]>;
  /** Looks at each way to have a server, without starting one. */
  availability(options: EngineOptions): Promise<readonly Availability[]>;
}

/** A running server, or for SQLite a folder. Disposing stops it and removes all that it left. */
export interface Server extends AsyncDisposable {
  readonly engine: EngineId;
  /** Exact version and where it comes from, as the report prints it: `16.14 (testcontainers)`. Null on SQLite: there the tool's own library runs. */
  readonly description: string | null;
  /** Ways that were tried first and why they did not serve, one line each. */
  readonly notes: readonly string[];
  /** @throws GateError `setup-failed` when an extension cannot be made */
  createDatabase(name: string): Promise<ScratchDatabase>;
  /** What a base must have been kept on, to the exact version, to serve here. */
  readonly identity: string;
  /** Whether bases may be kept: on a server of the user's only when asked. */
  readonly keeps: 'always' | 'when asked';
  /** Keeps what a database holds at this moment. Ends every session in it first. @returns why it cannot be kept; null when it was */
  keepBase(database: ScratchDatabase, kept: KeptBase): Promise<string | null>;
  /** A scratch database that holds what was kept; null when that is not here any more. */
  restoreBase(name: string, kept: KeptBase): Promise<ScratchDatabase | null>;
  /** With `--keep`: leave the server running and its databases in place when disposed. */
  keep(): void;
}

/** Why a script of SQL did not run to its end: where, in the database's words, with its code. */
export interface ScriptFailure {
  /** Counted from 1; null when it is no single line's. */
  readonly line: number | null;
  readonly message: string;
  readonly sqlstate: string | null;
}

/** A database that the gate made and will throw away. */
export interface ScratchDatabase extends AsyncDisposable {
  readonly target: DatabaseTarget;
  /** One command line that opens it, for `--keep`; without a password unless it was made up by the gate. */
  readonly openCommand: string;
  /**
   * Runs a script of SQL, as the engine's own command line would: each statement by itself, up to the first that fails.
   * @param as who runs it: `administrator`, who made the database; `owner`, as whom migrations run
   * @throws DatabaseLost
   */
  run(script: string, as: 'administrator' | 'owner'): Promise<ScriptFailure | null>;
  /** Told of statements that make roles. Roles belong to the server, not to the database: they go when it does. Does nothing where there are none. */
  claimRoles(statements: readonly string[]): Promise<void>;
  /** The whole catalog, without version tables (these and those that show by their shape) and members of extensions. @throws DatabaseLost */
  snapshot(ignore: readonly VersionTable[]): Promise<SchemaSnapshot>;
  /** The rows of a version table on a fresh connection; one without a schema is read in every schema that has it. @throws DatabaseLost */
  versions(table: VersionTable): Promise<readonly VersionRows[]>;
  /** A copy of this moment. Ends every session in the database first. */
  checkpoint(): Promise<Checkpoint>;
  /** Whether a statement failed only because a copy of the database was there: roles belong to the server, and cannot go while a copy refers to them. */
  isHinderedByCopy(failure: StepFailure | null): boolean;
  /** Makes the database what it was at the checkpoint, under the same name. Ends every session in the database first. */
  restore(checkpoint: Checkpoint): Promise<void>;
  /** What its sessions wait for, one line for each that does: a lock, and who holds it. Empty on SQLite. @throws DatabaseLost */
  waits(): Promise<readonly string[]>;
  /** Ends every session but the gate's own. Does nothing on SQLite. */
  endSessions(): Promise<void>;
}

/** A copy of a database; disposing removes it. */
export interface Checkpoint extends AsyncDisposable {
  readonly name: string;
}

/** The database went away or refuses connections: not the migration's fault. */
export class DatabaseLost extends Error {
  override readonly name = 'DatabaseLost';
}
