import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { BaseEntries, Damaged } from '../../../../src/gate/base-cache/entries.ts';

let cache = '';
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'base-entries-'));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

const learned = { catalog: 'c', versions: [], versionTables: [], opened: {}, conventions: '', notes: [] };
const add = (entries: BaseEntries, key: string, content: string) =>
  entries.add(key, async ({ folder }) => {
    writeFileSync(join(folder, 'base.db'), content);
    return learned;
  });
const files = () => readdirSync(join(cache, 'bases')).sort();

test('what was kept is found again, with what was learned', async () => {
  const entries = new BaseEntries(cache);
  expect(await entries.find('k')).toBeNull();
  await add(entries, 'k', 'rows');
  const entry = await entries.find('k');
  expect(entry?.record).toMatchObject(learned);
  expect(readFileSync(join(entry?.kept.folder ?? '', 'base.db'), 'utf8')).toBe('rows');
  expect(await new BaseEntries(cache).find('other')).toBeNull();
});

test('what is kept anew takes the place of what was there', async () => {
  const entries = new BaseEntries(cache);
  await add(entries, 'k', 'old');
  const before = await entries.find('k');
  await add(entries, 'k', 'new');
  const after = await entries.find('k');
  expect(readFileSync(join(after?.kept.folder ?? '', 'base.db'), 'utf8')).toBe('new');
  expect(after?.kept.token).not.toBe(before?.kept.token);
  expect(files()).toEqual(['k']);
});

describe('bytes that are not those that were written are never believed', () => {
  const damages: readonly (readonly [string, string, (bytes: Buffer) => Buffer | null])[] = [
    ['a truncated file', 'base.db', (bytes) => bytes.subarray(0, -1)],
    ['a flipped bit', 'base.db', (bytes) => flipped(bytes)],
    ['a file that is gone', 'base.db', () => null],
    ['a flipped bit in the record', 'record.json', (bytes) => flipped(bytes)],
    ['a truncated record', 'record.json', (bytes) => bytes.subarray(0, bytes.length >> 1)],
    ['an empty record', 'record.json', () => Buffer.alloc(0)],
  ];
  test.each(damages)('%s', async (_, name, damage) => {
    const entries = new BaseEntries(cache);
    await add(entries, 'k', 'rows of a base');
    const file = join(cache, 'bases/k', name);
    const damaged = damage(readFileSync(file));
    if (damaged) writeFileSync(file, damaged);
    else rmSync(file);
    await expect(entries.find('k')).rejects.toThrow(Damaged);
    await add(entries, 'k', 'built anew');
    expect(await entries.find('k')).not.toBeNull();
  });

  function flipped(bytes: Buffer): Buffer {
    const copy = Buffer.from(bytes);
    const at = copy.length >> 1;
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  }
});

test('what a killed run was writing is no entry, and goes after an hour', async () => {
  const half = join(cache, 'bases/.unfinished-abc');
  mkdirSync(half, { recursive: true });
  writeFileSync(join(half, 'base.db'), 'half');
  const entries = new BaseEntries(cache);
  await add(entries, 'k', 'rows');
  expect(files()).toEqual(['.unfinished-abc', 'k']);
  const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
  utimesSync(half, longAgo, longAgo);
  await add(entries, 'other', 'rows');
  expect(files()).toEqual(['k', 'other']);
});

test('what fails or is refused half way leaves nothing', async () => {
  const entries = new BaseEntries(cache);
  await entries.add('k', async () => null);
  await expect(
    entries.add('k', async ({ folder }) => {
      writeFileSync(join(folder, 'base.db'), 'half');
      throw new Error('the engine failed');
    }),
  ).rejects.toThrow('the engine failed');
  expect(files()).toEqual([]);
});

test('runs that keep the same base at once leave one whole entry', async () => {
  await Promise.all(Array.from({ length: 8 }, (_, run) => add(new BaseEntries(cache), 'k', `run ${run}`)));
  expect(await new BaseEntries(cache).find('k')).not.toBeNull();
  expect(files()).toEqual(['k']);
});

test('beyond forty the one that was used longest ago goes', async () => {
  const entries = new BaseEntries(cache);
  for (let n = 0; n < 40; n += 1) {
    await add(entries, `k${n}`, 'rows');
    const used = new Date(Date.now() - (100 - n) * 1000);
    utimesSync(join(cache, `bases/k${n}`), used, used);
  }
  await entries.find('k0');
  await add(entries, 'newest', 'rows');
  expect(files()).toHaveLength(40);
  expect(files()).toContain('k0');
  expect(files()).not.toContain('k1');
});

test('the folder is nobody else’s', async () => {
  await add(new BaseEntries(cache), 'k', 'rows');
  chmodSync(cache, 0o755);
  const { mode } = (await import('node:fs')).statSync(join(cache, 'bases'));
  expect(mode & 0o077).toBe(0);
});
