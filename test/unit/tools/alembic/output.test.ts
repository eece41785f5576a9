import { expect, test } from '@jest/globals';
import { harmless, Output } from '../../../../src/tools/alembic/output.ts';

test('a flood keeps its beginning and its end, and says what is missing', () => {
  const output = new Output();
  output.push(Buffer.from('first'));
  for (let index = 0; index < 100; index += 1) output.push(Buffer.alloc(10_000, 'x'));
  output.push(Buffer.from('last'));
  const text = output.text();
  expect(text).toMatch(/^first/);
  expect(text).toMatch(/… \d+ bytes left out …/);
  expect(text).toMatch(/last$/);
  expect(text.length).toBeLessThan(160_000);
});

test('a single huge chunk is bounded too', () => {
  const output = new Output();
  output.push(Buffer.alloc(5_000_000, 'x'));
  expect(output.text().length).toBeLessThan(160_000);
});

test('the last lines', () => {
  const output = new Output();
  output.push(Buffer.from('one\ntwo\nthree\n'));
  expect(output.lastLines(2)).toBe('two\nthree');
  expect(new Output().lastLines(2)).toBe('');
});

test.each([
  ['::error::x', '\u200b::error::x'],
  ['  ::add-mask::x', '  \u200b::add-mask::x'],
  ['a\r::error::x', 'a\n\u200b::error::x'],
  ['text ##[error]x', 'text ##\u200b[error]x'],
  ['\u001b[31mred\u001b[0m\ttab', 'red\ttab'],
  ['bell\u0007', 'bell?'],
  ['std::vector', 'std::vector'],
])('%j is made harmless', (text, expected) => {
  expect(harmless(text)).toBe(expected);
});
