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
    await admin.query('CREATE DATABASE migration_gate_dead_1_app');
    await admin.query('CREATE DATABASE migration_gate_not_ours');
    await admin.end();

    await using living = await options({ provider });
    await using server = await postgres.start(living);
    await using _database = await server.createDatabase('app');
    await using next = await options({ provider });
    {
      await using _server = await postgres.start(next);
      expect(await databases()).toEqual(
        [
          `migration_gate_${keeping.runId}_1_kept`,
          `migration_gate_${living.runId}_1_app`,
          'migration_gate_not_ours',
        ].sort(),
      );
    }
    await run(users, `DROP DATABASE migration_gate_${keeping.runId}_1_kept`);
    await run(users, 'DROP DATABASE migration_gate_not_ours');
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
