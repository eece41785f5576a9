import { afterEach, describe, expect, test } from '@jest/globals';
import { containersOf, remove } from '../../src/engines/postgres/docker/containers.ts';
import { orphansAmong } from '../../src/engines/postgres/docker/orphans.ts';
import { postgres } from '../../src/engines/postgres/index.ts';
import { failureOf, options, run } from '../fixtures/postgres/servers.ts';
import { silence } from '../fixtures/postgres/silent.ts';
import { containersOf as containers, derivedImage, docker, volumesOf, whyNoDocker } from '../support/containers.ts';

const missing = await whyNoDocker('postgres:16');

const { DOCKER_HOST: dockerHost } = process.env;
afterEach(() => {
  if (dockerHost === undefined) delete process.env.DOCKER_HOST;
  else process.env.DOCKER_HOST = dockerHost;
});

describe('without Docker', () => {
  test('its absence is named at once', async () => {
    process.env.DOCKER_HOST = 'unix:///nowhere.sock';
    await using surroundings = await options({ provider: 'testcontainers' });
    const began = performance.now();
    expect(await failureOf(postgres.start(surroundings))).toMatchObject({
      code: 'no-postgres',
      message: expect.stringContaining('unix:///nowhere.sock: there is no such socket'),
      hint: expect.stringContaining('--postgres embedded'),
    });
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  test('a refused connection is named', async () => {
    process.env.DOCKER_HOST = 'tcp://127.0.0.1:1';
    await using surroundings = await options({ provider: 'testcontainers' });
    expect(await failureOf(postgres.start(surroundings))).toMatchObject({
      message: expect.stringContaining('refused'),
    });
  });

  test.each(['port', 'socket'] as const)('a daemon that is silent on a %s is given up in seconds', async (where) => {
    await using silent = await silence(where);
    process.env.DOCKER_HOST = where === 'port' ? `tcp://127.0.0.1:${silent.port}` : `unix://${silent.socket}`;
    await using surroundings = await options({ provider: 'testcontainers' });
    const began = performance.now();
    expect(await failureOf(postgres.start(surroundings))).toMatchObject({
      message: expect.stringContaining('nobody answers'),
    });
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test('the next way is tried by itself, and the report says why', async () => {
    process.env.DOCKER_HOST = 'unix:///nowhere.sock';
    await using surroundings = await options({ provider: 'auto' });
    await using server = await postgres.start(surroundings);
    expect(server.description).toMatch(/^17\.\d+ \((system|embedded)/);
    expect(server.notes[0]).toMatch(/^testcontainers: Docker at unix:\/\/\/nowhere\.sock/);
  });
});

test('Docker is here, where it must be', () => {
  if (process.env.MIGRATION_GATE_REQUIRE_DOCKER === '1') expect(missing).toBeNull();
});

(missing === null ? describe : describe.skip)(
  missing === null
    ? 'a container'
    : `NOT RUN, for want of Docker or of its images (test/docker/make-images.sh 16 17): ${missing}`,
  () => {
    test('starts, walks and leaves neither itself nor a volume', async () => {
      await using surroundings = await options({ provider: 'testcontainers', version: 16 });
      let volumes: readonly string[] = [];
      {
        await using server = await postgres.start(surroundings);
        expect(server.description).toMatch(/^16\.\d+ \(testcontainers\)$/);
        await using database = await server.createDatabase('app');
        await run(database, 'CREATE TABLE users (id serial PRIMARY KEY)');
        await using checkpoint = await database.checkpoint();
        await database.restore(checkpoint);
        expect((await database.snapshot([])).has('table public.users')).toBe(true);
        volumes = await volumesOf(await containers(surroundings.runId));
      }
      expect(volumes).toHaveLength(1);
      expect(await containers(surroundings.runId)).toEqual([]);
      expect((await docker('volume', 'ls', '-q')).split('\n')).not.toContain(volumes[0]);
    });

    test('of an image that is nowhere is refused with the words of the engine', async () => {
      await using surroundings = await options({
        provider: 'testcontainers',
        image: 'localhost:1/nowhere/postgres:99',
      });
      expect(await failureOf(postgres.start(surroundings))).toMatchObject({
        code: 'no-postgres',
        message: expect.stringMatching(/localhost:1\/nowhere\/postgres:99 is not here and could not be pulled: .+/),
      });
    });

    test('that ends at once is refused in seconds, with its log', async () => {
      const image = await derivedImage('dies', 'true', ['sh', '-c', 'echo no space for you >&2; exit 3']);
      await using surroundings = await options({ provider: 'testcontainers', image });
      const began = performance.now();
      expect(await failureOf(postgres.start(surroundings))).toMatchObject({
        code: 'no-postgres',
        message: expect.stringMatching(/Exited \(3\).*no space for you/s),
      });
      expect(performance.now() - began).toBeLessThan(10_000);
      expect(await containers(surroundings.runId)).toEqual([]);
    });

    test('of a run elsewhere is in use while somebody is connected, and is removed by the next run when nobody is', async () => {
      await using surroundings = await options({ provider: 'testcontainers' });
      const old = async () => (await containersOf(surroundings.runId)).map((one) => ({ ...one, Created: 0 }));
      const server = await postgres.start(surroundings);
      expect(await orphansAmong(await old())).toEqual([]);
      server.keep();
      await server[Symbol.asyncDispose]();
      expect(await orphansAmong(await old())).toEqual([]);
      const [kept] = await old();
      await docker('rename', kept?.Id ?? '', `forgotten-${surroundings.runId}`);
      const orphans = await orphansAmong(await old());
      expect(orphans).toHaveLength(1);
      expect(await orphansAmong(await containersOf(surroundings.runId))).toEqual([]);
      expect((await Promise.all(orphans.map(remove))).flat()).toEqual(['a container of postgres:17']);
      expect(await containers(surroundings.runId)).toEqual([]);
    });

    test.each([100, 800, 1_600])('whose start is interrupted after %i ms is removed', async (ms) => {
      await using surroundings = await options({ provider: 'testcontainers' });
      setTimeout(surroundings.abort, ms);
      const ended = await postgres.start(surroundings).then(
        (server) => server[Symbol.asyncDispose](),
        (thrown: unknown) => thrown,
      );
      if (ended !== undefined) expect(String(ended)).toContain('interrupted');
      expect(await containers(surroundings.runId)).toEqual([]);
    });
  },
);
