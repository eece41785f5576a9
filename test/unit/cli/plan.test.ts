import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Gate } from '../../../src/cli/gate.ts';
import type { PlannedRevision } from '../../../src/domain/plan.ts';
import { folderWith } from '../config/folder.ts';
import { evidence, planned } from '../reporters/evidence.ts';
import { command, gateThat } from './world.ts';

const gateWith = (revisions: readonly PlannedRevision[]): Gate => ({
  ...gateThat(() => Promise.reject(new Error('nothing must be walked'))),
  planOf: async () => ({ evidence: evidence({ walks: [] }, revisions) }),
});
const three = [
  planned({ revision: 'a1' }),
  planned({ revision: 'b22', kind: 'edited' }),
  planned({ revision: 'c3', kind: 'removed' }),
];

async function said(revisions: readonly PlannedRevision[], ...args: readonly string[]) {
  await using folder = await folderWith({});
  return command(folder.path, ['plan', ...args], gateWith(revisions));
}

test('for a person', async () => {
  expect(await said(three)).toEqual({
    code: 0,
    stdout: `3 revisions since 4a219b8c01b7:
  new      a1   migrations/versions/3f2a_note.py  (alembic.ini)
  edited   b22  migrations/versions/3f2a_note.py  (alembic.ini)
  removed  c3   migrations/versions/3f2a_note.py  (alembic.ini)
`,
    stderr: '',
  });
  expect((await said([])).stdout).toBe('Nothing new: no revision was added, edited or removed since 4a219b8c01b7.\n');
});

test('as JSON: the plan of the report', async () => {
  const { stdout } = await said(three, '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({
    base: evidence().plan.base,
    head: null,
    plan: [{ revision: 'a1', kind: 'new' }, {}, {}],
  });
});

test.each([
  [three, [], ['1/2', '2/2']],
  [[], [], ['1/1']],
  [Array.from({ length: 40 }, () => planned()), [], ['1/5', '2/5', '3/5', '4/5', '5/5']],
  [Array.from({ length: 40 }, () => planned()), ['--shards', '2'], ['1/2', '2/2']],
])('as a matrix, never an empty one, no shard without a revision: %#', async (revisions, args, shard) => {
  const { stdout } = await said(revisions, '--format', 'matrix', ...args);
  expect(stdout).toBe(`${JSON.stringify({ shard })}\n`);
});

test('--output writes it to a file', async () => {
  await using folder = await folderWith({});
  const { stdout } = await command(folder.path, ['plan', '--format', 'matrix', '--output', 'm.json'], gateWith(three));
  expect(stdout).toBe('');
  expect(await readFile(join(folder.path, 'm.json'), 'utf8')).toBe('{"shard":["1/2","2/2"]}\n');
});

test.each([
  [['--format', 'matirx'], 'a plan has no format "matirx"; did you mean "matrix"?'],
  [['--format', 'sarif'], 'Formats of a plan: terminal, json, matrix.'],
  [['--shards', '0'], "--shards must be a number from 1 to 256, not '0'"],
  [['--output', 'no/such/folder'], 'cannot be written to no/such/folder'],
  [['--all', '--base', 'main'], '--all and --base contradict each other'],
  [['--shard', '1/2'], "unknown option '--shard'"],
])('%s is refused with exit 2', async (args, what) => {
  const { code, stderr } = await said(three, ...args);
  expect(code).toBe(2);
  expect(stderr.replace(/\s+/g, ' ')).toContain(what);
});
