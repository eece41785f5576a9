import { plural, singular } from '../row-names.ts';
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
  for (const { facts, table } of models.all()) {
    const names = new Set([...tableNamesFor(facts.name).slice(0, 1), singular(table)]);
    for (const name of names) {
      known.set(name, known.has(name) ? null : { kind: 'row', facts });
      known.set(plural(name), known.has(plural(name)) ? null : { kind: 'rows', facts });
    }
  }
  return (name) => known.get(bareName(name)) ?? null;
}
