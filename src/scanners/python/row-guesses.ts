import { plural, singular, withoutVersion } from '../row-names.ts';
import type { Models } from './models.ts';
import { tableNamesFor } from './table-naming.ts';
import type { Type } from './types.ts';

/** Words before the name of a row that change nothing of what it is. */
const before =
  /^(?:current|new|old|db|existing|the|this|my|first|last|target|source|get|orig|original|updated|created|saved|stored|other|test)_/;

/** A variable's name without what says nothing of the row: `_current_tenant` → `tenant`. */
export const bareName = (name: string): string => name.replace(/^_+|_+$/g, '').replace(before, '');

/** Whose row or rows a name calls, where it calls those of one model alone. */
export function rowGuesses(models: Models): (name: string) => Type | null {
  const known = new Map<string, Type | null>();
  const add = (name: string, type: Type): void => {
    known.set(name, known.has(name) ? null : type);
  };
  const all = models.all().map(({ facts, table }) => ({
    facts,
    names: [...new Set([...tableNamesFor(facts.name).slice(0, 1), singular(table)])],
  }));
  const whole = new Set(all.flatMap(({ names }) => names));
  for (const { facts, names } of all)
    for (const name of new Set([...names, ...names.map(withoutVersion).filter((each) => !whole.has(each))])) {
      add(name, { kind: 'row', facts });
      add(plural(name), { kind: 'rows', facts });
    }
  return (name) => known.get(bareName(name)) ?? null;
}
