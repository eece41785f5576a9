import { expect, test } from '@jest/globals';
import { partOf } from '../../../src/domain/shard.ts';

test.each([
  [7, 3, ['ab', 'cd', 'efg']],
  [5, 5, ['a', 'b', 'c', 'd', 'e']],
  [2, 3, ['', 'a', 'b']],
  [0, 2, ['', '']],
])('%i revisions in %i shards: contiguous, each once, none much longer than another', (length, count, expected) => {
  const items = [...'abcdefg'].slice(0, length);
  const parts = Array.from({ length: count }, (_, index) => partOf(items, { index: index + 1, count }).join(''));
  expect(parts).toEqual(expected);
});
