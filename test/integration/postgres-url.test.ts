import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { ScratchDatabase, Server } from '../../src/engines/engine.ts';
import { postgres } from '../../src/engines/postgres/index.ts';
import { failureOf, options, postgresTarget, run, type TestOptions } from '../fixtures/postgres/servers.ts';

describe('a server given by URL', () => {
  let surroundings: TestOptions;
  let host: Server;
  /** On the server that stands for the user's. */
  let users: ScratchDatabase;

  beforeAll(async () => {
    surroundings = await options();
    host = await postgres.start(surroundings);
    users = await host.createDatabase('users');
    await run(
      users,
      `CREATE ROLE maker LOGIN CREATEDB PASSWORD 'p@ss/word'; CREATE ROLE nobody_much LOGIN PASSWORD 'x'; CREATE TABLE theirs ()`,
    );
  });

  afterAll(async () => {
    await host[Symbol.asyncDispose]();
    await surroundings[Symbol.asyncDispose]();
  });

  function url(user: string, password: string, database = 'postgres', scheme = 'postgresql'): string {
    const { port } = postgresTarget(users);
    return `${scheme}://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  }

  /** Databases of the gate, but for those of `surroundings`. */
  async function databases(): Promise<readonly string[]> {
    const client = new pg.Client(postgresTarget(users));
    await client.connect();
    const { rows } = await client.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE datname LIKE 'migration\\_gate\\_%' ORDER BY 1`,
    );
    await client.end();
    return rows.map(({ datname }) => datname).filter((name) => !name.includes(surroundings.runId));
  }

  test('serves a role that may create databases and nothing else, and is left as it was', async () => {
    await using mine = await options({
      provider: { url: url('maker', 'p@ss/word', 'postgres', 'postgresql+asyncpg') },
    });
    {
      await using server = await postgres.start(mine);
      expect(server.description).toMatch(/^17\.\d+ \(url\)$/);
      const database = await server.createDatabase('app');
      await run(database, 'CREATE TABLE users (id serial PRIMARY KEY)');
      const before = await database.snapshot([]);
      const checkpoint = await database.checkpoint();
      await run(database, 'DROP TABLE users');
      await database.restore(checkpoint);
      expect(await database.snapshot([])).toEqual(before);
      expect(database.openCommand).not.toContain('p@ss');
      expect(database.openCommand).not.toContain(encodeURIComponent('p@ss/word'));
      expect((await databases()).length).toBe(2);
    }
    expect(await databases()).toEqual([]);
  });

  test('keeps what it is told to keep, through the next run too; databases of a dead run are removed, those of a living one are not', async () => {
    const provider = { url: url('maker', 'p@ss/word') };
    await using keeping = await options({ provider });
    {
      await using server = await postgres.start(keeping);
      server.keep();
      await using _kept = await server.createDatabase('kept');
    }
    const admin = new pg.Client({
      ...postgresTarget(users),
      user: 'maker',
      password: 'p@ss/word',
      database: 'postgres',
    });
    await admin.connect();
    for (const name of ['0123456789_1_app', 'cache_0123456789', 'not_ours'])
      await admin.query(`CREATE DATABASE migration_gate_${name}`);
    await admin.end();

    await using living = await options({ provider });
    await using server = await postgres.start(living);
    expect(server.notes).toEqual([
      'Removed what a run that was killed had left: database migration_gate_0123456789_1_app',
    ]);
    await using _database = await server.createDatabase('app');
    await using next = await options({ provider });
    {
      await using _server = await postgres.start(next);
      expect(await databases()).toEqual(
        [
          `migration_gate_${keeping.runId}_1_kept`,
          `migration_gate_${living.runId}_1_app`,
          'migration_gate_cache_0123456789',
          'migration_gate_not_ours',
        ].sort(),
      );
    }
    await run(users, `DROP DATABASE migration_gate_${keeping.runId}_1_kept`);
    for (const name of ['cache_0123456789', 'not_ours']) await run(users, `DROP DATABASE migration_gate_${name}`);
  });

  test('runs that start at once clean up at once, and none takes another for dead, not even one whose sessions were ended', async () => {
    const provider = { url: url('maker', 'p@ss/word') };
    for (let n = 1; n <= 3; n += 1) await run(users, `CREATE DATABASE migration_gate_00000000ff_${n}_app OWNER maker`);
    await using living = await options({ provider });
    await using stack = new AsyncDisposableStack();
    const first = stack.use(await postgres.start(living));
    stack.use(await first.createDatabase('app'));
    await run(
      users,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'maker' AND pid <> pg_backend_pid()`,
    );
    const others = await Promise.all([1, 2, 3, 4].map(() => options({ provider })));
    for (const each of others) stack.use(each);
    for (const server of await Promise.all(others.map((each) => postgres.start(each)))) stack.use(server);
    expect(await databases()).toEqual([`migration_gate_${living.runId}_1_app`]);
  });

  test('a database of a dead run that cannot be dropped is told, and keeps nobody from running', async () => {
    const name = 'migration_gate_00000000fe_1_app';
    await run(users, `CREATE DATABASE ${name} OWNER maker`);
    // A session of a superuser's, which "maker" may not end.
    const superusers = new pg.Client({ ...postgresTarget(users), database: name });
    await superusers.connect();
    await using mine = await options({ provider: { url: url('maker', 'p@ss/word') } });
    {
      await using server = await postgres.start(mine);
      expect(server.notes).toEqual([
        expect.stringMatching(
          /^Not all that a killed run had left could be removed: database .*_1_app \(permission denied/,
        ),
      ]);
    }
    await superusers.end();
    await run(users, `DROP DATABASE ${name}`);
  });

  const refusals: readonly (readonly [string, () => string, RegExp, RegExp])[] = [
    ['a wrong password', () => url('maker', 'se-cret'), /password authentication failed/, /%40/],
    ['a database that is not there', () => url('maker', 'p@ss/word', 'nowhere'), /nowhere/, /\/postgres/],
    ['a role that may not create databases', () => url('nobody_much', 'x'), /may not create databases/, /CREATEDB/],
    ['a port where nobody listens', () => 'postgresql://a:se-cret@127.0.0.1:1/x', /ECONNREFUSED/, /runs and listens/],
    ['a host that is not there', () => 'postgresql://a:se-cret@nowhere.invalid/x', /nowhere\.invalid/, /host/],
    [
      'another database',
      () => 'mysql://a:se-cret@127.0.0.1/x',
      /does not begin with postgresql/,
      /postgresql:\/\/user/,
    ],
    ['what is no URL', () => 'postgresql://a:se-cret@127.0.0.1:port/x', /./, /./],
  ];

  test.each(refusals)('refuses %s in words, without the password', async (_, given, message, hint) => {
    await using mine = await options({ provider: { url: given() } });
    const thrown = await failureOf(postgres.start(mine));
    expect(thrown).toMatchObject({
      code: 'no-postgres',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
    expect(String(thrown)).not.toContain('se-cret');
  });
});
