import { expect, test } from '@jest/globals';
import { onlyTheScratchDatabase } from '../../../../src/checks/walk/only-the-scratch-database.ts';
import { upgradeApplies } from '../../../../src/checks/walk/upgrade-applies.ts';
import type { Refusal } from '../../../../src/domain/walk.ts';
import { evidence, failure, fileOf, findingsOf, said, step, walk } from '../../../support/evidence.ts';

const refusal = (own: Partial<Refusal> = {}): Refusal => ({
  kind: 'database',
  target: 'postgresql://db.prod:5432/app',
  at: { file: fileOf('b2'), line: 13, commit: 'head' },
  ...own,
});

test('a connection that the revision opens is told once, however often it tries and on whatever engine', () => {
  const steps = [step('upgrade', { refusals: [refusal(), refusal()] }), step('downgrade', { refusals: [refusal()] })];
  const walks = [walk(steps), walk(steps, { engine: 'sqlite' })];
  expect(said(onlyTheScratchDatabase, evidence({ walks }))).toEqual([
    'error only-the-scratch-database b2 on postgres, sqlite at migrations/versions/b2.py:13',
    'The revision opens a connection of its own to `postgresql://db.prod:5432/app`. It was refused, and nothing was sent.',
    'fix: Use the connection that is given: `op.get_bind()` in a revision, `connection` in env.py. If a second database is really migrated here, let env.py run a context of its own for it.',
  ]);
});

test('a connection in env.py belongs to no revision', () => {
  const at = { file: 'migrations/env.py', line: 30, commit: 'head' } as const;
  const walks = [walk([step('upgrade', { refusals: [refusal({ at })] })])];
  expect(said(onlyTheScratchDatabase, evidence({ walks })).slice(0, 2)).toEqual([
    'error only-the-scratch-database – on postgres at migrations/env.py:30',
    "The project's code opens a connection of its own to `postgresql://db.prod:5432/app`. It was refused, and nothing was sent.",
  ]);
});

test('the failure that follows from the refusal is not a second finding', () => {
  const walks = [
    walk([step('upgrade', { refusals: [refusal()], failure: failure({ kind: 'python', sqlstate: null }) })]),
  ];
  const findings = findingsOf([onlyTheScratchDatabase, upgradeApplies], evidence({ walks }));
  expect(findings.map(({ check, causes }) => [check, ...causes.map((cause) => cause.check)])).toEqual([
    ['only-the-scratch-database', 'upgrade-applies'],
  ]);
});

test('silent about a socket to something else, and when nothing was refused', () => {
  const walks = [
    walk([step('upgrade', { refusals: [refusal({ kind: 'socket', target: 'redis:6379' })] }), step('downgrade')]),
  ];
  expect(said(onlyTheScratchDatabase, evidence({ walks }))).toEqual([]);
});
