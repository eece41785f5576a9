import { walk } from '../nodes.ts';
import type { Seen, Sight } from '../sight.ts';
import { declarations, keys } from './declarations.ts';
import { modelCalls } from './model-calls.ts';
import { properties } from './properties.ts';
import { queryNames } from './query-names.ts';
import { rowStrings } from './row-strings.ts';
import { embeddedSql } from './sql.ts';
import { usesOfTables } from './tables.ts';

/** Every place of a file that names a target. */
export function* lookThrough(sight: Sight): Iterable<Seen> {
  for (const node of walk(sight.tree)) {
    yield* properties(node, sight);
    yield* declarations(node, sight);
    yield* keys(node, sight);
    yield* modelCalls(node, sight);
    yield* queryNames(node, sight);
    yield* rowStrings(node, sight);
    yield* usesOfTables(node, sight);
    yield* embeddedSql(node, sight);
  }
}
