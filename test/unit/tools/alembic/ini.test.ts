import { describe, expect, test } from '@jest/globals';
import { IniError, interpolate, parseIni } from '../../../../src/tools/alembic/ini.ts';

const value = (text: string, option = 'a', section = 's'): string | undefined =>
  parseIni(text).raw(section, option)?.text;

describe('an ini file', () => {
  test('has sections, options by `=` and `:`, names in lower case', () => {
    const ini = parseIni('[s]\nA = 1\nb:2\n[ t ]\nc=\n');
    expect(ini.sections).toEqual(['s', ' t ']);
    expect(ini.options('s')).toEqual(['a', 'b']);
    expect(ini.raw('s', 'a')).toEqual({ text: '1', line: 2 });
    expect(ini.raw('s', 'b')?.text).toBe('2');
    expect(ini.raw(' t ', 'c')?.text).toBe('');
    expect(ini.raw('s', 'c')).toBeNull();
  });

  test('goes on with a value on deeper lines, over empty ones and comments', () => {
    expect(value('[s]\na = 1\n  2\n\n  # no\n  3\nb = 4\n')).toBe('1\n2\n\n3');
    expect(value('[s]\na = 1\n\n\nb = 4\n')).toBe('1');
    expect(value('[s]\na =\n  x\n  y\n')).toBe('\nx\ny');
  });

  test('takes indented options that are no continuation', () => {
    expect(value('[s]\n  a = 1\n  b = 2\n', 'b')).toBe('2');
  });

  test('has comments on lines of their own, not behind a value', () => {
    expect(value('# x\n; y\n[s]\na = 1 # one\n')).toBe('1 # one');
  });

  test('splits at the first delimiter', () => {
    expect(value('[s]\na = postgresql://u:p@h/d?x=1\n')).toBe('postgresql://u:p@h/d?x=1');
  });

  test('falls back to DEFAULT for sections that are there', () => {
    const ini = parseIni('[DEFAULT]\na = 1\n[s]\nb = 2\n');
    expect(ini.raw('s', 'a')?.text).toBe('1');
    expect(ini.owns('s', 'a')).toBe(false);
    expect(ini.raw('absent', 'a')).toBeNull();
    expect(ini.sections).toEqual(['s']);
  });

  test('may begin with a byte order mark and end its lines as on Windows', () => {
    expect(value('\uFEFF[s]\r\na = 1\r\n')).toBe('1');
  });

  test.each([
    ['an option before the first section', 'a = 1\n', 1],
    ['a line that is neither', '[s]\nnonsense\n', 2],
    ['a section twice', '[s]\n[t]\n[s]\n', 3],
    ['an option twice', '[s]\na = 1\nA = 2\n', 3],
  ])('is refused for %s, with the line', (_, text, line) => {
    expect(() => parseIni(text)).toThrow(expect.objectContaining({ name: 'IniError', line }));
  });
});

describe('interpolation', () => {
  const lookup = (name: string): string | null => ({ here: '/srv', b: '%(here)s/b', round: '%(round)s' })[name] ?? null;
  const of = (text: string): string => interpolate({ text, line: 7 }, lookup);

  test('replaces names, also inside what they stand for', () => {
    expect(of('%(here)s/x')).toBe('/srv/x');
    expect(of('%(B)s')).toBe('/srv/b');
  });

  test('keeps a doubled percent sign as one', () => {
    expect(of('p%%40ss')).toBe('p%40ss');
    expect(of('%%(here)s')).toBe('%(here)s');
  });

  test.each(['p%40ss', '%(absent)s', '%(round)s', '100%'])('refuses %s', (text) => {
    expect(() => of(text)).toThrow(IniError);
    expect(() => of(text)).toThrow(expect.objectContaining({ line: 7 }));
  });
});
