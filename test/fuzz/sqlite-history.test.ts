import { describe, expect, it } from '@jest/globals';
import type { Database } from 'better-sqlite3';
import { readCatalog } from '../../src/engines/sqlite/catalog.ts';
import { KnownSchema } from '../../src/engines/sqlite/known-schema.ts';
import { loadLibrary } from '../../src/engines/sqlite/library.ts';
import { differences } from '../fixtures/postgres/fixture.ts';
import { Random, rounds, seed } from '../support/random.ts';
import { type Listed, statements } from './sqlite-schema/statements.ts';

const total = rounds({ short: 600, full: 20_000 });

/** Changes to one database before the next takes its place. */
const length = 200;

const shadow = `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'`;
const ownTables = `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type NOT IN ('shadow', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`;

/** What SQLite itself tells of a database: its texts, and what its pragmas say of tables, columns, indexes and foreign keys. */
function look(database: Database, known: KnownSchema) {
  const rows = (sql: string): readonly string[] =>
    database
      .prepare(sql)
      .raw()
      .all()
      .map((row) => JSON.stringify(row));
  const listed = database
    .prepare<[], Listed>(
      `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name NOT IN (${shadow})`,
    )
    .all();
  const pragmas = [
    ...rows(`SELECT name, type, wr, strict FROM pragma_table_list WHERE name IN (${ownTables})`),
    ...rows(`SELECT t.name, c.* FROM (${ownTables}) t, pragma_table_xinfo(t.name) c`),
    ...rows(
      `SELECT t.name, i.name, i."unique", i.origin, i.partial, c.* FROM (${ownTables}) t, pragma_index_list(t.name) i, pragma_index_xinfo(i.name) c`,
    ),
    ...rows(`SELECT t.name, k.* FROM (${ownTables}) t, pragma_foreign_key_list(t.name) k`),
  ];
  return {
    listed,
    texts: listed.map((each) => JSON.stringify(each)).sort(),
    pragmas: pragmas.sort(),
    snapshot: readCatalog(database, []),
    again: readCatalog(database, [], known),
  };
}

const differ = (one: readonly string[], other: readonly string[]): boolean => one.join('\n') !== other.join('\n');

describe(`random changes to SQLite databases from seed ${seed}`, () => {
  it("are seen where SQLite's own texts and pragmas see them, and nowhere else", async () => {
    const library = await loadLibrary();
    const random = new Random(seed);
    const made = new Map(Object.keys(statements).map((kind) => [kind, 0]));
    const mismatches: unknown[] = [];
    for (let done = 0; done < total; done += length) {
      const database: Database = new library(':memory:');
      const known = new KnownSchema();
      let before = look(database, known);
      for (let count = 0; count < length; ) {
        const [kind, change] = random.pick(Object.entries(statements));
        const sql = change(random, before.listed);
        if (sql === null || !happens(database, sql)) continue;
        count += 1;
        made.set(kind, (made.get(kind) ?? 0) + 1);
        const after = look(database, known);
        const seen = differences(before.snapshot, after.snapshot);
        const isOther = differ(before.texts, after.texts) || differ(before.pragmas, after.pragmas);
        if (isOther !== seen.length > 0) mismatches.push({ sql, seen });
        // What is known of earlier readings changes nothing.
        expect(after.again).toEqual(after.snapshot);
        before = after;
      }
      database.close();
    }
    expect(mismatches).toEqual([]);
    expect([...made].filter(([, count]) => count === 0)).toEqual([]);
  });
});

/** Whether a change could be made; one that could not leaves nothing behind. */
function happens(database: Database, sql: string): boolean {
  try {
    database.exec(`BEGIN; ${sql}; COMMIT`);
    return true;
  } catch {
    if (database.inTransaction) database.exec('ROLLBACK');
    return false;
  }
}
