import { expect, test } from '@jest/globals';
import { singleHead } from '../../../../src/checks/history/single-head.ts';
import { evidence, first, history, planned, revision, said } from '../../../support/evidence.ts';

const after = (id: string, ...downRevisions: string[]) => revision(id, { downRevisions });

test('a revision that follows what the live base has moved past', () => {
  const live = history([first, after('m1', 'a1'), after('m2', 'm1')]);
  expect(said(singleHead, evidence({ plan: { live } }))).toEqual([
    'error single-head b2 at migrations/versions/b2.py:4',
    '`b2` (migrations/versions/b2.py) and `m1` (migrations/versions/m1.py) both follow `a1`, and no revision merges them: the history would have two heads.',
    'fix: Bring the branch up to date and write `down_revision = "m2"` here. Where both must stay as they are, join them: `alembic merge m2 b2`.',
  ]);
});

test('two new revisions that follow the same one', () => {
  const revisions = [revision('b2'), revision('c3'), after('d4', 'c3')];
  expect(said(singleHead, evidence({ revisions }))).toEqual([
    'error single-head c3 at migrations/versions/c3.py:4',
    '`c3` (migrations/versions/c3.py) and `b2` (migrations/versions/b2.py) both follow `a1`, and no revision merges them: the history would have two heads.',
    'fix: Write `down_revision = "b2"` here. Where both must stay as they are, join them: `alembic merge b2 c3`.',
  ]);
});

test('a new revision that follows none', () => {
  expect(said(singleHead, evidence({ revisions: [after('b2')] }))).toEqual([
    'error single-head b2 at migrations/versions/b2.py:4',
    '`b2` (migrations/versions/b2.py) follows no revision, and neither does `a1` (migrations/versions/a1.py): the history would have two heads.',
    'fix: Write `down_revision = "a1"` here. Where both must stay as they are, join them: `alembic merge a1 b2`.',
  ]);
});

test('heads that stood before are one notice', () => {
  const base = history([first, after('m1', 'a1'), after('m2', 'a1')]);
  const revisions = [after('m1', 'a1'), after('m2', 'a1'), after('b2', 'm1')];
  const plan = { base, revisions: [planned('b2')] };
  expect(said(singleHead, evidence({ revisions, plan }))).toEqual([
    'notice single-head –',
    'The history has 2 heads: `b2` (migrations/versions/b2.py) and `m2` (migrations/versions/m2.py). These revisions did not add one.',
    'fix: If they are not independent branches on purpose, join them: `alembic merge b2 m2`.',
  ]);
});

test('silent about a straight line, a branch that is merged, and a renumbered revision', () => {
  const merged = [revision('b2'), revision('c3'), after('d4', 'b2', 'c3')];
  const renumbered = {
    base: history([first, after('old', 'a1')]),
    revisions: [planned('b2'), planned('old', { kind: 'removed' })],
  };
  const scenes = [{}, { revisions: merged }, { plan: renumbered }];
  expect(scenes.map((scene) => said(singleHead, evidence(scene)))).toEqual([[], [], []]);
});

test('silent about a labelled history that begins beside another', () => {
  const revisions = [revision('b2', { downRevisions: [], branchLabels: ['billing'] })];
  expect(said(singleHead, evidence({ revisions }))).toEqual([]);
});

test('silent about standing heads when nothing is planned', () => {
  const revisions = [after('m1', 'a1'), after('m2', 'a1')];
  const plan = { base: history([first, ...revisions]), revisions: [] };
  expect(said(singleHead, evidence({ revisions, plan }))).toEqual([]);
});

test('a labelled branch may have as many heads as the configuration expects', () => {
  const base = history([first, revision('m1', { downRevisions: [], branchLabels: ['billing'] }), after('m2', 'm1')]);
  const revisions = [...base.revisions.values(), after('b2', 'm1')];
  const scene = (count: number) =>
    evidence({ revisions, plan: { base, expectedHeads: { billing: count }, revisions: [planned('b2')] } });
  expect(said(singleHead, scene(2))).toEqual([
    'notice single-head –',
    'The history has 3 heads: `a1` (migrations/versions/a1.py), `b2` (migrations/versions/b2.py) and `m2` (migrations/versions/m2.py). These revisions did not add one.',
    'fix: If they are not independent branches on purpose, join them: `alembic merge a1 b2 m2`.',
  ]);
  expect(said(singleHead, scene(1))[0]).toBe('error single-head b2 at migrations/versions/b2.py:4');
});
