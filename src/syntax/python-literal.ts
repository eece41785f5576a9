import type { Node } from 'web-tree-sitter';

/** A value written out in a Python file; `undefined` stands for anything that only running the code would tell. */
export type Literal = string | null | readonly (string | null)[];

/** @param names values of names that the file bound to a literal before */
export function literalOf(node: Node, names: ReadonlyMap<string, Literal>): Literal | undefined {
  switch (node.type) {
    case 'none':
      return null;
    case 'identifier':
      return names.get(node.text);
    case 'string':
    case 'concatenated_string':
      return stringOf(node);
    case 'parenthesized_expression':
      return only(node, names);
    case 'tuple':
    case 'list':
    case 'set':
    case 'expression_list':
      return sequenceOf(node, names);
    case 'call':
      return emptySequence(node);
    default:
      return undefined;
  }
}

function only(node: Node, names: ReadonlyMap<string, Literal>): Literal | undefined {
  const inner = node.namedChildren.find((child) => child.type !== 'comment');
  return inner ? literalOf(inner, names) : undefined;
}

function sequenceOf(node: Node, names: ReadonlyMap<string, Literal>): Literal | undefined {
  const items: (string | null)[] = [];
  for (const child of node.namedChildren) {
    if (child.type === 'comment') continue;
    const item = literalOf(child, names);
    if (item === undefined || Array.isArray(item)) return undefined;
    items.push(item as string | null);
  }
  return items;
}

/** `set()`, `tuple()`, `list()`. */
function emptySequence(node: Node): Literal | undefined {
  const name = node.childForFieldName('function')?.text ?? '';
  const bare = node.childForFieldName('arguments')?.namedChildCount === 0;
  return bare && ['set', 'tuple', 'list', 'frozenset'].includes(name) ? [] : undefined;
}

/** The value of a string without interpolations, joined where several stand side by side; undefined for bytes and templates. */
export function stringOf(node: Node): string | undefined {
  if (node.type === 'concatenated_string') {
    const parts = node.namedChildren.filter((child) => child.type === 'string').map(stringOf);
    return parts.some((part) => part === undefined) ? undefined : parts.join('');
  }
  const pieces = stringPieces(node);
  if (pieces.kind !== 'text') return undefined;
  const value = pieces.parts.map((part) => (typeof part === 'string' ? part : undefined));
  return value.some((part) => part === undefined) ? undefined : value.join('');
}

export interface StringPieces {
  readonly kind: 'text' | 'bytes' | 'template';
  /** Decoded text, and the nodes of `{interpolations}` between it. */
  readonly parts: readonly (string | Node)[];
}

/** What a `string` node holds, whatever its quotes, prefix and escapes. */
export function stringPieces(node: Node): StringPieces {
  const prefix = (node.firstChild?.text ?? '').replace(/['"]+$/, '').toLowerCase();
  const formatted = prefix.includes('f') || prefix.includes('t');
  const decode = (text: string): string => {
    const plain = text.replace(/\r\n?/g, '\n');
    const braces = formatted ? plain.replace(/\{\{|\}\}/g, (pair) => pair.charAt(0)) : plain;
    return prefix.includes('r') ? braces : decodeEscapes(braces, prefix.includes('b'));
  };
  const parts = node.namedChildren.flatMap((child): (string | Node)[] => {
    if (child.type === 'string_content') return [decode(child.text)];
    return child.type === 'interpolation' ? [child] : [];
  });
  return { kind: prefix.includes('b') ? 'bytes' : prefix.includes('t') ? 'template' : 'text', parts };
}

const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};
const escapeSequence =
  /\\(?:x(?<hex>[0-9a-fA-F]{2})|u(?<four>[0-9a-fA-F]{4})|U(?<eight>[0-9a-fA-F]{8})|(?<octal>[0-7]{1,3})|(?<one>[\s\S]))/g;

/** `\N{…}` would take the table of all Unicode names: it stays as written, behind a noncharacter, so that it differs from a real backslash and N. */
function decodeEscapes(text: string, bytes: boolean): string {
  return text.replace(escapeSequence, (found, hex, four, eight, octal, one) => {
    if (hex) return String.fromCharCode(Number.parseInt(hex, 16));
    if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
    const code = Number.parseInt(four ?? eight ?? '', 16);
    if (four || eight) return bytes || code > 0x10ffff ? found : String.fromCodePoint(code);
    if (one === 'N' && !bytes) return '\uFFFFN';
    return simple[one] ?? found;
  });
}
