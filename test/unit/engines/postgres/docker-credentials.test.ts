import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { credentialsFor, registryOf } from '../../../../src/engines/postgres/docker/credentials.ts';

const { DOCKER_CONFIG: given } = process.env;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docker-config-'));
  process.env.DOCKER_CONFIG = folder;
});

afterEach(async () => {
  if (given === undefined) delete process.env.DOCKER_CONFIG;
  else process.env.DOCKER_CONFIG = given;
  await rm(folder, { recursive: true });
});

const decoded = (header: string | null): unknown => header && JSON.parse(Buffer.from(header, 'base64url').toString());

test.each([
  ['postgres:17', 'https://index.docker.io/v1/'],
  ['postgis/postgis:17-3.5', 'https://index.docker.io/v1/'],
  ['ghcr.io/org/postgres:17', 'ghcr.io'],
  ['localhost:5000/postgres', 'localhost:5000'],
  ['localhost/postgres', 'localhost'],
])('the registry of %s is %s', (image, registry) => {
  expect(registryOf(image)).toBe(registry);
});

test('what docker login left is sent to its own registry only', async () => {
  const auth = Buffer.from('me:se:cret').toString('base64');
  await writeFile(join(folder, 'config.json'), JSON.stringify({ auths: { 'ghcr.io': { auth } } }));
  expect(decoded(await credentialsFor('ghcr.io/org/postgres'))).toEqual({
    username: 'me',
    password: 'se:cret',
    serveraddress: 'ghcr.io',
  });
  expect(await credentialsFor('postgres:17')).toBeNull();
});

test('no configuration, or a helper that is not there, is no login', async () => {
  expect(await credentialsFor('postgres:17')).toBeNull();
  await writeFile(join(folder, 'config.json'), JSON.stringify({ credsStore: 'nowhere' }));
  expect(await credentialsFor('postgres:17')).toBeNull();
});
