import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { documents } from '../../scripts/documents.mjs';
import { checks } from '../../src/checks/index.ts';

const root = join(import.meta.dirname, '../..');
const ids = checks.map(({ id }) => id).sort();
const page = (id: string) => readFileSync(join(root, 'docs/checks', `${id}.md`), 'utf8');

/** Folders that begin with `_` hold what the examples share. */
const examples = readdirSync(join(root, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
  .map(({ name }) => name);

test('a check stands in the file and the folder that its id and its group say', () => {
  const files = ['history', 'walk', 'code'].flatMap((group) =>
    readdirSync(join(root, 'src/checks', group)).map((file) => `${group}/${basename(file, '.ts')}`),
  );
  expect(files.sort()).toEqual(checks.map(({ id, group }) => `${group}/${id}`).sort());
});

test('a check has a page, and a page a check', () => {
  const pages = readdirSync(join(root, 'docs/checks')).map((file) => basename(file, '.md'));
  expect(pages.sort()).toEqual(ids);
});

test.each(checks)('the page of $id opens with its id, its severity and its summary', ({ id, severity, summary }) => {
  expect(page(id).split('\n').slice(0, 3)).toEqual([`# ${id}`, '', `**${severity}** – ${summary}`]);
});

test.each(ids)('the page of %s reads well in a terminal and says how to configure it', (id) => {
  const lines = page(id).split('\n');
  expect(lines.filter((line) => line.length > 100)).toEqual([]);
  expect(lines).toEqual(expect.arrayContaining([expect.stringContaining(`${id}: off`)]));
});

test('a check has an example, and an example a check', () => {
  expect(examples.sort()).toEqual(ids);
});

test('what a check says in general is whole sentences', () => {
  const texts = checks.flatMap(({ summary, why }) => [summary, why]);
  expect(texts.filter((text) => !/^[A-Z].*\.$/.test(text))).toEqual([]);
});

test.each(Object.entries(documents))('%s says what the code says; `npm run documents` writes it', (file, text) => {
  expect(readFileSync(join(root, file), 'utf8')).toBe(text);
});
