import { describe, expect, test } from '@jest/globals';
import { withoutSecrets } from '../../../src/action/environment.ts';
import { readRunner } from '../../../src/action/runner.ts';
import { externalIdOf, isOfEarlierAttempt } from '../../../src/action/state.ts';

describe('what is started from here sees', () => {
  test.each([
    ['PATH', '/bin', true],
    ['GITHUB_WORKSPACE', '/w', true],
    ['INPUT', 'x', true],
    ['MY_INPUT_X', 'x', true],
    ['INPUT_TOKEN', 'x', false],
    ['INPUT_POSTGRES', 'postgresql://u:p@h/d', false],
    ['ACTIONS_RUNTIME_TOKEN', 'x', false],
    ['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'x', false],
    ['STATE_check', 'x', false],
    ['GITHUB_TOKEN', 'ghs_secret', false],
    ['GIT_CONFIG_VALUE_0', 'AUTHORIZATION: bearer ghs_secret', false],
    ['GITHUB_TOKEN', 'another', true],
  ])('%s=%s: %s', (name, value, isSeen) => {
    expect(withoutSecrets({ [name]: value }, 'ghs_secret')).toEqual(isSeen ? { [name]: value } : {});
  });

  test('all of its own where there is no token', () => {
    expect(withoutSecrets({ A: '', B: 'ghs_secret' }, null)).toEqual({ A: '', B: 'ghs_secret' });
  });
});

describe('a check run of ours', () => {
  const id = externalIdOf('77', 2, 'word');
  test.each([
    ['77', 3, true],
    ['77', 10, true],
    ['77', 2, false],
    ['77', 1, false],
    ['78', 3, false],
    ['7', 3, false],
  ])('of run 77, attempt 2, seen from run %s, attempt %i: of an earlier attempt: %s', (run, attempt, isEarlier) => {
    expect(isOfEarlierAttempt(id, run, attempt)).toBe(isEarlier);
  });

  test.each(['', 'somebody:77:1:else', 'migration-gate:77', 'migration-gate:77:x:y', ':::'])(
    '%j is none of an earlier attempt',
    (other) => {
      expect(isOfEarlierAttempt(other, '77', 5)).toBe(false);
    },
  );
});

describe('the runner', () => {
  const least = { GITHUB_REPOSITORY: 'o/r', GITHUB_WORKSPACE: '/w/r' };

  test('that says little', () => {
    expect(readRunner(least)).toMatchObject({
      repository: { owner: 'o', repo: 'r' },
      server: 'https://github.com',
      attempt: 1,
      temporary: '/w',
      runUrl: 'https://github.com/o/r/actions/runs/0',
    });
  });

  test('of a server of one’s own', () => {
    const env = { ...least, GITHUB_SERVER_URL: 'https://git.example', GITHUB_RUN_ID: '5', GITHUB_RUN_ATTEMPT: '2' };
    expect(readRunner(env)).toMatchObject({ attempt: 2, runUrl: 'https://git.example/o/r/actions/runs/5' });
  });

  test.each(Object.keys(least))('that is none, without %s', (name) => {
    expect(() => readRunner({ ...least, [name]: '' })).toThrow(`${name} is not set: this is no GitHub Actions runner`);
  });
});
