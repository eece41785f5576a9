import type { Node } from 'web-tree-sitter';
import { enclosing } from './bindings.ts';
import { type Seen, type Sight, seen } from './sight.ts';
import { isColumn } from './target.ts';

/** A column that the body of its model names: `Index("ix", config)`, `__mapper_args__ = {"polymorphic_on": config}`. */
export function* namesInModels({ around, facts, models, targets }: Sight): Iterable<Seen> {
  const columns = targets.filter(({ name }) => name.column !== null);
  for (const node of around('identifier')) {
    const target = isValue(node) ? columns.find(({ words }) => words.has(node.text)) : undefined;
    const owner = target && enclosing(node, 'class_definition', 'function_definition', 'lambda');
    const own =
      owner?.type === 'class_definition' ? facts.classes.get(owner.childForFieldName('name')?.text ?? '') : null;
    const model = own && models.of(own);
    if (target && model && isColumn(model, node.text, target.name))
      yield seen(target, node, 'certain', 'attribute', `${model.facts.name} is the model of ${target.name.table}`);
  }
}

/** Whether a name stands for its value, and is neither being bound nor the name of an attribute or of an argument. */
function isValue({ id, parent }: Node): boolean {
  if (!parent) return false;
  const field = { assignment: 'left', attribute: 'attribute', keyword_argument: 'name' }[parent.type];
  if (field !== undefined) return parent.childForFieldName(field)?.id !== id;
  return !['function_definition', 'class_definition', 'for_statement', 'aliased_import', 'dotted_name'].includes(
    parent.type,
  );
}
