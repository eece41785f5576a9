import { expect, test } from '@jest/globals';
import { baseKey } from '../../../../src/gate/base-cache/base-key.ts';

test('a key names a base wherever it is kept: letters and digits, the same on every machine', () => {
  const key = baseKey({ revisions: 'a', variables: 'b' }, 'sqlite');
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(baseKey({ variables: 'b', revisions: 'a' }, 'sqlite')).toBe(key);
});

test.each([
  ['an ingredient', { revisions: 'x', variables: 'b' }, 'sqlite'],
  ['an ingredient more', { revisions: 'a', variables: 'b', setup: '' }, 'sqlite'],
  ['ingredients in each other’s place', { revisions: 'b', variables: 'a' }, 'sqlite'],
  ['the engine, to the exact version', { revisions: 'a', variables: 'b' }, 'sqlite 3.53'],
])('another key for %s', (_, ingredients, engine) => {
  expect(baseKey(ingredients, engine)).not.toBe(baseKey({ revisions: 'a', variables: 'b' }, 'sqlite'));
});
