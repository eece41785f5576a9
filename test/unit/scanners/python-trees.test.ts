import { expect, test } from '@jest/globals';
import { Trees } from '../../../src/scanners/python/trees.ts';

test('a tree is kept until it is taken', async () => {
  using trees = new Trees();
  const made = await trees.make('a.py', 'x = 1', (tree) => tree);
  expect(await trees.take('a.py', 'x = 1', async (tree) => tree === made)).toBe(true);
  expect(await trees.take('a.py', 'x = 1', async (tree) => tree === made)).toBe(false);
});

test('where there is no room the file is parsed again', async () => {
  using trees = new Trees();
  const long = `x = "${'x'.repeat(1_000_000)}"`;
  const made = await trees.make('a.py', long, (tree) => tree);
  expect(await trees.take('a.py', long, async (tree) => tree === made)).toBe(false);
});
