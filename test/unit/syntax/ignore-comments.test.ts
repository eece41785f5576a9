import { expect, test } from '@jest/globals';
import { ignoreComments } from '../../../src/syntax/ignore-comments.ts';

/** The lines of a file that are ignored, those that the marker `«` ends. */
const marked = (text: string): readonly number[] =>
  text.split('\n').flatMap((line, index) => (line.endsWith('«') ? [index + 1] : []));

const ignored = async (file: string, text: string): Promise<readonly number[]> => {
  const clean = text.replaceAll(/ ?«/g, '');
  const all = clean.split('\n').map((_, index) => index + 1);
  const found = await ignoreComments(file, clean);
  return all.filter((line) => found.some(({ lines }) => lines === null || (lines.start <= line && line <= lines.end)));
};

const say = 'migration-gate: ignore[no-leftovers] meant so';

test.each([
  ['its own statement', 'a.py', `x = 1\ny = 2  # ${say} «\nz = 3`],
  ['all lines of it', 'a.py', `x = 1\ny = f( «\n  1,  # ${say} «\n  2, «\n) «\nz = 3`],
  ['the next one, when alone', 'a.py', `# ${say}\n\n# why\ny = f( «\n  1, «\n) «\nz = 3`],
  ['one inside a class', 'a.py', `class A:\n  # ${say}\n  x = Column( «\n  ) «\n  y = 1`],
  ['the head of a function, not its body', 'a.py', `def f(  # ${say} «\n  a, «\n): «\n  return a\n`],
  ['the whole file above `revision =`', 'a.py', `import x «\n «\n# ${say} «\nrevision = "b2" «\n «\nx = 1 «`],
  ['the whole file above `revision: str =`', 'a.py', `# ${say} «\nrevision: str = "b2" «\nx = 1 «`],
  ['nothing in a string', 'a.py', `x = "# ${say}"\ny = 1`],
  ['nothing in other words', 'a.py', '# migration-gate: irreversible because\ny = 1'],
  ['a statement of SQL', 'a.sql', `SELECT 1;\nSELECT a, «\n  b -- ${say} «\nFROM t; «\nSELECT 2;`],
  ['the next statement of SQL', 'a.sql', `SELECT 1;\n-- ${say} «\nSELECT a, «\n  b; «\nSELECT 2;`],
  ['a line of TypeScript', 'a.ts', `const a = 1;\nconst b = t.c; // ${say} «\nconst d = 2;`],
  ['the next statement of TypeScript', 'a.ts', `/* ${say} */\nf( «\n  t.c, «\n); «\ng();`],
  ['the line that begins a block', 'a.ts', `// ${say}\nif (a) { «\n  b();\n}`],
  ['an element of JSX', 'a.tsx', `<p>\n{/* ${say} */}\n{t.c} «\n{t.d}\n</p>`],
  ['a line of a template', 'a.html', `{{ a }}\n{{ t.c }} {# ${say} #} «\n{{ b }}`],
  ['the next line of a template', 'a.html', `<!-- ${say} -->\n{{ t.c }} «\n{{ b }}`],
  ['the next line of Handlebars', 'a.hbs', `{{!-- ${say} --}}\n{{ t.c }} «\n{{ b }}`],
  ['the next line of YAML', 'a.yml', `# ${say}\na: b «\nc: d`],
])('a comment ignores %s', async (_, file, text) => {
  expect(await ignored(file, text)).toEqual(marked(text));
});

test.each([
  ['# migration-gate: ignore[a] reason', { checks: ['a'], reason: 'reason', until: null }],
  ['# migration-gate: ignore[a, b] x until 2027-03-01', { checks: ['a', 'b'], reason: 'x', until: '2027-03-01' }],
  ['# migration-gate: ignore[a] until 2027-03-01', { checks: ['a'], reason: '', until: '2027-03-01' }],
  ['# migration-gate: ignore[a]', { checks: ['a'], reason: '', until: null }],
  ['# migration-gate: ignore[a] kept until spring', { checks: ['a'], reason: 'kept until spring', until: null }],
])('%s', async (text, said) => {
  expect(await ignoreComments('a.py', `${text}\nx = 1`)).toMatchObject([{ line: 1, ...said }]);
});
