import { expect, test } from '@jest/globals';
import { code, fenced, htmlCode, line } from '../../../src/reporters/markdown/escape.ts';
import { prose } from '../../../src/reporters/markdown/prose.ts';
import { calls, page } from '../../support/gfm.ts';

/** Foreign text, by what it tries. */
const hostile: Readonly<Record<string, string>> = {
  'a mention': 'ask @octocat or @acme/team, mail a@b.org',
  'an issue': 'see #123, GH-7 and acme/shop#9',
  'a commit': 'in 4a219b8c01b7 and acme/shop@4a219b8c01b7de6a1f0e4d8f7b2c3a5e6d7f8091',
  'an address': 'https://evil.example www.evil.example ftp://evil.example mailto:a@b.org',
  'an advisory': 'CVE-2024-1234 GHSA-abcd-efgh-ijkl',
  'an emoji': 'a:tada:b :+1:',
  mathematics: 'costs $1 and $2, $`x`$ and $$y$$',
  HTML: '<img src=x onerror=alert(1)> <script>alert(1)</script> </details> <!-- &lt;b&gt; &amp;',
  'a link': '[click](javascript:alert(1)) ![x](http://evil.example/p.png) [ref]: http://evil.example',
  emphasis: '*a* **b** _c_ __d__ ~~e~~ ~f~',
  'unpaired backticks': '` `` ``` a`b ``c` d`@octocat',
  'a heading': '# one',
  'an underline': '===',
  'a rule': '---',
  'a list': '- [ ] one',
  'a number': '1. one',
  'a quote': '> [!NOTE] one',
  'a table': '| a | b |',
  'its delimiter': ':-- | --:',
  'a footnote': 'x[^1] [^1]: y',
  'a fence': '~~~ html',
  backslashes: '\\ \\\\ \\` \\* a\\|b\\',
};

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
