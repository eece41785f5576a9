import { beforeAll, expect, describe as group, it } from '@jest/globals';
import type { Database } from 'better-sqlite3';
import { describe } from '../../src/domain/describe.ts';
import { diff } from '../../src/domain/diff.ts';
import type { SchemaObject, SchemaSnapshot } from '../../src/domain/snapshot.ts';
import { readCatalog } from '../../src/engines/sqlite/catalog.ts';
import { type Library, loadLibrary } from '../../src/engines/sqlite/library.ts';
import { Random, rounds, seed } from '../support/random.ts';
import { mutations } from './sqlite-schema/change.ts';
import { isSound, type Model, randomModel } from './sqlite-schema/model.ts';
import { render } from './sqlite-schema/render.ts';

const tables = rounds({ short: 100, full: 2000 });

let library: Library;
beforeAll(async () => {
  library = await loadLibrary();
});

interface Made {
  readonly sql: string;
  readonly snapshot: SchemaSnapshot;
  /** Columns as SQLite itself sees them; of `notNull` without those of the primary key. */
  readonly columns: readonly string[];
  readonly notNull: readonly string[];
  readonly key: readonly string[];
  readonly foreignKeys: number;
  /** Indexes, those of constraints too. */
  readonly indexes: number;
}

function make(model: Model, random: Random): Made {
  const sql = render(model, random);
  const database: Database = new library(':memory:');
  try {
    database.exec(`CREATE TABLE parent (pid INTEGER PRIMARY KEY);\n${sql}`);
    const list = <T>(query: string): readonly T[] => database.prepare<[], T>(query).pluck().all();
    return {
      sql,
      snapshot: readCatalog(database, []),
      columns: list("SELECT name FROM pragma_table_xinfo('child')"),
      notNull: list('SELECT name FROM pragma_table_xinfo(\'child\') WHERE "notnull" AND NOT pk'),
      key: list("SELECT name FROM pragma_table_xinfo('child') WHERE pk"),
      foreignKeys: list("SELECT DISTINCT id FROM pragma_foreign_key_list('child')").length,
      indexes: list("SELECT name FROM pragma_index_list('child') WHERE origin = 'c'").length,
    };
  } catch (cause) {
    throw new Error(`${sql}\n${cause instanceof Error ? cause.message : cause}`, { cause });
  } finally {
    database.close();
  }
}

const said = (one: Made, other: Made): readonly string[] =>
  diff(one.snapshot, other.snapshot).map((change) => describe(change, 'not restored'));

group(`random tables from seed ${seed}`, () => {
  it('are the same however they are written', () => {
    const random = new Random(seed);
    for (let count = 0; count < tables; count++) {
      const model = randomModel(random);
      const [one, other] = [make(model, random), make(model, random)];
      expect({ one: one.sql, other: other.sql, said: said(one, other) }).toMatchObject({ said: [] });
    }
  });

  it.each(Object.entries(mutations))('differ by %s', (_, mutate) => {
    const random = new Random(seed);
    let seen = 0;
    for (let count = 0; count < tables; count++) {
      const model = randomModel(random);
      const changed = mutate(model, random);
      if (!changed || !isSound(changed)) continue;
      const [one, other] = [make(model, random), make(changed, random)];
      seen++;
      expect({ one: one.sql, other: other.sql, differences: said(one, other).length > 0 }).toMatchObject({
        differences: true,
      });
    }
    expect(seen).toBeGreaterThan(tables / 50);
  });

  it("are read as SQLite's own pragmas see them", () => {
    const random = new Random(seed);
    for (let count = 0; count < tables; count++) {
      const model = randomModel(random);
      const types = [...model.columns.map(({ type }) => type), ...(model.computed ? ['INTEGER'] : [])];
      const { sql, snapshot, columns, notNull, key, foreignKeys, indexes } = make(model, random);
      const own = [...snapshot.values()].filter(({ table }) => table === 'child');
      const ofKind = (kind: string) => own.filter((object) => object.kind === kind);
      const refuses = ({ name, attributes }: SchemaObject) => attributes['not null'] === 'yes' && !key.includes(name);
      expect({
        sql,
        columns: ofKind('column').map(({ name }) => name),
        types: ofKind('column').map(({ attributes: { type = '' } }) => type),
        notNull: ofKind('column')
          .filter(refuses)
          .map(({ name }) => name),
        foreignKeys: ofKind('constraint').filter(({ attributes: { type } }) => type === 'foreign key').length,
        indexes: ofKind('index').length,
      }).toEqual({ sql, columns, types, notNull, foreignKeys, indexes });
    }
  });
});
