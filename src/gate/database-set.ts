import type { DatabaseTarget, VersionRows, VersionTable } from '../domain/database.ts';
import { keyIn, type SchemaSnapshot } from '../domain/snapshot.ts';
import type { StepFailure } from '../domain/walk.ts';
import type { Checkpoint, ScratchDatabase, ScriptFailure } from '../engines/engine.ts';

/** A version table that was found in one of the databases. */
export interface FoundVersions extends VersionRows {
  /** As a person names the table: `alembic_version`, `tenant_a.alembic_version in database analytics`. */
  readonly table: string;
}

interface Member {
  /** What the project asks for, where env.py migrates several databases in one run; null for the only one. */
  readonly asked: string | null;
  readonly database: ScratchDatabase;
}

/**
 * The scratch databases of one session: one, unless env.py migrates several databases in one run. Then each has one of its own, and all of them
 * are looked at, copied and put back together; what lies in them carries the database's name.
 */
export class DatabaseSet implements AsyncDisposable {
  readonly #make: () => Promise<ScratchDatabase>;
  readonly #own: ScratchDatabase;
  #members: readonly Member[];

  /** @param make makes one more database */
  constructor(own: ScratchDatabase, make: () => Promise<ScratchDatabase>) {
    this.#make = make;
    this.#own = own;
    this.#members = [{ asked: null, database: own }];
  }

  /** The only database; null where there are several. */
  get single(): ScratchDatabase | null {
    return this.#members.length === 1 ? this.#own : null;
  }

  /** Where everything goes that names none of the others. */
  get target(): DatabaseTarget {
    return this.#own.target;
  }

  /** What the project asks for → what stands for it, of all but the first. */
  get others(): ReadonlyMap<string, DatabaseTarget> {
    return new Map(this.#members.slice(1).map(({ asked, database }) => [asked ?? '', database.target]));
  }

  /** Makes what is missing so that each of these, the first being the target, has a database of its own. @returns whether any was missing */
  async cover(asked: readonly string[]): Promise<boolean> {
    const [first = null, ...others] = asked;
    const known = this.#members.slice(1);
    const missing = others.filter((name) => !known.some((member) => member.asked === name));
    if (missing.length === 0) return false;
    const made = await Promise.all(missing.map(async (name) => ({ asked: name, database: await this.#make() })));
    this.#members = [{ asked: first, database: this.#own }, ...known, ...made];
    return true;
  }

  /** What their sessions wait for. @throws DatabaseLost */
  async waits(): Promise<readonly string[]> {
    return (await Promise.all(this.#members.map(({ database }) => database.waits()))).flat();
  }

  /** Runs a script in the first. @throws DatabaseLost */
  run(script: string, as: 'administrator' | 'owner'): Promise<ScriptFailure | null> {
    return this.#own.run(script, as);
  }

  /** As a ScratchDatabase: they are all on one server. */
  claimRoles(statements: readonly string[]): Promise<void> {
    return this.#own.claimRoles(statements);
  }

  isHinderedByCopy(failure: StepFailure | null): boolean {
    return this.#own.isHinderedByCopy(failure);
  }

  /** The catalogs of all of them as one. @throws DatabaseLost */
  async snapshot(ignore: readonly VersionTable[]): Promise<SchemaSnapshot> {
    const snapshots = await Promise.all(this.#members.map(({ database }) => database.snapshot(ignore)));
    if (this.#members.length === 1) return snapshots[0] ?? new Map();
    return new Map(
      snapshots.flatMap((snapshot, index) => {
        const database = this.nameOf(this.#members[index]?.asked ?? '');
        return [...snapshot.values()].map((object) => {
          const key = keyIn(object.key, database);
          return [key, { ...object, key, database }] as const;
        });
      }),
    );
  }

  /**
   * Every version table of every database; a database without one has one without rows.
   * @param isOurs leaves out tables of other projects, by their rows
   * @throws DatabaseLost
   */
  async versions(
    tables: readonly VersionTable[],
    isOurs: (rows: VersionRows) => boolean,
  ): Promise<readonly FoundVersions[]> {
    const found = await Promise.all(
      this.#members.map(async ({ asked, database }) => {
        const place = this.#members.length === 1 ? '' : ` in database ${this.nameOf(asked ?? '')}`;
        const read = await Promise.all(
          tables.map(async (table) =>
            (await database.versions(table))
              .filter(isOurs)
              .map((rows) => ({ ...rows, table: `${nameOf(rows, table)}${place}` })),
          ),
        );
        const all = read.flat();
        return all.length > 0 ? all : [{ schema: null, table: `${tables[0]?.table}${place}`, ids: [] }];
      }),
    );
    return found.flat();
  }

  /** A copy of this moment of all of them. */
  async checkpoint(): Promise<Checkpoint> {
    await using ends = new AsyncDisposableStack();
    const copies = new Map<ScratchDatabase, Checkpoint>();
    for (const { database } of this.#members) copies.set(database, ends.use(await database.checkpoint()));
    return new SetCheckpoint(copies, ends.move());
  }

  /** Ends every session in any of them but the gate's own. @throws DatabaseLost */
  async endSessions(): Promise<void> {
    for (const { database } of this.#members) await database.endSessions();
  }

  /** Makes each of them what it was at the checkpoint, which is one of this set. */
  async restore(checkpoint: Checkpoint): Promise<void> {
    for (const [database, copy] of (checkpoint as SetCheckpoint).copies) await database.restore(copy);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await using ends = new AsyncDisposableStack();
    for (const { database } of this.#members) ends.use(database);
  }

  /** How a person calls a database that the project asks for: by its last part, where no other has the same. */
  nameOf(asked: string): string {
    const short = (name: string): string => name.split('/').at(-1) || name;
    const alike = this.#members.filter((member) => short(member.asked ?? '') === short(asked));
    return alike.length > 1 ? asked : short(asked);
  }
}

class SetCheckpoint implements Checkpoint {
  readonly copies: ReadonlyMap<ScratchDatabase, Checkpoint>;
  readonly #ends: AsyncDisposableStack;

  constructor(copies: ReadonlyMap<ScratchDatabase, Checkpoint>, ends: AsyncDisposableStack) {
    this.copies = copies;
    this.#ends = ends;
  }

  get name(): string {
    return [...this.copies.values()].map(({ name }) => name).join(', ');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#ends.disposeAsync();
  }
}

const nameOf = ({ schema }: VersionRows, { table }: VersionTable): string =>
  schema === null || schema === 'public' ? table : `${schema}.${table}`;
