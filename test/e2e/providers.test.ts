import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { postgres } from '../../src/engines/postgres/index.ts';
import { options, postgresTarget } from '../fixtures/postgres/servers.ts';
import { gate } from '../support/gate-command.ts';
import { notes, openShop, type Shop, versions } from '../support/shop.ts';

const docker = async (...args: readonly string[]): Promise<string> =>
  (await promisify(execFile)('docker', args)).stdout.trim();

/** Null when containers can be tried here; else why not. */
const missing = await docker('image', 'inspect', 'postgres:17').then(
  () => null,
  (thrown: unknown) => String(thrown instanceof Error && 'stderr' in thrown ? thrown.stderr : thrown).trim(),
);

function proposal(): Shop {
  const shop = openShop();
  shop.commit('notes', { [`${versions}/0003_notes.py`]: notes });
  return shop;
}

test('Docker is here, where it must be', () => {
  if (process.env.MIGRATION_GATE_REQUIRE_DOCKER === '1') expect(missing).toBeNull();
});

(missing === null ? describe : describe.skip)(missing === null ? 'Docker' : `Docker (skipped: ${missing})`, () => {
  test('comes first, and no container and no volume stays', async () => {
    using shop = proposal();
    const volumes = await docker('volume', 'ls', '--quiet');
    const { report } = await gate(['check', '--engines', 'postgres', '--postgres-version', '17'], { cwd: shop.folder });
    expect(report).toMatchObject({ verdict: 'pass', error: null });
    expect(report?.walks[0]?.server).toMatch(/^17\.\d+ \(testcontainers\)$/);
    expect(await docker('ps', '--all', '--quiet', '--filter', 'label=migration-gate.run')).toBe('');
    expect(await docker('volume', 'ls', '--quiet')).toBe(volumes);
  });

  test('a signal while the container starts leaves none', async () => {
    using shop = proposal();
    let sent = false;
    const { code } = await gate(['check', '--engines', 'postgres', '--postgres', 'testcontainers'], {
      cwd: shop.folder,
      heard: (text, pid) => {
        if (sent || !text.includes('starting a container')) return;
        sent = true;
        setTimeout(() => process.kill(pid, 'SIGTERM'), 300);
      },
    });
    expect(code).toBe(143);
    expect(await docker('ps', '--all', '--quiet', '--filter', 'label=migration-gate.run')).toBe('');
  });

  test('an image that cannot be had is refused with its reason', async () => {
    using shop = proposal();
    shop.write({
      'migration-gate.yml':
        'engines:\n  postgres:\n    provider: testcontainers\n    image: 127.0.0.1:1/no/postgres:17\n',
    });
    const { code, report } = await gate(['check'], { cwd: shop.folder });
    expect({ code, error: report?.error?.code }).toEqual({ code: 2, error: 'no-postgres' });
    expect(report?.error?.message).toContain('127.0.0.1:1/no/postgres:17');
  });
});

test('a server by URL gets its databases back as they were, and its password is told to nobody', async () => {
  await using surroundings = await options();
  await using server = await postgres.start(surroundings);
  await using database = await server.createDatabase('maintenance');
  const { host, port, user, password } = postgresTarget(database);
  const databases = async () => {
    const client = new pg.Client({ host, port, user, password, database: 'postgres' });
    await client.connect();
    const { rows } = await client.query<{ names: string }>(
      "SELECT string_agg(datname, ' ' ORDER BY datname) AS names FROM pg_database",
    );
    await client.end();
    return rows[0]?.names;
  };
  const before = await databases();
  using shop = proposal();
  const url = `postgresql://${user}:${password}@${host}:${port}/postgres`;
  const { report, stdout, stderr } = await gate(['check', '--postgres', url], { cwd: shop.folder });
  expect(report).toMatchObject({ verdict: 'pass', error: null });
  expect(report?.walks.find(({ engine }) => engine === 'postgres')?.server).toMatch(/\(url\)$/);
  expect(before).toContain('template1');
  expect(await databases()).toBe(before);
  expect(`${stdout}${stderr}${JSON.stringify(report)}`).not.toContain(password);
});
