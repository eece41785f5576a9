import { expect, test } from '@jest/globals';
import { sessionLeftClean } from '../../../../src/checks/walk/session-left-clean.ts';
import { evidence, failure, fileOf, said, step, walk } from '../../../support/evidence.ts';

const at = { file: fileOf('b2'), line: 13, commit: 'head' } as const;
const timeout = { name: 'lock_timeout', value: '2s', initial: '0', at };

test('a setting that stays is told once, at the line that made it', () => {
  const walks = [walk([step('upgrade', { settingsLeft: [timeout] }), step('re-upgrade', { settingsLeft: [timeout] })])];
  expect(said(sessionLeftClean, evidence({ walks }))).toEqual([
    'warning session-left-clean b2 on postgres at migrations/versions/b2.py:13',
    'The upgrade leaves `lock_timeout` at `2s`; it was `0` before.',
    'fix: Write `SET LOCAL lock_timeout = …`, which ends with the transaction, or `RESET lock_timeout` afterwards.',
  ]);
});

test('a role that stays after the downgrade', () => {
  const role = { name: 'role', value: 'app_owner', initial: '', at: null };
  expect(said(sessionLeftClean, evidence({ walks: [walk([step('downgrade', { settingsLeft: [role] })])] }))).toEqual([
    'warning session-left-clean b2 on postgres at migrations/versions/b2.py:20',
    'The downgrade leaves `role` at `app_owner`; it was nothing before.',
    'fix: Write `SET LOCAL ROLE …`, which ends with the transaction, or `RESET ROLE` afterwards.',
  ]);
});

test('silent when nothing stays, and about a step that failed', () => {
  const walks = [walk([step('upgrade'), step('downgrade', { failure: failure(), settingsLeft: [timeout] })])];
  expect(said(sessionLeftClean, evidence({ walks }))).toEqual([]);
});
