import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cleanUp } from '../../../src/gate/clean-up.ts';
import { isAlive, showAlive } from '../../../src/runs/alive.ts';
import { deadRuns } from '../../../src/runs/dead-runs.ts';

const fixture = join(import.meta.dirname, '../../fixtures/runs/shows-alive.ts');

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'runs-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

function folder(id: string): string {
  const path = join(parent, `migration-gate-${id}-1-AbCdEf`);
  mkdirSync(path);
  return path;
}

/** A folder whose run was killed. */
async function killed(id: string): Promise<string> {
  const path = folder(id);
  const child = spawn(process.execPath, [fixture, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  expect(await isAlive(path)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return path;
}

test('a run is alive until its process ends, however it ends', async () => {
  const path = await killed('0123456789');
  expect(await isAlive(path)).toBe(false);
  expect(await deadRuns([parent, parent])).toEqual([{ id: '0123456789', folder: path }]);
});

test('what shows no sign is left alone for a day', async () => {
  const path = folder('0123456789');
  expect(await isAlive(path)).toBeNull();
  expect(await deadRuns([parent])).toEqual([]);
  const before = Date.now() / 1000 - 25 * 3600;
  utimesSync(path, before, before);
  expect(await deadRuns([parent])).toHaveLength(1);
});

test('living runs, what was kept, links and what is none of ours are left alone', async () => {
  await using _alive = await showAlive(folder('00000000aa'));
  writeFileSync(join(await killed('00000000bb'), 'kept'), '');
  const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  symlinkSync(elsewhere, join(parent, 'migration-gate-00000000cc-1-x'));
  mkdirSync(join(parent, 'migration-gate-test-AbCdEf'));
  expect(await deadRuns([parent, '/nowhere'])).toEqual([]);
  rmSync(elsewhere, { recursive: true });
});

test('a path too long for a socket makes a run without a sign, not one that fails', async () => {
  const path = join(parent, 'x'.repeat(120));
  mkdirSync(path);
  await using _alive = await showAlive(path);
  expect(await isAlive(path)).toBeNull();
});

test('cleaning up removes folders, says so in one note, and goes on when something cannot be removed', async () => {
  const path = await killed('0123456789');
  const willing = { cleanUp: async () => ['a container of postgres:17'] };
  const failing = { cleanUp: () => Promise.reject(new Error('Docker is on holiday')) };
  const notes = await cleanUp([willing, failing], [parent], { cacheFolder: parent });
  expect(notes.map(({ what }) => what)).toEqual([
    `Removed what a run that was killed had left: a container of postgres:17, the folder ${path}`,
    'Not all that a killed run had left could be removed: Docker is on holiday',
  ]);
  expect(existsSync(path)).toBe(false);
  expect(await cleanUp([failing], [parent], { cacheFolder: parent })).toEqual([]);
});
