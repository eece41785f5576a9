import type { Node } from 'web-tree-sitter';
import { looksLike } from './attribute-access.ts';
import { calledName, keywords, lastSegment } from './calls.ts';
import { type Seen, type Sight, seen } from './sight.ts';
import { isColumn, type Target } from './target.ts';

/** Methods of a statement or query whose keywords are columns. */
const byKeyword = new Set(['filter_by', 'values', 'update', 'get_or_create', 'update_or_create']);

/** `Tenant(config=…)`, `query.filter_by(config=…)`, `update(Tenant).values(config=…)`. */
export function* namedArguments({ around, inference, mirrors, targets }: Sight): Iterable<Seen> {
  const columns = targets.filter(({ name }) => name.column !== null);
  const words = new Set(columns.flatMap((target) => [...target.words]));
  for (const call of around('call')) {
    for (const argument of keywords(call)) {
      const name = argument.childForFieldName('name')?.text ?? '';
      if (!words.has(name)) continue;
      for (const target of columns.filter((each) => each.words.has(name))) {
        const found = judge(call, name, target, { inference, mirrors });
        if (found) yield seen(target, argument, found.certainty, 'keyword argument', found.why);
      }
    }
  }
}

/** Whether a keyword of a call is the target's column. */
export function judge(
  call: Node,
  keyword: string,
  target: Target,
  { inference, mirrors }: Pick<Sight, 'inference' | 'mirrors'>,
): { readonly certainty: 'certain' | 'likely'; readonly why: string } | null {
  const called = call.childForFieldName('function');
  if (!called) return null;
  const { table, column } = target.name;
  const type = inference.typeOf(called);
  const model = type?.kind === 'class' ? inference.modelOf(type) : null;
  if (model)
    return isColumn(model, keyword, target.name)
      ? { certainty: 'certain', why: `${model.facts.name} is the model of ${table}` }
      : null;
  if (type?.kind === 'class') {
    const why = mirrors.why(type.facts, keyword, target);
    return why === null ? null : { certainty: 'likely', why };
  }
  if (called.type === 'attribute') {
    const method = called.childForFieldName('attribute')?.text ?? '';
    const object = called.childForFieldName('object');
    const receiver = object && inference.typeOf(object);
    const entity = receiver ? inference.modelOf(receiver) : null;
    if (byKeyword.has(method) && receiver?.kind === 'table' && receiver.table === table && keyword === column)
      return { certainty: 'certain', why: `the statement is on ${table}` };
    if (byKeyword.has(method) && entity && receiver?.kind === 'query')
      return isColumn(entity, keyword, target.name)
        ? { certainty: 'certain', why: `the statement is on ${entity.facts.name}, the model of ${table}` }
        : null;
    if (entity && receiver?.kind === 'class' && isColumn(entity, keyword, target.name))
      return { certainty: 'likely', why: `${entity.facts.name} is the model of ${table}` };
    if (byKeyword.has(method) && receiver === null && object && namesModel(object.text, target))
      return { certainty: 'likely', why: `the statement names the model of ${table}` };
  }
  const name = lastSegment(calledName(call));
  const factory = target.models.find(({ facts }) => name === `${facts.name}Factory`);
  if (factory) return { certainty: 'likely', why: `${name} makes rows of ${table}` };
  if (type === null && keyword === column && /^[A-Z]/.test(name) && looksLike(called, target))
    return { certainty: 'likely', why: `${name} is called like the model of ${table}` };
  return null;
}

const namesModel = (text: string, { models }: Target): boolean =>
  models.some(({ facts }) => new RegExp(`\\b${facts.name}\\b`).test(text));
