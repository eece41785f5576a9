import type { Node, Point } from 'web-tree-sitter';
import { escaped } from '../../domain/mentions.ts';
import { bareTable } from '../../domain/tables.ts';
import type { Target } from './target.ts';

/** The kinds of nodes in which names stand. */
const kinds = ['attribute', 'call', 'identifier', 'string', 'concatenated_string'];

/** Nodes of some kinds in which a word of what is looked for stands, in the order of the text. */
export type NodesAround = (...wanted: readonly string[]) => readonly Node[];

/** Gathers the nodes around the words: of a long file with one of them no more is looked at than what stands around it. */
export function nodesAround(root: Node, text: string, targets: readonly Target[]): NodesAround {
  const nodes = new Map<number, Node>();
  for (const { row, column } of placesOf(text, targets))
    for (const node of root.descendantsOfType(kinds, { row, column }, { row, column: column + 1 }))
      if (!nodes.has(node.id)) nodes.set(node.id, node);
  const all = [...nodes.values()];
  return (...wanted) => all.filter(({ type }) => wanted.includes(type));
}

function placesOf(text: string, targets: readonly Target[]): readonly Point[] {
  const words = new Set(targets.flatMap(({ name, keys }) => [bareTable(name.table), ...keys]));
  // SQL is written in any case, and a line of it may end in an escape: `"SELECT id,\\nconfig"`.
  const pattern = new RegExp(`(?:(?<!\\w)|(?<=\\\\[nrt]))(?:${[...words].map(escaped).join('|')})(?!\\w)`, 'gi');
  const places: Point[] = [];
  let [row, start] = [0, 0];
  for (const { index } of text.matchAll(pattern)) {
    for (let end = text.indexOf('\n', start); end >= 0 && end < index; end = text.indexOf('\n', start)) {
      row += 1;
      start = end + 1;
    }
    places.push({ row, column: index - start });
  }
  return places;
}
