import type { Node } from 'web-tree-sitter';
import { bindingOf, enclosing } from './bindings.ts';
import type { Model, Models } from './models.ts';

/**
 * The one model that has all that a function reads of a parameter of which nothing is known. Two attributes at least beside the one that is asked for, one
 * of which few other models have.
 */
export function modelByUse(object: Node, attribute: string, models: Models): Model | null {
  if (object.type !== 'identifier' || bindingOf(object)?.kind !== 'other') return null;
  const read = new Set<string>();
  for (const node of enclosing(object, 'function_definition')?.descendantsOfType('attribute') ?? [])
    if (node.childForFieldName('object')?.text === object.text)
      read.add(node.childForFieldName('attribute')?.text ?? '');
  read.delete(attribute);
  if (read.size < 2) return null;
  const all = models.all();
  const has = (name: string) => (model: Model) => model.attributes.has(name) || model.facts.methods.has(name);
  const [only, ...others] = all.filter((model) => [...read].every((name) => has(name)(model)));
  const isRare = [...read].some((name) => all.filter(has(name)).length <= Math.max(1, all.length * 0.1));
  return only && others.length === 0 && isRare ? only : null;
}
