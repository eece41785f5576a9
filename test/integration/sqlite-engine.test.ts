import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DatabaseLost } from '../../src/engines/engine.ts';
import { sqlite } from '../../src/engines/sqlite/index.ts';
import { loadLibrary } from '../../src/engines/sqlite/library.ts';
import { optionsFor, pathOf, scratchDatabase, scratchServer } from './sqlite-scratch.ts';

const versionTable = { schema: null, table: 'alembic_version' };
const python = join(import.meta.dirname, '../../.cache/python/bin/python');

/** Runs Python with a connection and kills it in the middle, as a migration may be. */
function dieIn(script: string, path: string): void {
  const whole = ['import os, sqlite3, sys', 'connection = sqlite3.connect(sys.argv[1], isolation_level=None)', script];
  const args = ['-c', [...whole, 'os.kill(os.getpid(), 9)'].join('\n'), path];
  const { signal, stderr } = spawnSync(python, args, { encoding: 'utf8' });
  if (signal !== 'SIGKILL') throw new Error(`the script did not come to its end: ${stderr}`);
}

describe('a server', () => {
  it('makes databases whose files do not exist yet, and leaves nothing behind', async () => {
    await using scratch = await scratchServer();
    const database = await scratch.server.createDatabase('one');
    const path = pathOf(database);
    expect(existsSync(path)).toBe(false);
    expect(await database.snapshot([])).toEqual(new Map());
    expect(await database.versions(versionTable)).toEqual([]);
    expect(scratch.server.description).toBeNull();
    expect(database.openCommand).toBe(`sqlite3 '${path}'`);
    await scratch.server[Symbol.asyncDispose]();
    expect(readdirSync(scratch.folder)).toEqual([]);
  });

  it('refuses a second database of one name', async () => {
    await using scratch = await scratchServer();
    const database = await scratch.server.createDatabase('one');
    writeFileSync(pathOf(database), '');
    await expect(scratch.server.createDatabase('one')).rejects.toThrow('there is a database');
  });

  it('leaves its files where they are when told to keep them', async () => {
    await using scratch = await scratchServer();
    const database = await scratch.server.createDatabase('one');
    writeFileSync(pathOf(database), '');
    scratch.server.keep();
    await database[Symbol.asyncDispose]();
    await scratch.server[Symbol.asyncDispose]();
    expect(existsSync(pathOf(database))).toBe(true);
  });

  it('says what it cannot write to', async () => {
    await using scratch = await scratchServer();
    const file = join(scratch.folder, 'file');
    writeFileSync(file, '');
    await expect(sqlite.start(optionsFor(file))).rejects.toMatchObject({ code: 'io' });
  });

  it('is available here, and not where there is no binding', async () => {
    await expect(sqlite.availability(optionsFor('/nowhere'))).resolves.toMatchObject([{ available: true }]);
    await expect(loadLibrary('sunos-sparc')).rejects.toMatchObject({
      code: 'no-sqlite',
      message: 'SQLite cannot be read on sunos-sparc: there is no binding for it.',
    });
  });
});

describe('a database', () => {
  it('reads the version table, sorted, whatever the case of its name', async () => {
    await using scratch = await scratchDatabase(
      `CREATE TABLE Alembic_Version (version_num VARCHAR(32) NOT NULL); INSERT INTO alembic_version VALUES ('b'), ('a')`,
    );
    expect(await scratch.database.versions(versionTable)).toEqual([{ schema: null, ids: ['a', 'b'] }]);
    expect(await scratch.database.versions({ schema: null, table: 'other' })).toEqual([]);
  });

  it('leaves version tables out of its snapshot, known by name or by shape, with all that belongs to them', async () => {
    await using scratch = await scratchDatabase(
      'CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL); CREATE INDEX ix ON alembic_version (version_num)',
    );
    expect(await scratch.database.snapshot([versionTable])).toEqual(new Map());
    expect((await scratch.database.snapshot([{ schema: null, table: 'x' }])).size).toBe(0);
    await using wider = await scratchDatabase(
      'CREATE TABLE history (version_num VARCHAR(32), note TEXT); CREATE TABLE kept (version_num TEXT, note TEXT)',
    );
    const left = await wider.database.snapshot([{ schema: null, table: 'History' }]);
    expect([...left.keys()]).toEqual(['table kept', 'column kept.version_num', 'column kept.note']);
  });

  it('leaves out what SQLite and virtual tables keep for themselves', async () => {
    await using scratch = await scratchDatabase(
      'CREATE VIRTUAL TABLE docs USING fts5(body); CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT); ANALYZE',
    );
    const keys = [...(await scratch.database.snapshot([])).keys()];
    expect(keys).toEqual(['table a', 'column a.id', 'constraint a.primary key', 'table docs']);
  });

  it('snapshots 100 tables in time', async () => {
    const tables = Array.from(
      { length: 100 },
      (
        _,
        i,
      ) => `CREATE TABLE t${i} (id INTEGER PRIMARY KEY, a INT NOT NULL DEFAULT 0 CHECK (a >= 0), b VARCHAR(50) UNIQUE,
        c TIMESTAMP DEFAULT CURRENT_TIMESTAMP, d INT REFERENCES t0 (id)); CREATE INDEX ix${i} ON t${i} (c) WHERE a > 1;`,
    );
    await using scratch = await scratchDatabase(`BEGIN; ${tables.join('\n')} COMMIT`);
    const times: number[] = [];
    for (let run = 0; run < 10; run++) {
      const start = performance.now();
      await scratch.database.snapshot([]);
      times.push(performance.now() - start);
    }
    // A shared runner may be ten times slower than the 10 ms of a quiet machine: this sees only what grows with the square.
    expect(Math.min(...times)).toBeLessThan(100);
  });
});

describe('a checkpoint', () => {
  const keys = async ({ database }: Awaited<ReturnType<typeof scratchDatabase>>) => [
    ...(await database.snapshot([])).keys(),
  ];

  it('brings back the moment it was made, more than once', async () => {
    await using scratch = await scratchDatabase('CREATE TABLE a (b)');
    const before = await keys(scratch);
    await using checkpoint = await scratch.database.checkpoint();
    for (const table of ['c', 'd']) {
      scratch.run(`CREATE TABLE ${table} (e)`);
      expect(await keys(scratch)).not.toEqual(before);
      await scratch.database.restore(checkpoint);
      expect(await keys(scratch)).toEqual(before);
    }
  });

  it('of a database without a file brings back that there is none', async () => {
    await using scratch = await scratchDatabase();
    await using checkpoint = await scratch.database.checkpoint();
    scratch.run('PRAGMA journal_mode = WAL; CREATE TABLE a (b)');
    await scratch.database.restore(checkpoint);
    expect(existsSync(scratch.path)).toBe(false);
    expect(await keys(scratch)).toEqual([]);
  });

  it('is removed with its companions when disposed', async () => {
    await using scratch = await scratchDatabase('CREATE TABLE a (b)');
    const checkpoint = await scratch.database.checkpoint();
    expect(existsSync(checkpoint.name)).toBe(true);
    await checkpoint[Symbol.asyncDispose]();
    expect(readdirSync(join(scratch.path, '..'))).toEqual(['scratch.db']);
  });

  it('holds what a killed writer had committed to the write-ahead log, and nothing else', async () => {
    await using scratch = await scratchDatabase('PRAGMA journal_mode = WAL; CREATE TABLE a (b)');
    dieIn(
      `connection.execute("CREATE TABLE committed (x)")
connection.execute("BEGIN")
connection.execute("CREATE TABLE lost (x)")`,
      scratch.path,
    );
    expect(statSync(`${scratch.path}-wal`).size).toBeGreaterThan(0);
    const expected = ['table a', 'column a.b', 'table committed', 'column committed.x'];
    await using checkpoint = await scratch.database.checkpoint();
    expect(await keys(scratch)).toEqual(expected);
    scratch.run('DROP TABLE committed');
    await scratch.database.restore(checkpoint);
    expect(await keys(scratch)).toEqual(expected);
  });

  it('holds the log as well while another connection keeps it open', async () => {
    await using scratch = await scratchDatabase('PRAGMA journal_mode = WAL; CREATE TABLE a (b)');
    const library = await loadLibrary();
    const other = new library(scratch.path);
    other.exec('CREATE TABLE logged (x)');
    await using checkpoint = await scratch.database.checkpoint();
    other.close();
    scratch.run('DROP TABLE logged');
    await scratch.database.restore(checkpoint);
    expect(await keys(scratch)).toContain('table logged');
  });

  it('rolls back what a killed writer left in a journal', async () => {
    await using scratch = await scratchDatabase('CREATE TABLE a (b)');
    dieIn(
      `connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN")
for i in range(50):
    connection.execute(f"CREATE TABLE lost{i} (x DEFAULT '{'x' * 500}')")`,
      scratch.path,
    );
    expect(statSync(`${scratch.path}-journal`).size).toBeGreaterThan(0);
    expect(await keys(scratch)).toEqual(['table a', 'column a.b']);
  });
});

describe('a database that cannot be read', () => {
  it('is told when it is none', async () => {
    await using scratch = await scratchDatabase();
    writeFileSync(scratch.path, 'x'.repeat(5000));
    const lost = scratch.database.snapshot([]);
    await expect(lost).rejects.toThrow(DatabaseLost);
    await expect(lost).rejects.toThrow('scratch.db is not an SQLite database any more: ');
  });

  it('is told when its schema is of a newer SQLite', async () => {
    await using scratch = await scratchDatabase('CREATE TABLE a (b)');
    dieIn(
      `connection.execute("PRAGMA writable_schema = ON")
connection.execute("UPDATE sqlite_master SET sql = 'CREATE TABLE a (b) WITH SUGAR'")`,
      scratch.path,
    );
    const lost = scratch.database.versions(versionTable);
    await expect(lost).rejects.toThrow(DatabaseLost);
    await expect(lost).rejects.toThrow(/is damaged, or was written by a newer SQLite than the gate's 3\.\d+/);
  });

  it('is told when another process holds it', async () => {
    await using scratch = await scratchDatabase('CREATE TABLE a (b)');
    const library = await loadLibrary();
    const other = new library(scratch.path);
    other.exec('BEGIN EXCLUSIVE');
    const lost = scratch.database.snapshot([]);
    await expect(lost).rejects.toThrow('is still locked by another process after 2 s: ');
    other.close();
  });
});
