import type { DatabaseTarget, VersionTable } from '../domain/database.ts';
import { GateError } from '../domain/error.ts';
import type { Note, Unknown } from '../domain/finding.ts';
import type { Location } from '../domain/location.ts';
import type { ProjectId } from '../domain/plan.ts';
import type { History, RevisionId } from '../domain/revision.ts';
import type { SourceTree } from '../domain/sources.ts';
import type { Statement } from '../domain/statement.ts';
import type { EngineId, Refusal, SettingLeft, StepFailure } from '../domain/walk.ts';

/** What the user may say about a project; everything is found otherwise. */
export interface ProjectOptions {
  /** The tool's configuration file or a folder that holds it, relative to the root. */
  readonly config: string | null;
  /** For a project without a configuration file: the folder with env.py. */
  readonly scriptLocation: string | null;
  /** The section of the configuration file. */
  readonly section: string | null;
  /** The interpreter to run, absolute or relative to the root. */
  readonly python: string | null;
  /** Variables for the project's code; values may hold `{url}`, `{host}`, `{port}`, `{user}`, `{password}`, `{database}`, `{path}`. Per engine or for both. */
  readonly env: Readonly<Record<string, string | Readonly<Partial<Record<EngineId, string>>>>>;
  /** Names of variables of the gate's own environment that pass through. */
  readonly passEnv: readonly string[];
  /** Files of `KEY=value` lines, relative to the root. */
  readonly envFiles: readonly string[];
  /** `-x` arguments for env.py. */
  readonly x: readonly string[];
  /** `host:port` that the project's code may connect to. */
  readonly allowConnect: readonly string[];
}

export interface ToolOptions {
  readonly root: string;
  readonly workingTree: SourceTree;
  /** Empty: find them. */
  readonly projects: readonly ProjectOptions[];
  /** The gate's own environment, out of which an allow list passes. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where what was read of a history is kept for the next run; null: nowhere. */
  readonly cacheFolder: string | null;
}

export interface MigrationTool {
  readonly id: string;
  /** Every project in the repository; starts nothing but looks at files. @throws GateError `bad-project` for one that is named and not there or does not parse */
  detect(options: ToolOptions): Promise<readonly Project[]>;
}

/** What a project shows about the databases it uses, read from its files. */
export interface EngineEvidence {
  readonly engine: EngineId | 'other';
  /** `mysql`, `oracle`, … where the engine is `other`. */
  readonly backend: string;
  /** What shows it: `sqlalchemy.url in alembic.ini is sqlite:///app.db`. */
  readonly what: string;
}

/** One configured use of a tool. Disposing ends the processes that were prepared and not taken. */
export interface Project extends AsyncDisposable {
  readonly id: ProjectId;
  /** What the user said of it: the very entry of `ToolOptions.projects`, where there is one. */
  readonly options: ProjectOptions;
  /** Folder of env.py and script.py.mako, relative to the root. */
  readonly scriptLocation: string;
  /** Folders of revision files, relative to the root; the scriptLocation's `versions` unless configured. */
  readonly versionFolders: readonly string[];
  /** Whether a path is a revision file of this project: right folder, right name. */
  isRevisionFile(path: string): boolean;
  /** Ids, parents, files and lines, read without running any code. @param folders instead of `versionFolders`, for another commit @param alike saves reading what is the same */
  history(tree: SourceTree, folders?: readonly string[], alike?: AlikeTree): Promise<History>;
  /** Where a tree has the files that now lie in `versionFolders`, each beside the other: a folder that was moved as a whole lay elsewhere. */
  versionFoldersIn(tree: SourceTree): Promise<readonly string[]>;
  /** Whether two texts of a revision are the same program: comments, docstrings, annotations, formatting and unused imports aside. */
  sameProgram(before: Buffer, after: Buffer): Promise<boolean>;
  /** Revisions that read or import one of these files inside the script location by a literal name: file → revision ids. */
  readersOf(
    files: readonly string[],
    history: History,
    tree: SourceTree,
  ): Promise<ReadonlyMap<string, readonly RevisionId[]>>;
  /** Of these files those that look like revisions and lie in no version folder that is known: env.py may set `version_locations` by itself. */
  strayRevisions(files: readonly string[], tree: SourceTree): Promise<readonly string[]>;
  /** The engines that the project's files speak of, and the Postgres major that its compose or workflow files name (null: none). */
  engineEvidence(): Promise<{ readonly engines: readonly EngineEvidence[]; readonly postgresMajor: number | null }>;
  /**
   * All of the project that decides what its base comes out as, as digests by a name for each: the same ones, the same base. Values of variables are
   * in it as a digest alone.
   */
  baseIngredients(base: BaseFiles, engine: EngineId): Promise<Readonly<Record<string, string>>>;
  /**
   * Starts processes until so many load by now what any database needs, and `open` takes them over. Nothing of the project's own code runs in them; what keeps
   * one from starting is told by `open`.
   */
  prepare(processes: number, options: PrepareOptions): Promise<void>;
  /**
   * One long-lived process for one database.
   * @throws GateError `no-interpreter`, `tool-missing`, `env-failed`, `missing-variables`, `refused-connection`; the last as RefusedDatabase where it was a database
   */
  open(options: OpenOptions): Promise<Mover>;
  /** What `doctor` prints: one line each of what was found and would be used, with a way out where something is missing. */
  diagnose(): Promise<readonly Diagnosis[]>;
}

/** The project's code does not come up without a connection to another database, which was refused: a fault of its own, not of its surroundings. */
export class RefusedDatabase extends GateError {
  readonly refusal: Refusal;
  readonly failure: StepFailure;

  constructor(
    message: string,
    { refusal, failure, hint }: { readonly refusal: Refusal; readonly failure: StepFailure; readonly hint: string },
  ) {
    super('refused-connection', message, { hint });
    this.refusal = refusal;
    this.failure = failure;
  }
}

/** A tree that was read before, and the files in which another may differ from it. */
export interface AlikeTree {
  readonly tree: SourceTree;
  readonly but: ReadonlySet<string>;
}

/** Which revisions a base is made of, and whose files. */
export interface BaseFiles {
  readonly history: History;
  readonly applied: ReadonlySet<RevisionId>;
  /** The base commit's files, where the base is built from those; null: the working tree's. */
  readonly tree: SourceTree | null;
}

export interface Diagnosis {
  readonly subject: string;
  readonly ok: boolean;
  readonly what: string;
  readonly wayOut: string;
}

export interface OpenOptions {
  readonly target: DatabaseTarget;
  /** Further databases that env.py migrates in the same run: what it asks for, as `Mover.databases` names it, → the one that stands for it. */
  readonly others: ReadonlyMap<string, DatabaseTarget>;
  /** Where the process may write: logs, extracted files. */
  readonly runFolder: string;
  /** Unique to this run; marks the process and its sessions. */
  readonly runId: string;
  /**
   * Revision files to use instead of the project's own: each absolute folder stands for the version folder at the same index.
   * The base commit's, extracted, when a merged revision was edited or removed. Null: the project's own.
   */
  readonly versionFolders: readonly string[] | null;
  /** Per movement, milliseconds. Past it the process group is killed and the step has failed with `timeout`. */
  readonly timeoutMs: number;
  /** Run the project's code in a network of its own, from where only its databases can be reached. */
  readonly isolate: boolean;
  readonly signal: AbortSignal;
}

export type PrepareOptions = Pick<OpenOptions, 'runId' | 'isolate' | 'signal'>;

/** What a movement did. A bad migration is a result, never an exception. */
export interface StepResult {
  readonly outcome: 'ok' | 'failed';
  readonly durationMs: number;
  /** Empty when the movement was not traced. */
  readonly statements: readonly Statement[];
  readonly failure: StepFailure | null;
  readonly swallowed: readonly StepFailure[];
  readonly bodies: number;
  /** How often env.py ran migrations: once for each database, schema or tenant. */
  readonly contexts: number;
  /** The version tables that env.py configured, in order. */
  readonly versionTables: readonly VersionTable[];
  /** Which revisions were applied, in order, as the tool told it. */
  readonly applied: readonly RevisionId[];
  /** Statements that may have made roles, which belong to the whole server; told of movements that are not traced, too. */
  readonly roleStatements: readonly string[];
  readonly settingsLeft: readonly SettingLeft[];
  readonly refusals: readonly Refusal[];
  /** DDL that ran outside of any revision: `create_all` in env.py. Not that of movements that were not traced. */
  readonly schemaStatements: readonly SchemaStatement[];
  /** Files of the repository, outside of the script location, that were opened since the revisions were loaded. Told of a `build` alone. */
  readonly opened: readonly string[];
  readonly notes: readonly Note[];
  readonly unknowns: readonly Unknown[];
}

export interface SchemaStatement {
  readonly sql: string;
  readonly at: Location | null;
}

/** Moves one database along the history, through the project's own env.py, in one long-lived process. */
export interface Mover extends AsyncDisposable {
  /** `Alembic 1.20.1, SQLAlchemy 2.0.54, Python 3.11.7`. */
  readonly description: string;
  /** The version of the SQLite library that the process uses; null on Postgres. */
  readonly sqliteVersion: string | null;
  /** What the tool itself loaded: revision id → the ids it follows. For comparison with what was read without running code. */
  readonly loaded: ReadonlyMap<RevisionId, readonly RevisionId[]>;
  /** What env.py asks for, without user and options, of each database that it migrates in one run; that of the target first. */
  readonly databases: readonly string[];
  /** What else env.py hands to the tool that decides how the objects of a revision come out: naming conventions. A digest. */
  readonly conventions: string;
  /** False once the process has ended, by a time limit or by itself; every further movement fails with `lost`. */
  readonly alive: boolean;
  /** From an empty database to these revisions in one run of env.py, as `alembic upgrade` does. Not traced; only its failure names a line. */
  build(to: readonly RevisionId[]): Promise<StepResult>;
  /** Says in the version table that the database stands at these revisions, by the tool's own means. Runs none of them. */
  stamp(at: readonly RevisionId[]): Promise<StepResult>;
  /** Exactly this revision, from where the database stands. Fresh env.py, fresh connection. */
  upgrade(revision: RevisionId, options: { readonly trace: boolean }): Promise<StepResult>;
  /** Exactly this revision back, from where the database stands. */
  downgrade(revision: RevisionId, options: { readonly trace: boolean }): Promise<StepResult>;
}
