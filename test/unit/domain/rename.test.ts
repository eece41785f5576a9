import { expect, test } from '@jest/globals';
import type { Reference } from '../../../src/domain/reference.ts';
import { rename } from '../../../src/domain/rename.ts';

const place = (line: number, start: number, own: Partial<Reference> = {}): Reference => ({
  table: 'tenants',
  column: 'network_code',
  file: 'a.ts',
  line,
  span: { start, end: start + 12 },
  text: '',
  certainty: 'certain',
  kind: 'property',
  why: 'because',
  commit: 'head',
  ...own,
});

const renamed = (text: string, ...places: readonly Reference[]) => {
  const { files, kept } = rename(places, 'market_code', new Map([['a.ts', { text }]]));
  return [...files.map((file) => file.text), ...kept.map(({ why }) => why)];
};

test('every place of a line, and nothing beside them', () => {
  const text = 'network_code = 1;\nx(t.network_code, t.network_code);\n';
  expect(renamed(text, place(2, 5), place(2, 21), place(2, 21))).toEqual([
    'network_code = 1;\nx(t.market_code, t.market_code);\n',
  ]);
});

test('in camel case where the old name is', () => {
  expect(renamed('t.networkCode', place(1, 3, { span: { start: 3, end: 14 } }))).toEqual(['t.marketCode']);
});

test('what is taken apart or put together by one name keeps that name for the variable', () => {
  const at = (kind: string, start: number) => place(1, start, { kind });
  expect(renamed('const { network_code } = t;', at('destructuring', 9))).toEqual([
    'const { market_code: network_code } = t;',
  ]);
  expect(renamed('const { network_code: code } = t;', at('destructuring', 9))).toEqual([
    'const { market_code: code } = t;',
  ]);
  expect(renamed("f({ 'network_code': 1 });", at('key', 6))).toEqual(["f({ 'market_code': 1 });"]);
});

test('what is less than certain, known by its line alone, or called otherwise is left with the reason', () => {
  expect(
    renamed(
      't.network_code; t.gamCode',
      place(1, 3, { certainty: 'likely' }),
      place(1, 3, { span: null }),
      place(1, 19, { span: { start: 19, end: 26 } }),
    ),
  ).toEqual([
    'it is only likely: because',
    'where in the line it stands is not known to the letter',
    'it is called gamCode there',
  ]);
});

test('a file that may not be written is left', () => {
  const { files, kept } = rename([place(1, 3)], 'x', new Map([['a.ts', { why: 'the file is not UTF-8' }]]));
  expect({ files, kept: kept.map(({ why }) => why) }).toEqual({ files: [], kept: ['the file is not UTF-8'] });
});
