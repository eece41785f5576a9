import { expect, test } from '@jest/globals';
import { majorFor } from '../../../src/gate/postgres-major.ts';
import type { Project } from '../../../src/tools/tool.ts';

const naming = (postgresMajor: number | null) =>
  ({ id: 'alembic.ini', engineEvidence: async () => ({ engines: [], postgresMajor }) }) as unknown as Project;

test.each([
  [null, null, 17],
  [null, 16, 16],
  [15, 16, 15],
])('asked for %p, named in the files %p: %p, without a word', async (asked, named, major) => {
  expect(await majorFor(naming(named), asked)).toEqual({ major, notes: [] });
});

test.each([
  [11, 14],
  [19, 18],
])('Postgres %p in the files is walked on the nearest that the gate knows, %p, and said', async (named, major) => {
  const what = `alembic.ini: its files name Postgres ${named}; the gate knows 14 to 18, so it was walked on ${major}.`;
  expect(await majorFor(naming(named), null)).toEqual({ major, notes: [{ what, at: null }] });
});
