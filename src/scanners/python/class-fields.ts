import type { Sight } from './sight.ts';
import { isColumn, type Target } from './target.ts';
import type { Type } from './types.ts';

/** Why a field of a class is the target's column: the class is the table's model or mirrors it. */
export function whyOfClass(
  type: Extract<Type, { facts: unknown }>,
  name: string,
  target: Target,
  { inference, mirrors }: Sight,
): string | null {
  const model = inference.modelOf(type);
  if (!model) return mirrors.why(type.facts, name, target);
  return isColumn(model, name, target.name) ? `${model.facts.name} is the model of ${target.name.table}` : null;
}
