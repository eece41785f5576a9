import type { Node } from 'web-tree-sitter';
import { looksLike } from './attribute-access.ts';
import { calledName, lastSegment, positional } from './calls.ts';
import type { Sight } from './sight.ts';
import { isColumn, type Target } from './target.ts';
import { ofFactory } from './types.ts';

/** Methods of a statement or query whose keywords are columns. */
const byKeyword = new Set(['filter_by', 'values', 'update', 'get_or_create', 'update_or_create']);

/** Whether a keyword of a call is the target's column. */
export function judgeKeyword(
  call: Node,
  keyword: string,
  target: Target,
  { inference, mirrors, models }: Pick<Sight, 'inference' | 'mirrors' | 'models'>,
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
  const made = type?.kind === 'class' ? models.madeBy(type.facts) : null;
  if (made)
    return isColumn(made, keyword, target.name)
      ? { certainty: 'likely', why: `${called.text} makes rows of ${table}` }
      : null;
  if (type?.kind === 'class') {
    const why = mirrors.why(type.facts, keyword, target);
    return why === null ? null : { certainty: 'likely', why };
  }
  if (called.type === 'attribute') {
    const method = called.childForFieldName('attribute')?.text ?? '';
    const object = called.childForFieldName('object');
    const receiver = object && inference.typeOf(object);
    const maker = receiver?.kind === 'class' && ofFactory.has(method) ? models.madeBy(receiver.facts) : null;
    if (maker)
      return isColumn(maker, keyword, target.name)
        ? { certainty: 'likely', why: `${object?.text} makes rows of ${table}` }
        : null;
    const joined = method === 'filter_by' && object ? joinedLast(object) : null;
    const entity = joined ? inference.modelOf(inference.typeOf(joined)) : receiver ? inference.modelOf(receiver) : null;
    if (joined && !entity) return null;
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

/** What a query was joined with last, of which `filter_by` speaks from there on: `query(Plan).join(Tenant)`. */
function joinedLast(query: Node): Node | null {
  for (let call: Node | null = query; call?.type === 'call'; ) {
    const called: Node | null = call.childForFieldName('function');
    const method = called?.childForFieldName('attribute')?.text ?? '';
    if (method === 'join' || method === 'outerjoin') return positional(call)[0] ?? null;
    call = called?.childForFieldName('object') ?? null;
  }
  return null;
}
