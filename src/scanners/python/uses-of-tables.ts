import type { Node } from 'web-tree-sitter';
import { enclosing } from './bindings.ts';
import { type Seen, type Sight, seen } from './sight.ts';
import { tableFacts } from './table-facts.ts';

/** For a table that goes: where its class or its Core table is used. */
export function* usesOfTables({ around, facts, inference, models, targets }: Sight): Iterable<Seen> {
  const wanted = targets.filter(({ name }) => name.column === null);
  if (wanted.length === 0) return;
  for (const node of around('identifier')) {
    const target = wanted.find(({ words }) => words.has(node.text));
    if (!target || enclosing(node, 'import_from_statement', 'import_statement') || isOwnName(node)) continue;
    const type = inference.typeOf(node);
    const model = type?.kind === 'class' ? inference.modelOf(type) : null;
    if (model?.table === target.name.table || (type?.kind === 'table' && type.table === target.name.table))
      yield seen(target, node, 'certain', 'model', `${node.text} is the model of ${target.name.table}`);
  }
  for (const call of around('call')) {
    const table = tableFacts(call);
    const target = table && wanted.find(({ name }) => models.tableOf(table, facts.path) === name.table);
    if (target) yield seen(target, call, 'certain', 'declaration', `the code declares ${target.name.table}`);
  }
}

const isOwnName = (node: Node): boolean => node.parent?.type === 'class_definition';
