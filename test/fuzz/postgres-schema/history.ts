import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import type { SchemaSnapshot } from '../../../src/domain/snapshot.ts';
import type { Server } from '../../../src/engines/engine.ts';
import { differences } from '../../fixtures/postgres/fixture.ts';
import { postgresTarget, run } from '../../fixtures/postgres/servers.ts';
import { wholeCatalog } from '../../fixtures/postgres/whole-catalog.ts';
import type { Random } from '../../support/random.ts';
import { changes } from './changes/index.ts';
import { changedEntries, entriesOf } from './entries.ts';
import { notDumped } from './not-dumped.ts';
import { pgDump } from './pg-dump.ts';
import { type Change, Nothing, roles, tablespace, World } from './world.ts';

/** A change that one of the two sees and the other does not. */
interface Mismatch {
  readonly sql: string;
  /** Headings of the entries of the dump that differ. */
  readonly dump: readonly string[];
  readonly snapshot: readonly string[];
}

/** A change after which a reading of what changed is not as one of the whole. */
interface Unread {
  readonly sql: string;
  readonly lacks: readonly string[];
}

export interface Outcome {
  readonly mismatches: readonly Mismatch[];
  readonly unread: readonly Unread[];
  /** How often each change was made. */
  readonly made: ReadonlyMap<Change, number>;
  /** How often each reason was why only the snapshots differ. */
  readonly excused: ReadonlyMap<string, number>;
}

/** What every database of the suite begins with. */
const furniture = `
CREATE SCHEMA app; CREATE SCHEMA "Odd schema"; CREATE SCHEMA suite;
CREATE FUNCTION suite.fire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION suite.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE FUNCTION suite.other() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE TYPE app.pair AS (a integer, b text);
CREATE TABLE app.plain_pair (a integer, b text);
CREATE TABLE app.typed_pair OF app.pair;
CREATE TABLE app.whole (id integer PRIMARY KEY, number integer NOT NULL, counted integer GENERATED ALWAYS AS IDENTITY,
  twice integer GENERATED ALWAYS AS (number * 2) STORED, words text, document jsonb, list text[], span int4range, day date);
CREATE UNIQUE INDEX whole_number ON app.whole (number);
CREATE INDEX whole_words ON app.whole (lower(words));
CREATE TABLE app.child (mine integer) INHERITS (app.whole);
CREATE TABLE app.readers (id integer PRIMARY KEY, k integer, label text);
GRANT USAGE ON SCHEMA app TO PUBLIC;
ALTER TABLE app.readers OWNER TO reader;
CREATE TABLE app.ranges (k integer, label text) PARTITION BY RANGE (k);
CREATE TABLE app.range_1 PARTITION OF app.ranges FOR VALUES FROM (0) TO (10);
CREATE TABLE app.lists (k integer, label text) PARTITION BY LIST (k);
CREATE TABLE app.loose (k integer, label text);
CREATE MATERIALIZED VIEW app.kept AS SELECT 1 AS one, 'a'::text AS two;
CREATE INDEX kept_one ON app.kept (one);
CREATE DOMAIN app.positive AS integer CONSTRAINT above CHECK (VALUE > 0);
CREATE OPERATOR FAMILY app.mixed USING btree;
ALTER OPERATOR FAMILY app.mixed USING btree ADD OPERATOR 1 < (integer, bigint);
CREATE FUNCTION suite.handle() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION suite.run(internal) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_inline_handler';
CREATE FUNCTION suite.validate(oid) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_validator'`;

/** Roles and a tablespace for all databases of a server. */
export async function prepare(server: Server): Promise<void> {
  await using database = await server.createDatabase('roles');
  const client = new pg.Client(postgresTarget(database));
  await client.connect();
  try {
    for (const role of roles.filter((name) => name !== 'postgres')) await client.query(`CREATE ROLE ${role}`);
    await client.query('SET allow_in_place_tablespaces = on');
    await client.query(`CREATE TABLESPACE ${tablespace} LOCATION ''`);
  } finally {
    await client.end();
  }
}

const kinds: readonly (readonly [string, readonly Change[]])[] = Object.entries(changes);
const all: readonly Change[] = kinds.flatMap(([, list]) => list);

/** Changes a new database `length` times, every change once before any comes again, and compares what `pg_dump --schema-only` and the snapshots see of each change. */
export async function walk(server: Server, major: number, random: Random, length: number): Promise<Outcome> {
  await using database = await server.createDatabase('random');
  const target = postgresTarget(database);
  await run(database, furniture);
  const client = new pg.Client(target);
  await client.connect();
  await using whole = await wholeCatalog(database, major);
  const look = async () => {
    const [snapshot, read, dump] = await Promise.all([database.snapshot([]), whole.read(), pgDump(target)]);
    return { snapshot, whole: read, entries: entriesOf(dump) };
  };
  const mismatches: Mismatch[] = [];
  const unread: Unread[] = [];
  const made = new Map<Change, number>();
  const excused = new Map<string, number>();
  try {
    await client.query(
      'SET allow_system_table_mods = on; SET statement_timeout = 5000; SET check_function_bodies = off',
    );
    for (const [, [create]] of [...kinds, ...kinds]) {
      if (create) await make(client, create, new World(random, major, target.database, await database.snapshot([])));
    }
    let before = await look();
    let deck: readonly Change[] = [];
    for (let count = 0; count < length; ) {
      if (deck.length === 0) deck = random.shuffle(all);
      const [change, ...others] = deck as readonly [Change, ...Change[]];
      deck = others;
      const sql = await make(client, change, new World(random, major, target.database, before.snapshot));
      if (sql === null) continue;
      count += 1;
      made.set(change, (made.get(change) ?? 0) + 1);
      const after = await look();
      const seen = {
        sql,
        dump: changedEntries(before.entries, after.entries),
        snapshot: differences(before.snapshot, after.snapshot),
      };
      if (!isDeepStrictEqual(after.snapshot, after.whole))
        unread.push({ sql, lacks: differences(after.snapshot, after.whole) });
      if ((seen.dump.length === 0) !== (seen.snapshot.length === 0)) {
        const reasons =
          seen.dump.length === 0
            ? seen.snapshot.flatMap(oneByOne).map((line) => reasonFor(line, before.snapshot, after.snapshot))
            : [null];
        if (reasons.includes(null)) mismatches.push(seen);
        for (const reason of reasons) if (reason !== null) excused.set(reason, (excused.get(reason) ?? 0) + 1);
      }
      before = after;
    }
  } finally {
    await client.end();
  }
  return { mismatches, unread, made, excused };
}

/** How often a change is tried: much fails, for names are taken and types do not fit. */
const attempts = 20;

/** Makes a change in one of its forms. Null when none could be made. */
async function make(client: pg.Client, change: Change, world: World): Promise<string | null> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const sql = write(change, world);
    if (sql !== null && (await happens(client, sql))) return sql;
  }
  return null;
}

function write(change: Change, world: World): string | null {
  try {
    return change(world);
  } catch (thrown) {
    if (thrown instanceof Nothing) return null;
    throw thrown;
  }
}

/** Whether a change was made. What runs CONCURRENTLY may fail and leave something behind all the same. */
async function happens(client: pg.Client, sql: string): Promise<boolean> {
  try {
    await client.query(sql);
    return true;
  } catch (thrown) {
    if (!(thrown instanceof pg.DatabaseError)) throw thrown;
    await client.query('ROLLBACK; RESET ROLE');
    return sql.includes('CONCURRENTLY') && thrown.code === '23505';
  }
}

/** A difference in several attributes, a line for each. */
function oneByOne(line: string): readonly string[] {
  const [, object, attributes = ''] = /^(.*: )(.*)$/s.exec(line) ?? [];
  return object === undefined ? [line] : attributes.split(', ').map((attribute) => object + attribute);
}

function reasonFor(line: string, before: SchemaSnapshot, after: SchemaSnapshot): string | null {
  return notDumped.find(({ matches }) => matches(line, before, after))?.reason ?? null;
}
