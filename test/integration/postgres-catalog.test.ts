import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { SchemaSnapshot } from '../../src/domain/snapshot.ts';
import type { ScratchDatabase, Server } from '../../src/engines/engine.ts';
import { postgres } from '../../src/engines/postgres/index.ts';
import { differences, type Fixture, fixtures } from '../fixtures/postgres/fixture.ts';
import { options, run, type TestOptions } from '../fixtures/postgres/servers.ts';
import { type WholeCatalog, wholeCatalog } from '../fixtures/postgres/whole-catalog.ts';

const majors = process.env.MIGRATION_GATE_ALL_MAJORS === '1' ? [14, 15, 16, 17, 18] : [17];
const all = await fixtures();

describe.each(majors)('the catalog of Postgres %i', (version) => {
  let surroundings: TestOptions;
  let server: Server;
  /** One for all features: what the role made is dropped behind each. */
  let features: ScratchDatabase;
  let whole: WholeCatalog;

  beforeAll(async () => {
    surroundings = await options({ version });
    server = await postgres.start(surroundings);
    features = await server.createDatabase('features');
    await run(features, 'CREATE ROLE fixture_reader', 'CREATE ROLE fixture_owner SUPERUSER');
    whole = await wholeCatalog(features, version);
  }, 300_000);

  afterAll(async () => {
    await whole[Symbol.asyncDispose]();
    await features[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    await surroundings[Symbol.asyncDispose]();
  });

  const known = all.filter(({ from, to }) => from <= version && version <= to);

  test('has the features', () => {
    expect(known.length).toBeGreaterThan(110);
  });

  test.each(known.map((feature) => [feature.name, feature] as const))('sees %s', async (_, feature) => {
    const asOwner = 'SET SESSION AUTHORIZATION fixture_owner';
    await run(features, asOwner, feature.before);
    const before = await features.snapshot([]);
    await run(features, asOwner, feature.change);
    const after = await features.snapshot([]);
    expect(after).toEqual(await whole.read());
    await run(features, 'DROP OWNED BY fixture_owner CASCADE', 'DROP OWNED BY fixture_reader CASCADE');
    expect(differences(before, after)).toEqual(feature.differs);
  });

  test('sees what changes of one of two subscriptions, of whose rows nothing can be watched', async () => {
    await using database = await server.createDatabase('subscriptions');
    const names = ['one', 'two'];
    const create = (name: string) =>
      `CREATE SUBSCRIPTION ${name} CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE)`;
    await run(database, ...names.map(create));
    const before = await database.snapshot([]);
    await run(database, 'ALTER SUBSCRIPTION one SET (synchronous_commit = local)');
    const after = await database.snapshot([]);
    await run(database, ...names.map((name) => `DROP SUBSCRIPTION ${name}`));
    expect(differences(before, after)).toEqual(['subscription one: synchronous commit']);
  });

  test('knows a table and a column again by another name, and a new one as new', async () => {
    await using database = await server.createDatabase('renamed');
    await run(
      database,
      'CREATE TABLE tenants (id int, config text, old text); CREATE VIEW v AS SELECT id FROM tenants',
    );
    const before = await database.snapshot([]);
    await run(
      database,
      `ALTER TABLE tenants RENAME COLUMN config TO settings; ALTER TABLE tenants DROP old; ALTER TABLE tenants ADD new text;
       ALTER VIEW v RENAME TO w`,
    );
    const after = await database.snapshot([]);
    const oid = (snapshot: SchemaSnapshot, key: string) => snapshot.get(key)?.oid;
    expect(oid(before, 'table public.tenants')).toMatch(/^\d+$/);
    expect(oid(after, 'column public.tenants.settings')).toBe(oid(before, 'column public.tenants.config'));
    expect(oid(after, 'column public.tenants.settings')).toMatch(/^\d+\.2$/);
    expect(oid(after, 'column public.tenants.new')).not.toBe(oid(before, 'column public.tenants.old'));
    expect(oid(after, 'view public.w')).toBe(oid(before, 'view public.v'));
  });

  test('is printed the same whatever ids the objects have', async () => {
    const snapshots: SchemaSnapshot[] = [];
    for (const passing of [1, 100]) {
      await using database = await server.createDatabase('everything');
      await run(database, `DO $$ BEGIN FOR i IN 1..${passing} LOOP CREATE TABLE t (); DROP TABLE t; END LOOP; END $$`);
      for (const [index, feature] of known.entries()) await addToAll(database, index, feature);
      snapshots.push(await database.snapshot([]));
    }
    const [one, other] = snapshots.map((all) => [...all.values()].map(({ oid: _, ...object }) => object));
    expect(other).toEqual(one);
    expect(new Set([...(snapshots[0]?.values() ?? [])].map(({ kind }) => kind)).size).toBeGreaterThan(25);
  });
});

/** A feature in a schema of its own; those that need a name which another one has taken for the whole database are left out. */
async function addToAll(database: ScratchDatabase, index: number, { before, change }: Fixture): Promise<void> {
  const schema = `feature_${index}`;
  try {
    await run(
      database,
      `BEGIN; CREATE SCHEMA ${schema}; SET LOCAL search_path = ${schema}; ${before}; ${change}; COMMIT`,
    );
  } catch (thrown) {
    if (!(thrown instanceof pg.DatabaseError)) throw thrown;
  }
}
