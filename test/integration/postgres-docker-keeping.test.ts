import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { KeptBase, Server } from '../../src/engines/engine.ts';
import { postgres } from '../../src/engines/postgres/index.ts';
import { keptBases, looked, prepared, whole, withoutIds } from '../fixtures/postgres/kept.ts';
import { options, postgresTarget, run } from '../fixtures/postgres/servers.ts';
import { containersOf, derivedImage, whyNoDocker } from '../support/containers.ts';

const missing = await whyNoDocker();

const bases = keptBases();
afterAll(() => bases[Symbol.dispose]());

type Found = (identity: string) => KeptBase | null;

/** Runs one server with what is found for it. @returns what was not believed */
async function withServer(
  image: string,
  find: Found,
  use: (server: Server, containers: readonly string[]) => Promise<void>,
): Promise<readonly string[]> {
  await using surroundings = await options({ provider: 'testcontainers', image });
  const disbelieved: string[] = [];
  {
    const found = { find: async (id: string) => find(id), disbelieve: (why: string) => void disbelieved.push(why) };
    await using server = await postgres.start({ ...surroundings, bases: found });
    await use(server, await containersOf(surroundings.runId));
  }
  expect(await containersOf(surroundings.runId)).toEqual([]);
  expect(readdirSync(surroundings.runFolder)).toEqual([]);
  return disbelieved;
}

interface Kept {
  readonly base: KeptBase;
  readonly identity: string;
  readonly password: string;
}

/** Keeps a base, beside which another database lies on the server. */
async function keepOn(server: Server): Promise<Kept> {
  const base = bases.as('k');
  await using database = await prepared(server);
  await using _other = await server.createDatabase('other');
  expect(await server.keepBase(database, base)).toBeNull();
  return { base, identity: server.identity, password: postgresTarget(database).password };
}

const nothing: Found = () => null;
const official = 'postgres:17';

async function keptOn(image: string): Promise<Kept> {
  const kept: Kept[] = [];
  await withServer(image, nothing, async (server) => void kept.push(await keepOn(server)));
  const [only] = kept;
  if (!only) throw new Error('nothing was kept');
  return only;
}

const isEmpty = async (server: Server): Promise<void> => {
  await using database = await server.createDatabase('empty');
  await run(database, 'SELECT 1');
  expect((await database.snapshot([])).has('table public.orders')).toBe(false);
};

(missing === null ? describe : describe.skip)(
  missing === null
    ? 'a base in a container'
    : `NOT RUN, for want of Docker or of its image (test/docker/make-images.sh 17): ${missing}`,
  () => {
    let first: Kept;
    beforeAll(async () => {
      first = await keptOn(official);
    });
    const ofFirst: Found = (identity) => (identity === first.identity ? first.base : null);

    /** It is there as it was, can be worked with, and a next base can be kept. */
    const works = async (server: Server, kept: Kept): Promise<Kept> => {
      await using database = await server.restoreBase('restored', kept.base);
      if (!database) throw new Error('not restored');
      expect(await looked(database)).toEqual(whole);
      expect(postgresTarget(database).password).not.toBe(kept.password);
      await using again = await prepared(server);
      expect(withoutIds(await database.snapshot([]))).toEqual(withoutIds(await again.snapshot([])));
      await using checkpoint = await database.checkpoint();
      await run(database, 'DROP TABLE orders');
      await database.restore(checkpoint);
      expect(await looked(database)).toMatchObject({ rows: 300 });
      expect(await server.restoreBase('twice', kept.base)).toBeNull();
      await isEmpty(server);
      return keepOn(server);
    };

    test('comes back with rows, sequences and settings, under a new password; and so does one that is kept after it', async () => {
      let kept = first;
      for (let round = 0; round < 2; round += 1) {
        const disbelieved = await withServer(official, ofFirst, async (server) => {
          expect(server.keeps).toBe('always');
          kept = await works(server, first);
        });
        expect(disbelieved).toEqual([]);
        expect(kept.identity).toBe(first.identity);
        first = kept;
      }
    });

    test('of another build of the image is not taken', async () => {
      const image = await derivedImage('rebuilt', 'echo rebuilt >/built');
      const disbelieved = await withServer(image, ofFirst, async (server) => {
        expect(server.identity).not.toBe(first.identity);
        expect(await server.restoreBase('restored', first.base)).toBeNull();
        await isEmpty(server);
      });
      expect(disbelieved).toEqual([]);
    });

    const beginsEmpty = async (image: string, base: KeptBase, why: RegExp): Promise<void> => {
      const disbelieved = await withServer(
        image,
        () => base,
        async (server, containers) => {
          expect(containers).toHaveLength(1);
          expect(await server.restoreBase('restored', base)).toBeNull();
          await isEmpty(server);
        },
      );
      expect(disbelieved).toEqual([expect.stringMatching(why)]);
    };

    test.each<[string, string, (bytes: Buffer) => Buffer, RegExp]>([
      [
        'archive is cut short',
        'data.tar.zst',
        (bytes) => bytes.subarray(0, bytes.length >> 1),
        /unexpected end of file/,
      ],
      ['log is none', 'wal.tar.zst', () => Buffer.from('no archive'), /Unknown frame/],
      ['facts are none', 'cluster.json', () => Buffer.from('{'), /JSON/],
    ])('whose %s is not believed, and the reason is told', async (_, name, change, why) => {
      const base = bases.as('k');
      cpSync(first.base.folder, base.folder, { recursive: true });
      writeFileSync(join(base.folder, name), change(readFileSync(join(base.folder, name))));
      await beginsEmpty(official, base, why);
    });

    const before = (script: string): readonly string[] => [
      'sh',
      '-c',
      `${script}; exec docker-entrypoint.sh "$@"`,
      'sh',
    ];
    test.each([
      ['refuses', before('if [ -s $PGDATA/PG_VERSION ]; then exit 3; fi'), /ended while it started: Exited \(3\)/],
      ['overlooks', before('rm -rf $PGDATA/*'), /did not begin with what was kept/],
    ])('that the image %s begins empty, and the reason is told', async (name, entrypoint, why) => {
      const image = await derivedImage(name, 'true', entrypoint);
      await beginsEmpty(image, (await keptOn(image)).base, why);
    });

    test.each([
      ['has no tar', 'rm /bin/tar', undefined, /has no tar/],
      ['has its data elsewhere', 'true', before('export PGDATA=/tmp/data'), /data in \/tmp\/data, not in PGDATA/],
    ])('is not kept where the image %s, and the reason is told', async (name, command, entrypoint, why) => {
      const image = await derivedImage(name.replaceAll(' ', '-'), command, entrypoint);
      await withServer(image, nothing, async (server) => {
        await using database = await prepared(server);
        expect(await server.keepBase(database, bases.as('k'))).toMatch(why);
      });
    });

    test.each([200, 800, 1_600])('leaves nothing when its start is interrupted after %i ms', async (ms) => {
      await using surroundings = await options({ provider: 'testcontainers', image: official });
      const found = { find: async () => first.base, disbelieve: (why: string) => expect(why).toContain('interrupted') };
      setTimeout(surroundings.abort, ms);
      const ended = await postgres.start({ ...surroundings, bases: found }).then(
        (server) => server[Symbol.asyncDispose](),
        (thrown: unknown) => thrown,
      );
      if (ended !== undefined) expect(String(ended)).toContain('interrupted');
      expect(await containersOf(surroundings.runId)).toEqual([]);
      expect(readdirSync(surroundings.runFolder)).toEqual([]);
    });
  },
);
