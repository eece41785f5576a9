import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Server } from '../../src/engines/engine.ts';
import { postgres } from '../../src/engines/postgres/index.ts';
import { keptBases, looked, prepared, whole, withoutIds } from '../fixtures/postgres/kept.ts';
import { options, postgresTarget, run, type TestOptions } from '../fixtures/postgres/servers.ts';

const bases = keptBases();
afterAll(() => bases[Symbol.dispose]());
const keptAs = bases.as;

describe.each([14, 18])('a data directory of Postgres %i', (version) => {
  test('is restored with rows, sequences and settings, under a new password', async () => {
    const kept = keptAs('k');
    const identities: string[] = [];
    const passwords: string[] = [];
    let catalog: ReturnType<typeof withoutIds> = new Map();
    {
      await using surroundings = await options({ version });
      await using server = await postgres.start(surroundings);
      expect(server.keeps).toBe('always');
      await using database = await prepared(server);
      expect(await server.keepBase(database, kept)).toBeNull();
      // What happens afterwards is not in it.
      await run(database, 'DROP TABLE orders');
      await using again = await prepared(server);
      catalog = withoutIds(await again.snapshot([]));
      identities.push(server.identity);
      passwords.push(postgresTarget(database).password);
    }
    await using surroundings = await options({ version });
    const disbelieved: string[] = [];
    const findBase = async (identity: string) => {
      identities.push(identity);
      return kept;
    };
    await using server = await postgres.start({
      ...surroundings,
      bases: { find: findBase, disbelieve: (why) => void disbelieved.push(why) },
    });
    await using database = await server.restoreBase('restored', kept);
    if (!database) throw new Error('not restored');
    expect(await looked(database)).toEqual(whole);
    expect(withoutIds(await database.snapshot([]))).toEqual(catalog);
    expect(disbelieved).toEqual([]);
    expect(new Set(identities).size).toBe(1);
    expect(passwords).not.toContain(postgresTarget(database).password);
    expect(await server.restoreBase('twice', kept)).toBeNull();
    expect(await server.restoreBase('other', keptAs('k'))).toBeNull();
    await using fresh = await server.createDatabase('beside');
    expect((await fresh.snapshot([])).get('table public.orders')).toBeUndefined();
  });
});

test('what recovery would empty is not kept', async () => {
  await using surroundings = await options();
  await using server = await postgres.start(surroundings);
  await using database = await server.createDatabase('base');
  await run(database, 'CREATE UNLOGGED TABLE fast (id int)');
  expect(await server.keepBase(database, keptAs('k'))).toMatch(/unlogged/);
});

test('a copy that is not whole: the server is initialised as if there were none, and the reason is told', async () => {
  await using surroundings = await options();
  const kept = keptAs('k');
  const disbelieved: string[] = [];
  await using server = await postgres.start({
    ...surroundings,
    bases: { find: async () => kept, disbelieve: (why) => void disbelieved.push(why) },
  });
  expect(disbelieved).toEqual([expect.stringContaining('cluster.json')]);
  expect(await server.restoreBase('restored', kept)).toBeNull();
  await using database = await server.createDatabase('works');
  await run(database, 'SELECT 1');
});

describe('databases on a server of the user’s', () => {
  let users: TestOptions;
  let host: Server;
  let url = '';
  beforeAll(async () => {
    users = await options();
    host = await postgres.start(users);
    await using maintenance = await host.createDatabase('roles');
    await run(maintenance, 'CREATE ROLE reader');
    const { user, password, host: name, port } = postgresTarget(await host.createDatabase('maintenance'));
    url = `postgresql://${user}:${password}@${name}:${port}/postgres`;
  });
  afterAll(async () => {
    await host[Symbol.asyncDispose]();
    await users[Symbol.asyncDispose]();
  });

  const withServer = async <T>(use: (server: Server) => Promise<T>): Promise<T> => {
    await using surroundings = await options({ provider: { url } });
    await using server = await postgres.start(surroundings);
    return await use(server);
  };
  const kept = async (): Promise<readonly string[]> => {
    const client = new pg.Client(url);
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      "SELECT datname AS name FROM pg_database WHERE datname LIKE 'migration\\_gate\\_cache\\_%' ORDER BY 1",
    );
    await client.end();
    return rows.map(({ name }) => name);
  };
  const keepOne = (key: string) =>
    withServer(async (server) => {
      await using database = await prepared(server);
      const base = keptAs(key);
      expect(await server.keepBase(database, base)).toBeNull();
      return base;
    });

  test('stay when asked, are nobody’s to change, and come back as they were in another run', async () => {
    const base = await keepOne('0123456789abcdef');
    expect(await kept()).toEqual(['migration_gate_cache_0123456789abcdef']);
    const there = Object.assign(new URL(url), { pathname: '/migration_gate_cache_0123456789abcdef' }).href;
    await expect(new pg.Client(there).connect()).rejects.toThrow('not currently accepting connections');
    await withServer(async (server) => {
      expect(server.keeps).toBe('when asked');
      await using database = await server.restoreBase('restored', base);
      expect(database && (await looked(database))).toEqual(whole);
      expect(await server.restoreBase('other', { ...base, token: 'another' })).toBeNull();
      expect(await server.restoreBase('other', { ...base, key: 'ffff' })).toBeNull();
    });
    expect(await kept()).toEqual(['migration_gate_cache_0123456789abcdef']);
  });

  test('are three at most: the one that was used longest ago goes', async () => {
    const first = await keepOne('1aaa');
    await keepOne('2bbb');
    await keepOne('3ccc');
    await withServer(async (server) => await (await server.restoreBase('used', first))?.[Symbol.asyncDispose]());
    await keepOne('4ddd');
    expect(await kept()).toEqual(['1aaa', '3ccc', '4ddd'].map((key) => `migration_gate_cache_${key}`));
  });

  test('one that is kept anew takes the place of the old one', async () => {
    await keepOne('5eee');
    const anew = await keepOne('5eee');
    await withServer(async (server) => {
      await using database = await server.restoreBase('restored', anew);
      expect(database).not.toBeNull();
    });
  });

  test('runs that keep the same base at once do not disturb each other', async () => {
    const eight = await Promise.all(Array.from({ length: 8 }, () => keepOne('6fff')));
    const found = await withServer((server) =>
      Promise.all(
        eight.map(async (base) => await (await server.restoreBase('restored', base))?.[Symbol.asyncDispose]()),
      ),
    );
    expect(found).toHaveLength(8);
    expect((await kept()).filter((name) => name.endsWith('6fff'))).toHaveLength(1);
  });

  test.each([
    ['makes a role', `CREATE ROLE keeper_${Date.now()}`, /roles of the server changed/],
    ['uses a role', 'GRANT SELECT ON orders TO reader', /uses the role "reader"/],
  ])('a base that %s is not kept', async (_, sql, why) => {
    await withServer(async (server) => {
      await using database = await prepared(server);
      await run(database, sql);
      expect(await server.keepBase(database, keptAs('7000'))).toMatch(why);
    });
    expect((await kept()).filter((name) => name.endsWith('7000'))).toEqual([]);
  });
});
