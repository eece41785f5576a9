import type { Node } from 'web-tree-sitter';
import { escaped } from '../../domain/mentions.ts';
import type { Place } from '../place.ts';

/**
 * Where a name stands: the node itself, or the only one of these words in it.
 * @param words how the name may be spelt; none: the node is the name
 */
export function placeOf(
  { startPosition: { row, column }, text }: Node,
  words: ReadonlySet<string> | null = null,
): Place {
  const line = row + 1;
  if (text.includes('\n')) return { line, span: null };
  if (!words || words.has(text)) return { line, span: { start: column + 1, end: column + 1 + text.length } };
  const [only, ...more] = text.matchAll(
    new RegExp(`(?<![\\w$])(?:${[...words].map(escaped).join('|')})(?![\\w$])`, 'g'),
  );
  if (!only || more.length > 0) return { line, span: null };
  const start = column + 1 + only.index;
  return { line, span: { start, end: start + only[0].length } };
}
