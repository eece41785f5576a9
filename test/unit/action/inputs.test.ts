import { describe, expect, test } from '@jest/globals';
import { readInputs } from '../../../src/action/inputs.ts';
import { inputDefinitions } from '../../../src/config/inputs.ts';

/** As the runner hands them over: every input, with its default where the workflow says nothing. */
const variables = (given: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(
    Object.entries({
      ...Object.fromEntries(inputDefinitions.map(({ name, initial }) => [name, initial])),
      ...given,
    }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );

test('a workflow that says nothing leaves every default', () => {
  expect(readInputs({ ...variables(), INPUT_TOKEN: '' })).toEqual({
    workingDirectory: '.',
    flags: { color: false, project: [], passEnv: [] },
    report: null,
    sarif: null,
    junit: null,
    comment: 'auto',
    checkName: 'migration-gate',
    mode: 'check',
    allowPullRequestTarget: false,
    token: null,
    refused: null,
  });
});

describe('what is given', () => {
  test.each<[Record<string, string>, object]>([
    [{ project: 'a.ini, b.ini\nc.ini\n' }, { project: ['a.ini', 'b.ini', 'c.ini'] }],
    [{ 'pass-env': ' A\n\n B,' }, { passEnv: ['A', 'B'] }],
    [{ python: ' /usr/bin/python3 ' }, { python: '/usr/bin/python3' }],
    [{ 'postgres-version': '16' }, { postgresVersion: '16' }],
    [{ cache: 'false' }, { cache: false }],
    [{ cache: '.cache' }, { cache: '.cache' }],
    [{ isolate: 'true' }, { isolate: true }],
    [
      { 'fail-on': 'warning', inconclusive: 'allow' },
      { failOn: 'warning', inconclusive: 'allow' },
    ],
    [
      { config: 'gate.yml', base: 'main', timeout: '5m' },
      { config: 'gate.yml', base: 'main', timeout: '5m' },
    ],
  ])('%j', (given, flags) => {
    const inputs = readInputs(variables(given));
    expect(inputs).toMatchObject({ flags, refused: null });
  });
});

describe('what is refused', () => {
  test.each<[Record<string, string>, string | RegExp]>([
    [{ comment: 'yes' }, "the input `comment` must be auto, always or never, not 'yes'"],
    [{ mode: 'post' }, "the input `mode` must be check or publish, not 'post'"],
    [{ isolate: 'yes' }, "the input `isolate` must be true or false, not 'yes'"],
    [{ engine: 'sqlite' }, 'the input `engine` does not exist; did you mean "engines"?'],
    [{ elephant: '1' }, /^the input `elephant` does not exist; there is working-directory, project, /],
  ])('%j', (given, message) => {
    expect(readInputs(variables(given)).refused?.message).toMatch(message);
  });

  test('all that is wrong at once, and the rest holds', () => {
    const { refused, checkName } = readInputs(variables({ mode: 'x', comment: 'x', 'check-name': 'mine' }));
    expect(refused?.message.split('\n')).toHaveLength(2);
    expect(checkName).toBe('mine');
  });
});
