import type { Node } from 'web-tree-sitter';
import { enclosing } from './bindings.ts';
import { positional } from './calls.ts';
import type { Inference } from './inference.ts';

/** Calls that are given a statement's values. */
export const ofStatement = new Set([
  'values',
  'update',
  'bulk_insert_mappings',
  'bulk_update_mappings',
  'execute',
  'set_',
]);

/** The table that a call's statement is on: its receiver's, or its first argument's. */
export function entityOf(call: Node, inference: Inference): string | null {
  const receiver = call.childForFieldName('function')?.childForFieldName('object');
  const outer = receiver ? null : enclosing(call, 'call')?.childForFieldName('function')?.childForFieldName('object');
  for (const node of [receiver, outer, ...positional(call)]) {
    const type = node ? inference.typeOf(node) : null;
    if (type?.kind === 'table') return type.table;
    const model = inference.modelOf(type);
    if (model && type?.kind !== 'row') return model.table;
  }
  return null;
}
