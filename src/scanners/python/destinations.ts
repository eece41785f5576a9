import type { Node } from 'web-tree-sitter';
import { enclosing } from './bindings.ts';
import { calledName, lastSegment } from './calls.ts';
import { oncePerNode } from './once-per-node.ts';

/** A call that a value is given to. */
export interface Destination {
  readonly call: Node;
  /** `keywords`: `Tenant(**values)`. `argument`: `create_tenant(values)`, `post(url, json=values)`. */
  readonly as: 'keywords' | 'argument';
}

/** The calls that a value is handed to, by itself or by the variable that holds it. */
export function destinationsOf(value: Node): readonly Destination[] {
  const direct = handedOn(value);
  if (direct) return [direct];
  const left = value.parent?.type === 'assignment' ? value.parent.childForFieldName('left') : null;
  return left?.type === 'identifier' ? destinationsOfName(left) : [];
}

/** The calls that a variable is handed to in its function. */
export function destinationsOfName(name: Node): readonly Destination[] {
  const scope = enclosing(name, 'function_definition', 'module');
  return scope ? givenIn(scope).filter(({ given }) => given === name.text) : [];
}

interface Given extends Destination {
  /** The variable that is given. */
  readonly given: string;
}

/** Every variable that a function hands to a call. */
const givenIn = oncePerNode((scope): readonly Given[] =>
  scope
    .descendantsOfType('argument_list')
    .flatMap((list) => list.namedChildren)
    .flatMap((argument) => {
      const value = argument.type === 'keyword_argument' ? argument.childForFieldName('value') : argument;
      const name = value?.type === 'dictionary_splat' ? value.namedChildren[0] : value;
      const destination = name?.type === 'identifier' ? handedOn(name) : null;
      return destination && name ? [{ ...destination, given: name.text }] : [];
    }),
);

/** Calls that give what they are given on in another form: `post(url, data=json.dumps(values))`. */
const forms = new Set(['dumps', 'dict', 'list', 'deepcopy', 'copy', 'jsonify', 'jsonable_encoder']);

function handedOn(value: Node): Destination | null {
  const { parent } = value;
  if (parent?.type === 'list' || parent?.type === 'keyword_argument' || parent?.type === 'parenthesized_expression')
    return handedOn(parent);
  if (parent?.type === 'dictionary_splat') {
    const call = parent.parent?.type === 'argument_list' ? parent.parent.parent : null;
    return call?.type === 'call' ? { call, as: 'keywords' } : null;
  }
  const call = parent?.type === 'argument_list' ? parent.parent : null;
  if (call?.type !== 'call') return null;
  return forms.has(lastSegment(calledName(call))) ? handedOn(call) : { call, as: 'argument' };
}
