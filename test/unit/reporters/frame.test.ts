import { expect, test } from '@jest/globals';
import { codeFrame } from '../../../src/reporters/frame.ts';
import { referenceMark } from '../../../src/reporters/named-mark.ts';

const underlined = (text: string, column: string | null, table = 'tenants'): string | null => {
  const reference = {
    schema: null,
    table,
    column,
    file: '',
    line: 1,
    startColumn: null,
    endColumn: null,
    certainty: 'certain',
    kind: '',
    why: '',
    commit: '',
  } as const;
  const [code = '', below = ''] = (codeFrame(text, 1, referenceMark(reference)) ?? '').split('\n');
  const marks = /\^+/.exec(below);
  return marks && code.slice(marks.index, marks.index + marks[0].length);
};

test.each([
  ['return tenant.config', 'config'],
  ['config = tenant.config', 'config'],
  ['config = row["config"]', 'config'],
  ['tenant.networkCode', 'networkCode', 'network_code'],
  ['SELECT Config FROM tenants', 'Config'],
  ['tenant.configuration', 't'],
])('in %s', (text, word, column = 'config') => {
  expect(underlined(text, column)).toBe(word);
});

test('the one behind a dot or in quotes is meant, with what it is', () => {
  const mark = { span: null, names: ['config'], message: 'revision b2 drops tenants.config' };
  expect(codeFrame('a\nconfig = tenant.config\nb', 2, mark)).toBe(
    `  1 | a
> 2 | config = tenant.config
    |                 ^^^^^^ revision b2 drops tenants.config
  3 | b`,
  );
});

test('a place that is known is underlined, whatever else reads alike', () => {
  const mark = { span: { start: 18, end: 24 }, names: ['config'], message: 'here' };
  expect(codeFrame('\ttenant.config = config', 1, mark)).toBe(`> 1 |     tenant.config = config
    |                     ^^^^^^ here`);
});

test('a table', () => expect(underlined('INSERT INTO tenants VALUES (1)', null)).toBe('tenants'));
