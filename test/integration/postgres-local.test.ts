import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { GateError } from '../../src/domain/error.ts';
import { postgres } from '../../src/engines/postgres/index.ts';
import { failureOf, options, processesIn, run } from '../fixtures/postgres/servers.ts';

describe('an embedded server', () => {
  test('starts, says what it is, and leaves nothing behind', async () => {
    await using surroundings = await options();
    {
      await using server = await postgres.start(surroundings);
      expect(server.description).toMatch(/^17\.\d+ \(embedded, UTF8, C(\.UTF-8)?\)$/);
      expect(server.notes).toEqual([]);
      await server.createDatabase('left');
      expect(await processesIn(surroundings.runFolder)).not.toEqual([]);
    }
    expect(await processesIn(surroundings.runFolder)).toEqual([]);
    expect((await readdir(surroundings.runFolder)).filter((name) => name.startsWith('postgres-'))).toEqual([]);
  });

  test('ends with a gate that ends without a word', async () => {
    await using surroundings = await options();
    const script = fileURLToPath(new URL('../fixtures/postgres/exits.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script, surroundings.runFolder, tmpdir()]);
    expect(stdout).toMatch(/^17\./);
    const end = Date.now() + 5_000;
    while ((await processesIn(surroundings.runFolder)).length > 0 && Date.now() < end);
    expect(await processesIn(surroundings.runFolder)).toEqual([]);
    expect((await readdir(surroundings.runFolder)).filter((name) => name.startsWith('postgres-'))).toEqual([]);
  });

  test.each([20, 150, 400])('stops when it is interrupted after %i ms of starting', async (ms) => {
    await using surroundings = await options();
    setTimeout(surroundings.abort, ms);
    const ended = await postgres.start(surroundings).then(
      (server) => server[Symbol.asyncDispose](),
      (thrown: unknown) => thrown,
    );
    if (ended !== undefined) expect(String(ended)).toContain('interrupted');
    expect(await processesIn(surroundings.runFolder)).toEqual([]);
    expect((await readdir(surroundings.runFolder)).filter((name) => name.startsWith('postgres-'))).toEqual([]);
  });

  test('is stopped by an interruption while it runs', async () => {
    await using surroundings = await options();
    await using server = await postgres.start(surroundings);
    await using database = await server.createDatabase('interrupted');
    surroundings.abort();
    const end = Date.now() + 5_000;
    while ((await processesIn(surroundings.runFolder)).length > 0 && Date.now() < end);
    await expect(database.snapshot([])).rejects.toThrow(/127\.0\.0\.1/);
  });

  test('stays with its databases when it is kept', async () => {
    await using surroundings = await options();
    const first = await postgres.start(surroundings);
    first.keep();
    const database = await first.createDatabase('kept');
    await run(database, 'CREATE TABLE users ()');
    await database[Symbol.asyncDispose]();
    await first[Symbol.asyncDispose]();
    try {
      expect((await database.snapshot([])).has('table public.users')).toBe(true);
    } finally {
      const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid,args']);
      const line = stdout.split('\n').find((text) => text.includes(surroundings.runFolder));
      process.kill(Number(line?.trim().split(/\s+/)[0]), 'SIGQUIT');
    }
  });

  test('is refused in words where the run folder cannot hold it', async () => {
    await using surroundings = await options();
    const file = join(surroundings.runFolder, 'file');
    await writeFile(file, '');
    const thrown = await failureOf(postgres.start({ ...surroundings, runFolder: file }));
    expect(thrown).toMatchObject({ code: 'no-postgres', message: expect.stringContaining(file) });
  });

  test('is refused for a major that there is none of', async () => {
    await using surroundings = await options({ version: 13 });
    const thrown = await failureOf(postgres.start(surroundings));
    expect(thrown).toBeInstanceOf(GateError);
    expect(thrown).toMatchObject({ code: 'no-postgres', message: expect.stringContaining('Postgres 13') });
    for (const way of ['postgresql://', 'testcontainers', 'system', 'embedded'])
      expect((thrown as GateError).hint).toContain(`--postgres ${way}`);
  });
});

describe('a server of this machine', () => {
  const installed = [18, 17, 16, 15, 14].find((major) => existsSync(`/usr/lib/postgresql/${major}/bin/postgres`));

  (installed === undefined ? test.skip : test)(
    installed === undefined
      ? 'NOT RUN: there is none in /usr/lib/postgresql'
      : `of major ${installed} is found and started`,
    async () => {
      await using surroundings = await options({ provider: 'system', version: installed ?? 0 });
      await using server = await postgres.start(surroundings);
      expect(server.description).toMatch(new RegExp(`^${installed}\\.\\d+ \\(system, UTF8, C\\.UTF-8\\)$`));
      await using database = await server.createDatabase('system');
      await using checkpoint = await database.checkpoint();
      await database.restore(checkpoint);
      expect((await database.snapshot([])).has('schema public')).toBe(true);
    },
  );

  test('of a major that is not there is refused, with what is', async () => {
    await using surroundings = await options({ provider: 'system', version: 11 });
    const thrown = await failureOf(postgres.start(surroundings));
    expect(thrown).toMatchObject({ code: 'no-postgres', message: expect.stringContaining('Postgres 11') });
  });

  test('is looked at without being started', async () => {
    await using surroundings = await options({ provider: 'auto', version: 17 });
    const ways = await postgres.availability(surroundings);
    expect(ways.map(({ name }) => name)).toEqual(['testcontainers', 'system', 'embedded']);
    for (const { available, what, wayOut } of ways) {
      expect(what).not.toBe('');
      expect(wayOut === '').toBe(available);
    }
    expect(await processesIn(surroundings.runFolder)).toEqual([]);
  });
});
