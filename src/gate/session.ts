import type { VersionTable } from '../domain/database.ts';
import type { Note, Unknown } from '../domain/finding.ts';
import type { Progress } from '../domain/progress.ts';
import type { EngineId, Movement } from '../domain/walk.ts';
import type { ScratchDatabase, Server } from '../engines/engine.ts';
import type { Mover, Project, StepResult } from '../tools/tool.ts';

/** What every part of a walk on one engine needs. */
export interface LegOptions {
  readonly project: Project;
  readonly server: Server;
  readonly runFolder: string;
  readonly runId: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** The base commit's version folders, extracted; null when the project's own files hold the base unchanged. */
  readonly baseFolders: readonly string[] | null;
  /** Told of every scratch database, for `--keep`. */
  readonly made: (database: ScratchDatabase) => void;
}

/** One scratch database and the processes that move it; what they tell by the way is gathered here. */
export interface Session extends AsyncDisposable {
  readonly engine: EngineId;
  readonly database: ScratchDatabase;
  /** Moves by the files under test. */
  readonly head: () => Promise<Mover>;
  /** Moves by the base commit's files, where they differ; else the same as `head`. */
  readonly base: () => Promise<Mover>;
  /** Every version table seen so far. */
  readonly versionTables: () => readonly VersionTable[];
  /** Keeps what a movement told by the way, and hands the result on. */
  readonly told: (result: StepResult) => StepResult;
  readonly server: () => string;
}

/** Alembic's default, before env.py has said otherwise. */
const defaultVersionTable: VersionTable = { schema: null, table: 'alembic_version' };

export interface Asides {
  readonly notes: Note[];
  readonly unknowns: Unknown[];
}

let databases = 0;

export async function openSession(leg: LegOptions, asides: Asides): Promise<Session> {
  databases += 1;
  const database = await leg.server.createDatabase(`scratch_${databases}`);
  leg.made(database);
  const tables = new Map([[JSON.stringify(defaultVersionTable), defaultVersionTable]]);
  const movers = new Map<readonly string[] | null, Promise<Mover>>();
  let description = leg.server.description ?? '';

  const mover = (versionFolders: readonly string[] | null) => {
    const open = movers.get(versionFolders) ?? leg.project.open({ ...leg, target: database.target, versionFolders });
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
    versionTables: () => [...tables.values()],
    told: (result) => {
      for (const table of result.versionTables) tables.set(JSON.stringify(table), table);
      asides.notes.push(...result.notes);
      asides.unknowns.push(...result.unknowns);
      return result;
    },
    server: () => description,
    [Symbol.asyncDispose]: async () => {
      for (const open of movers.values()) await (await open.catch(() => null))?.[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

export const upgradeWith = async (
  session: Session,
  mover: Mover,
  revision: string,
  trace = true,
): Promise<StepResult> => session.told(await mover.upgrade(revision, { trace }));

export const downgradeWith = async (session: Session, mover: Mover, revision: string): Promise<StepResult> =>
  session.told(await mover.downgrade(revision, { trace: true }));

/** Tells a person which movement is under way. */
export type Ticker = (revision: string, movement: Movement | 'base' | 'rollback') => void;

export function ticker(progress: Progress, engine: EngineId, total: number): Ticker {
  let index = 0;
  return (revision, movement) => {
    index += 1;
    progress({ kind: 'step', engine, revision, movement, index: Math.min(index, total), total });
  };
}
