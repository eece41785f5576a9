import { expect, test } from '@jest/globals';
import { exitCode } from '../../../src/cli/exit-code.ts';

const error = { code: 'no-postgres', message: '', hint: '' } as const;
const bug = { ...error, code: 'internal' } as const;

test.each([
  ['pass', null, 'fail', null, 0],
  ['fail', null, 'fail', null, 1],
  ['fail', null, 'allow', null, 1],
  ['inconclusive', null, 'fail', null, 1],
  ['inconclusive', null, 'allow', null, 0],
  ['inconclusive', error, 'fail', null, 2],
  ['inconclusive', error, 'allow', null, 2],
  ['inconclusive', bug, 'allow', null, 70],
  ['inconclusive', error, 'fail', 'SIGINT', 130],
  ['pass', null, 'fail', 'SIGTERM', 143],
] as const)('%s, %o, inconclusive: %s, stopped by %s → %d', (verdict, because, policy, stoppedBy, code) => {
  expect(exitCode({ verdict, error: because }, policy, stoppedBy)).toBe(code);
});
