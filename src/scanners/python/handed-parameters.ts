import type { Node } from 'web-tree-sitter';
import { enclosing, parameterNamed } from './bindings.ts';
import { calledName, keywords, lastSegment } from './calls.ts';
import { functionGivenBy } from './returned.ts';
import { type Seen, type Sight, seen } from './sight.ts';
import { isColumn, type Target } from './target.ts';

/** A function that has a parameter called like a column. */
interface Taker {
  /** By what it is called: its own name, its class's, that of the function which gives it. */
  readonly names: readonly string[];
  readonly target: Target['name'];
  /** Whether it makes the column of what it is given. */
  isWriting: boolean;
}

/** A call that gives something under the column's name. */
interface Giving {
  readonly path: string;
  /** The function that is called. */
  readonly to: string;
  readonly seen: Seen;
  /** The function in which the call hands on its own parameter of that name. */
  readonly by: Taker | null;
  /** Whether the call makes or finds a row of the table, by what it gives back or by what it is called and given. */
  readonly isForRow: boolean;
}

/** What one file holds of both. */
export interface Handed {
  readonly takers: readonly Taker[];
  readonly givings: readonly Giving[];
}

/** @param found what was found in the file */
export function handedIn(sight: Sight, found: readonly Seen[]): Handed {
  const takers = new Map<string, Taker>();
  const takerAround = (node: Node, target: Target): Taker | null => {
    const definition = enclosing(node, 'function_definition');
    if (!definition || !parameterNamed(definition, node.text)) return null;
    const key = `${definition.id} ${node.text}`;
    const taker = takers.get(key) ?? { names: callingsOf(definition), target: target.name, isWriting: false };
    takers.set(key, taker);
    return taker;
  };
  const isFound = (target: Target, line: number) =>
    found.some((each) => each.name === target.name && each.line === line);
  const columns = sight.targets.filter(({ name }) => name.column !== null);
  for (const node of sight.around('identifier'))
    for (const target of columns.filter(({ words }) => words.has(node.text))) {
      const taker = takerAround(node, target);
      const holder = taker && holderOf(node);
      if (holder && isFound(target, holder.startPosition.row + 1)) taker.isWriting = true;
    }
  const givings = sight.around('call').flatMap((call) =>
    keywords(call).flatMap((argument) => {
      const name = argument.childForFieldName('name')?.text ?? '';
      const value = argument.childForFieldName('value');
      const to = lastSegment(calledName(call));
      if (to === '') return [];
      return columns
        .filter(({ words }) => words.has(name))
        .flatMap((target): readonly Giving[] => {
          const place = seen(target, argument, 'likely', 'keyword argument', `${to} makes the column of it`);
          if (isFound(target, place.line)) return [];
          const by = value?.type === 'identifier' && value.text === name ? takerAround(value, target) : null;
          return [{ path: sight.facts.path, to, seen: place, by, isForRow: isForRow(call, name, target, sight) }];
        });
    }),
  );
  return { takers: [...takers.values()], givings };
}

/**
 * Calls that give a function what it writes to the column under the column's name: `create_tenant(config=1)` where that says `Tenant(config=config)`, or where it
 * takes whatever it is given and gives back a tenant. Known only when all files were looked through, for the function may stand in any of them.
 */
export function whatIsHanded(all: readonly Handed[]): readonly Pick<Giving, 'path' | 'seen'>[] {
  const takers = all.flatMap((each) => each.takers);
  const left = new Set(all.flatMap((each) => each.givings));
  /** Every function of that name that takes it makes the column of it. */
  const isWriting = ({ to, seen: { name }, isForRow }: Giving): boolean => {
    const own = takers.filter((taker) => taker.target === name && taker.names.includes(to));
    return own.length > 0 ? own.every((taker) => taker.isWriting) : isForRow;
  };
  const given: Giving[] = [];
  for (let isMore = true; isMore; ) {
    isMore = false;
    for (const giving of left) {
      if (!isWriting(giving)) continue;
      isMore = true;
      left.delete(giving);
      given.push(giving);
      if (giving.by) giving.by.isWriting = true;
    }
  }
  return given;
}

function callingsOf(definition: Node): readonly string[] {
  const name = definition.childForFieldName('name')?.text ?? '';
  const holder = enclosing(definition, 'function_definition', 'class_definition');
  const isGiven = name === '__init__' || (holder && functionGivenBy(holder)?.id === definition.id);
  const outer = isGiven ? holder?.childForFieldName('name')?.text : undefined;
  return outer === undefined ? [name] : [name, outer];
}

/** Whether what a call gives back is a row that has the column, or it is called by the rows and given columns of theirs. */
function isForRow(call: Node, name: string, target: Target, { inference, catalog }: Sight): boolean {
  const type = inference.typeOf(call);
  const model = type?.kind === 'row' ? inference.modelOf(type) : null;
  if (model) return isColumn(model, name, target.name);
  const { table } = target.name;
  const { matched, share } = catalog.fit(
    table,
    keywords(call).map((each) => each.childForFieldName('name')?.text ?? ''),
  );
  return type === null && matched >= 2 && share >= 0.5 && catalog.handles(lastSegment(calledName(call)), table);
}

/** What a value goes through on its way into an argument, a key or an assignment: `config or {}`, `dumps(config)`. */
const through = new Set([
  'boolean_operator',
  'conditional_expression',
  'parenthesized_expression',
  'await',
  'argument_list',
  'call',
  'list',
  'tuple',
]);

/** The argument, pair or assignment of whose value a name is a part, or the comparison with what is called so. */
function holderOf(node: Node): Node | null {
  const { parent } = node;
  if (!parent) return null;
  const field = { keyword_argument: 'value', pair: 'value', assignment: 'right' }[parent.type];
  if (parent.type === 'comparison_operator') return isComparedWith(node.text, parent) ? parent : null;
  if (field !== undefined) return parent.childForFieldName(field)?.id === node.id ? parent : null;
  return through.has(parent.type) ? holderOf(parent) : null;
}

/** `Tenant.config == config` */
const isComparedWith = (name: string, comparison: Node): boolean =>
  comparison.namedChildren.some((side) => side.childForFieldName('attribute')?.text === name);
