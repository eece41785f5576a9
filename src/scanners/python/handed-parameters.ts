import type { Node } from 'web-tree-sitter';
import { enclosing, parameterNamed } from './bindings.ts';
import { calledName, keywords, lastSegment } from './calls.ts';
import { type Seen, type Sight, seen } from './sight.ts';
import type { Target } from './target.ts';

/** A function that has a parameter called like a column. */
interface Taker {
  readonly name: string;
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
}

/**
 * Calls that give a function what it writes to the column under the column's name: `create_tenant(config=1)` where that says `Tenant(config=config)`. Known
 * only when all files were looked through, for the function may stand in any of them.
 */
export class HandedParameters {
  readonly #takers: Taker[] = [];
  readonly #givings: Giving[] = [];

  /** Takes down what a file holds. @param found what was found in it */
  look(sight: Sight, found: readonly Seen[]): void {
    const takers = new Map<string, Taker>();
    const takerAround = (node: Node, target: Target): Taker | null => {
      const definition = enclosing(node, 'function_definition');
      if (!definition || !parameterNamed(definition, node.text)) return null;
      const key = `${definition.id} ${node.text}`;
      const name = definition.childForFieldName('name')?.text ?? '';
      const taker = takers.get(key) ?? { name, target: target.name, isWriting: false };
      takers.set(key, taker);
      return taker;
    };
    const columns = sight.targets.filter(({ name }) => name.column !== null);
    for (const node of sight.around('identifier'))
      for (const target of columns.filter(({ words }) => words.has(node.text))) {
        const taker = takerAround(node, target);
        const line = node.startPosition.row + 1;
        const isWritten = isGiven(node) && found.some((each) => each.name === target.name && each.line === line);
        if (taker && isWritten) taker.isWriting = true;
      }
    for (const call of sight.around('call'))
      for (const argument of keywords(call)) {
        const name = argument.childForFieldName('name')?.text ?? '';
        const value = argument.childForFieldName('value');
        for (const target of columns.filter(({ words }) => words.has(name))) {
          const to = lastSegment(calledName(call));
          const place = seen(target, argument, 'likely', 'keyword argument', `${to} makes the column of it`);
          const isFound = found.some((each) => each.name === target.name && each.line === place.line);
          const by = value?.type === 'identifier' && value.text === name ? takerAround(value, target) : null;
          if (to !== '' && !isFound) this.#givings.push({ path: sight.facts.path, to, seen: place, by });
        }
      }
    this.#takers.push(...takers.values());
  }

  /** What is found by it: file by file. */
  found(): readonly { readonly path: string; readonly seen: Seen }[] {
    const left = new Set(this.#givings);
    const given: Giving[] = [];
    for (let isMore = true; isMore; ) {
      isMore = false;
      for (const giving of left) {
        if (!this.#isWriting(giving)) continue;
        isMore = true;
        left.delete(giving);
        given.push(giving);
        if (giving.by) giving.by.isWriting = true;
      }
    }
    return given;
  }

  /** Every function of that name that takes it makes the column of it. */
  #isWriting({ to, seen: { name } }: Giving): boolean {
    const own = this.#takers.filter((taker) => taker.name === to && taker.target === name);
    return own.length > 0 && own.every(({ isWriting }) => isWriting);
  }
}

/** Whether a name is the value of an argument, of a key or of an assignment. */
function isGiven({ id, parent }: Node): boolean {
  const field = { keyword_argument: 'value', pair: 'value', assignment: 'right' }[parent?.type ?? ''];
  return field !== undefined && parent?.childForFieldName(field)?.id === id;
}
