import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { HistoryReader } from '../../../../src/tools/alembic/history.ts';
import { KeptFacts } from '../../../../src/tools/alembic/kept-facts.ts';
import { treeOf } from './tree-of.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migration-gate-test-'));
});

afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true });
});

const filesOf = (count: number, ofOne = (_: number) => '') =>
  Object.fromEntries(
    Array.from({ length: count }, (_, number) => [
      `v/${number}.py`,
      `revision = 'r${number}'\ndown_revision = ${number === 0 ? 'None' : `'r${number - 1}'`}\n${ofOne(number)}`,
    ]),
  );

const long = filesOf(300);

/** @param compile called when Python is asked about a file */
async function read(files: Readonly<Record<string, string>>, compile: () => void = () => undefined) {
  const reader = new HistoryReader(async () => {
    compile();
    return null;
  }, new KeptFacts(folder));
  return reader.read(treeOf(files), Object.keys(files));
}

/** Puts other facts of the same files in place of what was kept. */
async function forge(): Promise<void> {
  const kept = new KeptFacts(folder);
  const facts = [...(await kept.read())].map(
    ([digest, says]) => [digest, { ...says, branchLabels: ['kept'] }] as const,
  );
  await rm(join(folder, fileName()));
  await new KeptFacts(folder).keep(new Map(facts));
}

const fileName = () => readdirSync(folder)[0] ?? '';

const labels = ({ revisions }: Awaited<ReturnType<typeof read>>) =>
  new Set([...revisions.values()].flatMap(({ branchLabels }) => branchLabels));

describe('what revision files say', () => {
  test('is the same from what was kept', async () => {
    const first = await read(long);
    expect(await read(long)).toEqual(first);
    expect(first.revisions.size).toBe(300);
  });

  test('is taken from there', async () => {
    await read(long);
    await forge();
    expect(labels(await read(long))).toEqual(new Set(['kept']));
  });

  test('is read anew where the text is another', async () => {
    await read(long);
    await forge();
    const changed = filesOf(300, (number) => (number === 7 ? "branch_labels = ('own',)\n" : ''));
    const { revisions } = await read(changed);
    expect(revisions.get('r7')?.branchLabels).toEqual(['own']);
    expect(revisions.get('r8')?.branchLabels).toEqual(['kept']);
  });

  test.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    ['changed', (text: string) => text.replace('"kept"', '"what"')],
    ['empty', () => ''],
  ])('is read anew where what was kept is %s', async (_, damage) => {
    await read(long);
    await forge();
    const file = join(folder, fileName());
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    expect(labels(await read(long))).toEqual(new Set());
  });

  test('is not kept of a short history', async () => {
    await read(filesOf(20));
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is kept for several histories', async () => {
    await read(long);
    const other = filesOf(300, () => "branch_labels = ('other',)\n");
    await read(other);
    await forge();
    expect(labels(await read(long))).toEqual(new Set(['kept']));
    expect(labels(await read(other))).toEqual(new Set(['kept']));
  });

  test('is not kept of a file that Python was asked about', async () => {
    const odd = filesOf(300, (number) => (number === 7 ? 'x = ]\n' : ''));
    let asked = 0;
    const count = () => {
      asked += 1;
    };
    await read(odd, count);
    await read(odd, count);
    expect(asked).toBe(2);
  });

  test('is read where the folder cannot be made', async () => {
    const kept = new KeptFacts('/dev/null/nowhere');
    const reader = new HistoryReader(async () => null, kept);
    expect((await reader.read(treeOf(long), Object.keys(long))).revisions.size).toBe(300);
  });
});
