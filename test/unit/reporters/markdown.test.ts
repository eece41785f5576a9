import { expect, test } from '@jest/globals';
import { cell, code, fenced, htmlCode, line } from '../../../src/reporters/markdown/escape.ts';
import { prose } from '../../../src/reporters/markdown/prose.ts';
import { calls, page } from '../../support/gfm.ts';
import { hostile } from '../../support/hostile.ts';

test.each(Object.entries(hostile))('prose with %s is shown as it is, and nothing more', (_, text) => {
  const seen = page(line(text));
  expect([...new Set(seen.elements)].filter((name) => !['p', 'code'].includes(name))).toEqual([]);
  expect(seen.prose).not.toMatch(calls);
  expect(squeezed(seen.text)).toBe(squeezed(text));
});

/** What stands between backticks is shown as code: the backticks themselves are gone. */
const squeezed = (text: string): string => text.replace(/[\s`]+/g, '');

test.each(Object.entries(hostile))('%s after a line of prose makes no heading and no table', (_, text) => {
  const seen = page(prose(`one\n${text}\n${text}`));
  expect([...new Set(seen.elements)].filter((name) => !['p', 'code', 'br'].includes(name))).toEqual([]);
});

test.each([...Object.entries(hostile), ['fences', '```\n````\n</details>\n~~~\n\n    x']])(
  'code with %s stays in its fence',
  (_, text) => {
    const seen = page(`${fenced(text, 'sql')}\n\nafter`);
    expect(seen.elements).toEqual(['pre', 'code', 'p']);
    expect(seen.text).toBe(`${text}\n\nafter`);
  },
);

test.each(Object.entries(hostile))('%s in a code span stays there', (_, text) => {
  const seen = page(`x ${code(text)} y`);
  expect(seen.elements).toEqual(['p', 'code']);
  expect(seen.text).toBe(`x ${text} y`);
});

test.each(Object.entries(hostile))('%s in a table stays in its cell', (_, text) => {
  const seen = page(`| a | b |\n| --- | --- |\n| ${cell(text)} | c |`);
  expect(seen.elements.filter((name) => name === 'td' || name === 'code')).toEqual(['td', 'code', 'td']);
  expect(squeezed(seen.text)).toBe(`ab${squeezed(text.replaceAll('|', '¦'))}c`);
});

test.each(Object.entries(hostile))('%s in the summary line of a fold stays there', (_, text) => {
  const seen = page(`<details><summary>${htmlCode(text)}</summary>\n\nx\n\n</details>`);
  expect(seen.elements).toEqual(['details', 'summary', 'code', 'p']);
});

test('what a check says keeps its code and its lines', () => {
  const said =
    'The downgrade fails at line 14.\nPostgres said: index "ix" does not exist\n\n```sql\nDROP INDEX `ix`\n```\n\nDrop `ix` first.';
  expect(prose(said)).toMatchInlineSnapshot(`
"The downgrade fails at line 14.\\
Postgres said: index "ix" does not exist

\`\`\`sql
DROP INDEX \`ix\`
\`\`\`

Drop \`ix\` first."
`);
});

test('a fence inside of foreign text ends what it can: nothing leaves unescaped', () => {
  const seen = page(prose('x\n\n```sql\nSELECT 1\n```\n<img src=x>\n```\n@octocat'));
  expect(seen.elements).toEqual(['p', 'pre', 'code', 'p', 'pre', 'code']);
});
