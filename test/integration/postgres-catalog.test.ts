import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ScratchDatabase, Server } from '../../src/engines/engine.ts';
import { postgres } from '../../src/engines/postgres/index.ts';
import { differences, fixtures } from '../fixtures/postgres/fixture.ts';
import { options, run, type TestOptions } from '../fixtures/postgres/servers.ts';

const majors = process.env.MIGRATION_GATE_ALL_MAJORS === '1' ? [14, 15, 16, 17, 18] : [17];
const features = await fixtures();

describe.each(majors)('the catalog of Postgres %i', (version) => {
  let surroundings: TestOptions;
  let server: Server;
  /** Keeps object ids apart between the two databases of a test. */
  let made = 0;

  beforeAll(async () => {
    surroundings = await options({ version });
    server = await postgres.start(surroundings);
    await using database = await server.createDatabase('roles');
    await run(database, 'CREATE ROLE fixture_reader');
  }, 300_000);

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await surroundings[Symbol.asyncDispose]();
  });

  async function prepared(sql: string): Promise<ScratchDatabase> {
    const database = await server.createDatabase('feature');
    made += 1;
    await run(
      database,
      `DO $$ BEGIN FOR i IN 1..${made} LOOP CREATE TABLE passing (); DROP TABLE passing; END LOOP; END $$`,
    );
    await run(database, sql);
    return database;
  }

  const known = features.filter(({ from, to }) => from <= version && version <= to);

  test('has the features', () => {
    expect(known.length).toBeGreaterThan(110);
  });

  test.each(known.map((feature) => [feature.name, feature] as const))('sees %s', async (_, feature) => {
    await using database = await prepared(feature.before);
    const before = await database.snapshot([]);
    await using twin = await prepared(feature.before);
    expect(differences(before, await twin.snapshot([]))).toEqual([]);
    await run(database, feature.change);
    expect(differences(before, await database.snapshot([]))).toEqual(feature.differs);
  });
});
