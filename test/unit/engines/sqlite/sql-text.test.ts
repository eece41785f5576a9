import { describe, expect, it } from '@jest/globals';
import { print, quoteName, spellingOf, unwrap } from '../../../../src/engines/sqlite/sql-text.ts';
import { tokenize } from '../../../../src/engines/sqlite/tokens.ts';

const spelling = spellingOf(['Age', 'order', 'key']);
const printed = (sql: string) => print(tokenize(sql), spelling);

describe('print', () => {
  it.each([
    ['a   IN(1,2 ,3)', 'a IN (1, 2, 3)'],
    ["LOWER ( x )<>'Y'", "lower(x) <> 'Y'"],
    ['"age">[AGE]', 'Age > Age'],
    ['"order" = `ORDER`', '"order" = "order"'],
    ['Key is not null', '"key" IS NOT NULL'],
    ['x between -1 and - 2', 'x BETWEEN -1 AND -2'],
    ['a-1 - -b', 'a - 1 - -b'],
    ['(a)-1', '(a) - 1'],
    ['case when a then ~1 else+2 end', 'CASE WHEN a THEN ~1 ELSE +2 END'],
    ['t . "x y"', 't."x y"'],
    ['cast(a as INTEGER)', 'CAST (a AS INTEGER)'],
    ["x'AB' || TRUE", "x'ab' || true"],
    ['a /* b */ > -- c\n 0X1F', 'a > 0x1f'],
  ])('%s is %s', (sql, expected) => {
    expect(printed(sql)).toBe(expected);
    expect(printed(expected)).toBe(expected);
  });

  it('takes a reserved word for a keyword even where a column has its name', () => {
    expect(printed('"order" IN (1) ORDER BY 1')).toBe('"order" IN (1) ORDER BY 1');
  });
});

describe('unwrap', () => {
  it.each([
    ['((a))', 'a'],
    ['(a) + (b)', '(a) + (b)'],
    ['(a)', 'a'],
    ['a', 'a'],
  ])('%s is %s', (sql, expected) => {
    expect(print(unwrap(tokenize(sql)), spelling)).toBe(expected);
  });
});

describe('quoteName', () => {
  it.each([
    ['users', 'users'],
    ['select', '"select"'],
    ['Key', '"Key"'],
    ['a b', '"a b"'],
    ['a"b', '"a""b"'],
    ['1a', '"1a"'],
    ['', '""'],
  ])('%s is %s', (name, expected) => {
    expect(quoteName(name)).toBe(expected);
  });
});
