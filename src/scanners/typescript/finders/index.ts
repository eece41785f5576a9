import { escaped } from '../../../domain/mentions.ts';
import type { ts } from '../../../syntax/typescript.ts';
import { walk } from '../nodes.ts';
import type { Seen, Sight } from '../sight.ts';
import { declarations, keys } from './declarations.ts';
import { modelCalls } from './model-calls.ts';
import { properties } from './properties.ts';
import { queryNames } from './query-names.ts';
import { rowStrings } from './row-strings.ts';
import { embeddedSql } from './sql.ts';
import { usesOfTables } from './tables.ts';
import { tellingTexts, textAccess } from './text-access.ts';

/** Every place of a file that names a target. Only what holds one of the words is gone into. */
export function* lookThrough(sight: Sight): Iterable<Seen> {
  const words = sight.targets.flatMap(({ name, words }) => [name.table, ...words]);
  const pattern = new RegExp(`(?<![\\w$])(?:${[...new Set(words)].map(escaped).join('|')})(?![\\w$])`, 'gi');
  const offsets = [...sight.tree.text.matchAll(pattern)].map(({ index }) => index);
  const holdsOne = ({ pos, end }: ts.Node): boolean => (offsets[firstFrom(offsets, pos)] ?? end) < end;
  for (const node of walk(sight.tree, holdsOne)) {
    yield* properties(node, sight);
    yield* declarations(node, sight);
    yield* keys(node, sight);
    yield* modelCalls(node, sight);
    yield* queryNames(node, sight);
    yield* rowStrings(node, sight);
    yield* textAccess(node, sight);
    yield* tellingTexts(node, sight);
    yield* usesOfTables(node, sight);
    yield* embeddedSql(node, sight);
  }
}

/** The index of the first of the sorted offsets that is not before a position. */
function firstFrom(offsets: readonly number[], position: number): number {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
