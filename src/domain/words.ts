import type { SchemaName } from './reference.ts';

/**
 * The words of which one stands in every file that could name this, as whole words: the name as the database has it and as languages spell it, of a
 * table also what one row and its class are called.
 */
export function wordsOf({ table, column }: SchemaName): readonly string[] {
  if (column !== null) return spelt(column);
  const singulars = [table, table.replace(/s$/, ''), table.replace(/es$/, ''), table.replace(/ies$/, 'y')];
  return [...new Set(singulars.flatMap((name) => [...spelt(name), pascal(name)]))];
}

/** `network_code` → `networkCode`. */
export const camel = (name: string): string =>
  name.replace(/(?<=.)_+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
const pascal = (name: string): string => camel(name).replace(/^./, (letter) => letter.toUpperCase());
const spelt = (name: string): readonly string[] => [...new Set([name, camel(name), pascal(name)])];
