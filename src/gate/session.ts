import type { VersionTable } from '../domain/database.ts';
import type { Note, Unknown } from '../domain/finding.ts';
import type { Progress } from '../domain/progress.ts';
import type { RevisionId } from '../domain/revision.ts';
import { type SchemaSnapshot, sharing } from '../domain/snapshot.ts';
import type { EngineId, Movement } from '../domain/walk.ts';
import type { ScratchDatabase, Server } from '../engines/engine.ts';
import type { Mover, Project, SchemaStatement, StepResult } from '../tools/tool.ts';
import type { BaseCache } from './base-cache/base-cache.ts';
import { untried } from './bodies.ts';
import { DatabaseSet, type FoundVersions } from './database-set.ts';
import { watched } from './overdue.ts';
import { besideVersionTables } from './own-schema.ts';
import { type Preparation, runScripts } from './preparation.ts';

/** What every part of a walk on one engine needs. */
export interface LegOptions {
  readonly project: Project;
  readonly server: Server;
  readonly runFolder: string;
  readonly runId: string;
  readonly timeoutMs: number;
  readonly isolate: boolean;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** The base commit's version folders, extracted; null when the project's own files hold the base unchanged. */
  readonly baseFolders: readonly string[] | null;
  /** A revision's file, at the head or at the base; null for an id that is none of this project's. */
  readonly fileOf: (revision: RevisionId) => string | null;
  readonly preparation: Preparation;
  /** Where the base may be kept; null: it is built. */
  readonly cache: BaseCache | null;
  /** Told of every scratch database, for `--keep`. */
  readonly made: (database: ScratchDatabase) => void;
}

/** One scratch database (several where env.py migrates several in one run) and the processes that move it; what they tell by the way is gathered here. */
export interface Session extends AsyncDisposable {
  readonly engine: EngineId;
  readonly database: DatabaseSet;
  /** Moves by the files under test. */
  readonly head: () => Promise<Mover>;
  /** Moves by the base commit's files, where they differ; else the same as `head`. */
  readonly base: () => Promise<Mover>;
  /** The catalog, without version tables. @throws DatabaseLost */
  readonly snapshot: () => Promise<SchemaSnapshot>;
  /** What every version table of this project holds; one without rows where there is none. @throws DatabaseLost */
  readonly versions: () => Promise<readonly FoundVersions[]>;
  /** Version tables of this project that an earlier run saw. */
  readonly know: (tables: readonly VersionTable[]) => void;
  /** Every version table that env.py configured so far. */
  readonly versionTables: () => readonly VersionTable[];
  /** Files of the repository that were opened while revisions were loaded and the base was built. */
  readonly opened: () => readonly string[];
  /** Waits for a movement, keeps what it told by the way, and hands its result on. */
  readonly follow: (movement: Promise<StepResult>) => Promise<StepResult>;
  /** Keeps what a step of a walk left untried, if anything. */
  readonly count: (revision: RevisionId, movement: 'upgrade' | 'downgrade', result: StepResult) => void;
  readonly server: () => string;
}

/** Alembic's default, before env.py has said otherwise. */
const defaultVersionTable: VersionTable = { schema: null, table: 'alembic_version' };

export interface Asides {
  readonly notes: Note[];
  readonly unknowns: Unknown[];
  /** DDL outside of any revision. */
  readonly schemaStatements: SchemaStatement[];
}

let databases = 0;

/** @throws GateError `setup-failed` */
export async function openSession(leg: LegOptions, asides: Asides): Promise<Session>;
/** @param restored makes a first database that was prepared before; null when it cannot: then there is no session */
export async function openSession(
  leg: LegOptions,
  asides: Asides,
  restored: (name: string) => Promise<ScratchDatabase | null>,
): Promise<Session | null>;
export async function openSession(
  leg: LegOptions,
  asides: Asides,
  restored?: (name: string) => Promise<ScratchDatabase | null>,
): Promise<Session | null> {
  const named = () => {
    databases += 1;
    return `scratch_${databases}`;
  };
  const make = async () => {
    await using ends = new AsyncDisposableStack();
    const made = ends.use(await leg.server.createDatabase(named()));
    await runScripts(made, leg.preparation.setup, 'administrator');
    ends.move();
    leg.made(made);
    return made;
  };
  const own = restored ? await restored(named()) : await make();
  if (!own) return null;
  if (restored) leg.made(own);
  const database = new DatabaseSet(own, make);
  const opened = new Set<string>();
  const tables = new Map<string, VersionTable>();
  const know = (some: readonly VersionTable[]) => {
    for (const table of some) tables.set(JSON.stringify(table), table);
  };
  const versionTables = () => (tables.size > 0 ? [...tables.values()] : [defaultVersionTable]);
  const movers = new Map<readonly string[] | null, Promise<Mover>>();
  let description = leg.server.description ?? '';
  let last: SchemaSnapshot = new Map();

  const openOn = (versionFolders: readonly string[] | null) =>
    leg.project.open({ ...leg, target: database.target, others: database.others, versionFolders });
  const openAll = async (versionFolders: readonly string[] | null) => {
    const first = await openOn(versionFolders);
    if (!(await database.cover(first.databases))) return first;
    await first[Symbol.asyncDispose]();
    return openOn(versionFolders);
  };
  const mover = (versionFolders: readonly string[] | null) => {
    const open = movers.get(versionFolders) ?? openAll(versionFolders);
    movers.set(versionFolders, open);
    return open.then((opened) => {
      if (opened.sqliteVersion !== null) description = `${opened.sqliteVersion} (Python sqlite3)`;
      return opened;
    });
  };
  return {
    engine: leg.server.engine,
    database,
    head: () => mover(null),
    base: () => mover(leg.baseFolders),
    snapshot: async () => {
      last = sharing(last, await database.snapshot([defaultVersionTable, ...tables.values()]));
      return last;
    },
    versions: () =>
      database.versions(versionTables(), ({ ids }) => ids.length === 0 || ids.some((id) => leg.fileOf(id) !== null)),
    know,
    versionTables: () => [...tables.values()],
    opened: () => [...opened].sort(),
    follow: async (movement) => {
      const result = await watched(movement, leg.timeoutMs, () => database.waits());
      know(result.versionTables);
      for (const file of result.opened) opened.add(file);
      asides.notes.push(...result.notes);
      asides.unknowns.push(...result.unknowns);
      asides.schemaStatements.push(...besideVersionTables(result.schemaStatements, versionTables()));
      if (result.roleStatements.length > 0) await database.claimRoles(result.roleStatements);
      return withNames(result, (asked) => database.nameOf(asked));
    },
    count: (revision, movement, result) => {
      const left = untried(revision, movement, leg.server.engine, leg.fileOf(revision), result);
      if (left) asides.unknowns.push(left);
    },
    server: () => description,
    [Symbol.asyncDispose]: async () => {
      for (const open of movers.values()) await (await open.catch(() => null))?.[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** The tool names a database as the project asks for it; a person calls it shorter. */
const withNames = (result: StepResult, nameOf: (asked: string) => string): StepResult => {
  const named = <Told extends { readonly database?: string }>(told: Told): Told =>
    told.database === undefined ? told : { ...told, database: nameOf(told.database) };
  return { ...result, statements: result.statements.map(named), failure: result.failure && named(result.failure) };
};

export const upgradeWith = async (
  session: Session,
  mover: Mover,
  revision: string,
  trace = true,
): Promise<StepResult> => {
  const result = await session.follow(mover.upgrade(revision, { trace }));
  if (trace) session.count(revision, 'upgrade', result);
  return result;
};

export const downgradeWith = async (session: Session, mover: Mover, revision: string): Promise<StepResult> => {
  const result = await session.follow(mover.downgrade(revision, { trace: true }));
  session.count(revision, 'downgrade', result);
  return result;
};

/** Tells a person which movement is under way. */
export type Ticker = (revision: string, movement: Movement | 'base' | 'rollback') => void;

export function ticker(progress: Progress, engine: EngineId, total: number): Ticker {
  let index = 0;
  return (revision, movement) => {
    index += 1;
    progress({ kind: 'step', engine, revision, movement, index: Math.min(index, total), total });
  };
}
