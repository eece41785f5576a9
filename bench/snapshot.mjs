// How long the catalog of 10, 100 and 500 tables takes to read, on embedded servers of all majors and on SQLite: the first reading, the median of readings
// each after one column came or went, and the median of readings of the whole, as after a change that belongs to no table.
// Usage: node bench/snapshot.mjs [MAJOR…], on Node 24. Exits with 1 when a median of 500 tables is above 200 ms.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { postgres } from '../src/engines/postgres/index.ts';
import { sqlite } from '../src/engines/sqlite/index.ts';

const sizes = [10, 100, 500];
const readings = 10;
const limitMs = 200;
const asked = process.argv.slice(2).map(Number);
const majors = asked.length > 0 ? asked : [14, 15, 16, 17, 18];

/** A table as applications have them: six columns, two keys, two indexes, a check, a default. */
const table = (number, isPostgres) => `
  CREATE TABLE t${number} (id ${isPostgres ? 'serial' : 'integer'} PRIMARY KEY, parent integer REFERENCES t${Math.max(0, number - 1)} (id) ON DELETE CASCADE,
    email varchar(200) NOT NULL, state text DEFAULT 'new' CHECK (state <> ''), amount numeric(10, 2), made timestamp DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (email));
  CREATE INDEX ix_t${number}_parent ON t${number} (parent);
  CREATE INDEX ix_t${number}_state ON t${number} (lower(state)) WHERE amount > 0;`;

const fill = (target, from, to) =>
  run(
    target,
    Array.from({ length: to - from }, (_, index) => table(from + index, target.engine === 'postgres')).join(''),
  );

/** @param change the number of one: each undoes the one before */
const changeColumn = (target, change) =>
  run(target, `ALTER TABLE t1 ${change % 2 === 0 ? 'ADD COLUMN passing integer' : 'DROP COLUMN passing'}`);

/** What no relation owns changes on Postgres; on SQLite nothing does. */
const changeSchema = (target, change) =>
  target.engine === 'postgres' && run(target, change % 2 === 0 ? 'CREATE SCHEMA passing' : 'DROP SCHEMA passing');

async function run(target, sql) {
  if (target.engine === 'sqlite') {
    const { default: Database } = await import('better-sqlite3');
    const database = new Database(target.path);
    database.exec(sql);
    return database.close();
  }
  const client = new pg.Client(target);
  await client.connect();
  await client.query(sql);
  await client.end();
}

const timed = async (database) => {
  const started = performance.now();
  const { size } = await database.snapshot([]);
  return { milliseconds: performance.now() - started, size };
};

async function median(database, change) {
  const times = [];
  for (let reading = 0; reading < readings; reading += 1) {
    await change(database.target, reading);
    times.push((await timed(database)).milliseconds);
  }
  return times.sort((a, b) => a - b)[readings >> 1];
}

/** The medians by size. */
async function measure(engine, version) {
  const runFolder = await mkdtemp(join(tmpdir(), 'migration-gate-bench-'));
  const options = {
    environment: process.env,
    postgres: {
      ...{ provider: 'embedded', version, image: null, extensions: [], runAsOwner: false },
      cacheFolder: join(tmpdir(), 'migration-gate-bench-cache'),
    },
    runFolder,
    runId: randomBytes(5).toString('hex'),
    signal: new AbortController().signal,
    say: () => undefined,
  };
  const medians = [];
  const server = await engine.start(options);
  try {
    await using database = await server.createDatabase('bench');
    let tables = 0;
    for (const size of sizes) {
      await fill(database.target, tables, size);
      tables = size;
      const first = await timed(database);
      const [after, whole] = [await median(database, changeColumn), await median(database, changeSchema)];
      medians.push(Math.max(after, whole));
      console.log(
        `${server.description ?? 'SQLite'}: ${size} tables, ${first.size} objects: first ${Math.round(first.milliseconds)} ms, after a change ${Math.round(after)} ms, the whole ${Math.round(whole)} ms`,
      );
    }
  } finally {
    await server[Symbol.asyncDispose]();
    await rm(runFolder, { recursive: true });
  }
  return medians;
}

const largest = [];
for (const major of majors) largest.push((await measure(postgres, major)).at(-1));
largest.push((await measure(sqlite, majors[0])).at(-1));
if (largest.some((median) => median > limitMs)) {
  console.error(`a catalog of ${sizes.at(-1)} tables takes more than ${limitMs} ms`);
  process.exit(1);
}
