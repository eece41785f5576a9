import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { DatabaseLost, type Server } from '../../src/engines/engine.ts';
import { postgres } from '../../src/engines/postgres/index.ts';
import { differences } from '../fixtures/postgres/fixture.ts';
import { options, postgresTarget, run, type TestOptions } from '../fixtures/postgres/servers.ts';

describe('a scratch database', () => {
  let surroundings: TestOptions;
  let server: Server;

  beforeAll(async () => {
    surroundings = await options();
    server = await postgres.start(surroundings);
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await surroundings[Symbol.asyncDispose]();
  });

  test('is named by its run', async () => {
    await using database = await server.createDatabase('Shop & Co.');
    expect(postgresTarget(database).database).toMatch(
      new RegExp(`^migration_gate_${surroundings.runId}_\\d+_shop_co$`),
    );
    expect(database.openCommand).toContain(postgresTarget(database).password);
  });

  test('goes back to a checkpoint, with what a copy does not carry', async () => {
    await using database = await server.createDatabase('restored');
    const { database: name } = postgresTarget(database);
    await run(
      database,
      `CREATE TABLE users (id serial PRIMARY KEY); INSERT INTO users DEFAULT VALUES; CREATE ROLE restored_reader;
       ALTER DATABASE ${name} SET search_path = "$user", app, public; ALTER DATABASE ${name} SET app.tenant = 'it''s';
       ALTER ROLE restored_reader IN DATABASE ${name} SET statement_timeout = '3s';
       REVOKE CONNECT ON DATABASE ${name} FROM PUBLIC; GRANT TEMPORARY ON DATABASE ${name} TO restored_reader WITH GRANT OPTION;
       COMMENT ON DATABASE ${name} IS 'a \\ and a ''';  ALTER DATABASE ${name} CONNECTION LIMIT 50`,
    );
    const before = await database.snapshot([]);
    await using checkpoint = await database.checkpoint();
    await run(
      database,
      `DROP TABLE users; CREATE TABLE other (); ALTER DATABASE ${name} RESET search_path; ALTER DATABASE ${name} SET work_mem = '8MB'`,
    );
    expect(differences(before, await database.snapshot([]))).not.toEqual([]);
    await database.restore(checkpoint);
    const after = await database.snapshot([]);
    expect(after).toEqual(before);
    expect(after.get('database setting search_path')?.attributes.value).toBe('"$user", app, public');
    await run(database, 'INSERT INTO users DEFAULT VALUES');
  });

  test('goes back to the same checkpoint twice', async () => {
    await using database = await server.createDatabase('twice');
    await using checkpoint = await database.checkpoint();
    for (const table of ['one', 'two']) {
      await run(database, `CREATE TABLE ${table} ()`);
      await database.restore(checkpoint);
      expect((await database.snapshot([])).has(`table public.${table}`)).toBe(false);
    }
  });

  test('loses every session on request, also one in a transaction', async () => {
    await using database = await server.createDatabase('sessions');
    await database.snapshot([]);
    const client = new pg.Client(postgresTarget(database));
    const ended = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    await client.query('BEGIN; CREATE TABLE held ()');
    await database.endSessions();
    await ended;
    expect((await database.snapshot([])).has('table public.held')).toBe(false);
  });

  test('is not held up, nor holds up, by a snapshot', async () => {
    await using database = await server.createDatabase('concurrently');
    await run(database, 'CREATE TABLE users (email text)');
    await database.snapshot([]);
    await run(database, 'CREATE INDEX CONCURRENTLY ix_users_email ON users (email)');
    expect((await database.snapshot([])).has('index public.ix_users_email')).toBe(true);
  });

  test('is read in spite of what a migration left set', async () => {
    await using database = await server.createDatabase('hostile');
    const { database: name } = postgresTarget(database);
    await run(
      database,
      "CREATE TABLE \"Order\" (at timestamptz DEFAULT '2025-01-01 12:00+02', span interval DEFAULT '1 day')",
    );
    const before = await database.snapshot([]);
    await run(
      database,
      `CREATE SCHEMA shadow; CREATE VIEW shadow.pg_class AS SELECT 1 AS oid;
       ALTER DATABASE ${name} SET search_path = shadow, pg_catalog; ALTER DATABASE ${name} SET quote_all_identifiers = on;
       ALTER DATABASE ${name} SET timezone = 'Asia/Tokyo'; ALTER DATABASE ${name} SET intervalstyle = 'iso_8601';
       ALTER DATABASE ${name} SET default_transaction_read_only = on; ALTER DATABASE ${name} SET statement_timeout = '1ms'`,
    );
    await database.endSessions();
    const after = await database.snapshot([]);
    for (const [key, object] of before) expect(after.get(key)).toEqual(object);
  });

  test('tells its versions, and that there are none', async () => {
    await using database = await server.createDatabase('versions');
    await run(
      database,
      `CREATE SCHEMA meta; CREATE TABLE meta."Versions" (version_num text); INSERT INTO meta."Versions" VALUES ('b'), ('a')`,
    );
    const inMeta = { schema: 'meta', ids: ['a', 'b'] };
    expect(await database.versions({ schema: 'meta', table: 'Versions' })).toEqual([inMeta]);
    expect(await database.versions({ schema: 'nowhere', table: 'Versions' })).toEqual([]);
    expect(await database.versions({ schema: null, table: 'versions' })).toEqual([]);
    await run(database, 'CREATE SCHEMA tenant; CREATE TABLE tenant."Versions" (version_num text)');
    expect(await database.versions({ schema: null, table: 'Versions' })).toEqual([
      inMeta,
      { schema: 'tenant', ids: [] },
    ]);
  });

  test('leaves version tables out, with all that belongs to them', async () => {
    await using database = await server.createDatabase('ignored');
    const table = 'CREATE TABLE %.alembic_version (version_num varchar(32) PRIMARY KEY, id serial)';
    await run(database, `CREATE SCHEMA meta; ${table.replace('%', 'meta')}; ${table.replace('%', 'public')}`);
    const keys = async (schema: string | null): Promise<string> =>
      [...(await database.snapshot([{ schema, table: 'alembic_version' }])).keys()].join('\n');
    expect(await keys(null)).not.toContain('alembic_version');
    expect(await keys('meta')).not.toContain('meta.alembic_version');
    expect(await keys('meta')).toContain('column public.alembic_version.version_num');
  });

  test('is lost in words when somebody drops it', async () => {
    await using database = await server.createDatabase('dropped');
    await using other = await server.createDatabase('other');
    await run(other, `DROP DATABASE ${postgresTarget(database).database} WITH (FORCE)`);
    await expect(database.snapshot([])).rejects.toThrow(DatabaseLost);
  });

  test('is dropped whatever a migration made of it', async () => {
    const database = await server.createDatabase('hindered');
    const { database: name } = postgresTarget(database);
    await run(database, `CREATE SUBSCRIPTION "Odd one" CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false)`);
    await run(database, `ALTER DATABASE ${name} IS_TEMPLATE true CONNECTION LIMIT 0`);
    await database[Symbol.asyncDispose]();
    await using other = await server.createDatabase('other');
    const client = new pg.Client(postgresTarget(other));
    await client.connect();
    const { rows } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    await client.end();
    expect(rows).toEqual([]);
  });

  test('outlives a migration that ends all sessions', async () => {
    await using database = await server.createDatabase('terminated');
    await database.snapshot([]);
    await run(
      database,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL',
    );
    await using checkpoint = await database.checkpoint();
    await database.restore(checkpoint);
    expect((await database.snapshot([])).has('schema public')).toBe(true);
  });
});

describe('a server killed in the middle', () => {
  test('is DatabaseLost for whoever asks next', async () => {
    await using surroundings = await options();
    await using server = await postgres.start(surroundings);
    await using database = await server.createDatabase('killed');
    await database.snapshot([]);
    const client = new pg.Client(postgresTarget(database));
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ pid: string }>(
      `SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1) AS pid`,
    );
    process.kill(Number(rows[0]?.pid), 'SIGKILL');
    // A backend outlives its postmaster until it next looks after it.
    const lost = async (): Promise<unknown> => database.snapshot([]).then(lost, (error: unknown) => error);
    expect(await lost()).toBeInstanceOf(DatabaseLost);
    await expect(database.versions({ schema: null, table: 'x' })).rejects.toThrow(DatabaseLost);
    await expect(database.checkpoint()).rejects.toThrow(/127\.0\.0\.1:\d+/);
  });
});
