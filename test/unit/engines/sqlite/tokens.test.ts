import { describe, expect, it } from '@jest/globals';
import { tokenize } from '../../../../src/engines/sqlite/tokens.ts';

const kinds = (sql: string) => tokenize(sql).map(({ kind, value }) => [kind, value]);

describe('tokenize', () => {
  it.each([
    ['"a""b"', 'a"b'],
    ['`a``b`', 'a`b'],
    ['[a"b c]', 'a"b c'],
  ])('reads %s as a quoted name', (sql, name) => {
    expect(kinds(sql)).toEqual([['name', name]]);
  });

  it('reads strings and blobs whatever they hold', () => {
    expect(kinds(`'it''s -- no, /* comment */ "x"' x'0aFF' ''`)).toEqual([
      ['string', 'it\'s -- no, /* comment */ "x"'],
      ['blob', "x'0aFF'"],
      ['string', ''],
    ]);
  });

  it.each(['0', '12.5', '.5', '5.', '1e10', '1.5E-3', '0xFF', '1_000'])('reads %s as one number', (sql) => {
    expect(kinds(sql)).toEqual([['number', sql]]);
  });

  it('skips white space and comments, also one that is not closed', () => {
    expect(kinds('a -- b\n/* c\n */ d \t\r\n/* e').map(([, value]) => value)).toEqual(['a', 'd']);
  });

  it('reads words with letters of any script, digits and dollars', () => {
    expect(kinds('größe _x1$ 表😀')).toEqual([
      ['word', 'größe'],
      ['word', '_x1$'],
      ['word', '表😀'],
    ]);
  });

  it('reads the longest operator', () => {
    expect(kinds('a->>b->c||d<>e<=f==g!=h<<1').map(([, value]) => value)).toEqual([
      'a',
      '->>',
      'b',
      '->',
      'c',
      '||',
      'd',
      '<>',
      'e',
      '<=',
      'f',
      '==',
      'g',
      '!=',
      'h',
      '<<',
      '1',
    ]);
  });
});
