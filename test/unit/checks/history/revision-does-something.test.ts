import { expect, test } from '@jest/globals';
import { revisionDoesSomething } from '../../../../src/checks/history/revision-does-something.ts';
import { evidence, goodSteps, revision, said, statement, step, walk } from '../../../support/evidence.ts';
import { empty, snapshot, table } from '../../../support/schema.ts';

const idle = walk([step('upgrade', { statements: [statement('UPDATE alembic_version …', null, '')] })]);

test('an upgrade without a statement of its own, on both engines, is one notice', () => {
  const walks = [idle, { ...idle, engine: 'sqlite' as const }];
  expect(said(revisionDoesSomething, evidence({ walks }))).toEqual([
    'notice revision-does-something b2 at migrations/versions/b2.py:10',
    'The upgrade issues no statement and changes nothing.',
    'fix: Write what it should do, or delete the revision. If autogenerate made it, check that env.py imports all models before `target_metadata`.',
  ]);
});

test('silent about merges, about an upgrade that works on one engine only, and about one that never ran', () => {
  const merge = revision('b2', { downRevisions: ['a1', 'c3'] });
  const issuing = walk([step('upgrade', { statements: [statement("UPDATE users SET name = 'x'")] })], {
    engine: 'sqlite',
  });
  const scenes = [
    { revisions: [merge], walks: [idle] },
    { walks: [idle, issuing] },
    { walks: [walk(goodSteps(empty, snapshot(table('users'))))] },
    { walks: [walk([step('upgrade', { bodies: 0 })])] },
  ];
  expect(scenes.map((scene) => said(revisionDoesSomething, evidence(scene)))).toEqual([[], [], [], []]);
});
