/** A name in a document. */
export interface Field {
  readonly name: string;
  /** Offset in the text. */
  readonly at: number;
}

/** What an operation or a fragment asks of one field or type. */
export interface Selection {
  /** The field whose rows these are, or the fragment's type; null at the top of an operation. */
  readonly of: string | null;
  readonly fields: readonly Field[];
}

/** Fields that lists and answers are wrapped in: what is selected in them is of what is around. */
const wraps = /^(?:nodes?|edges|items|rows|results?|data|records|list|values|objects)$/i;

const ignored = /#[^\n]*|"(?:[^"\\\n]|\\.)*"|@\w+|\$\{[^}]*\}/g;

/** Alias, arguments and `on Type` count to the name they stand at. */
const token = /(?<alias>[A-Za-z_]\w*)\s*:|\.\.\.\s*on\s+(?<on>\w+)|\.\.\.\s*\w+|(?<name>[A-Za-z_]\w*)|(?<mark>[{}])/g;

const operation = /\b(?:query|mutation|subscription|fragment\s+\w+\s+on\s+(?<type>\w+))\b[^{}]*\{|^\s*\{/g;

/** What the operations and fragments of a text select, however deep. */
export function selectionsIn(text: string): readonly Selection[] {
  const plain = withoutArguments(text.replace(ignored, blank));
  const found: Selection[] = [];
  let end = 0;
  for (const { 0: head, index, groups } of plain.matchAll(operation)) {
    if (index < end) continue;
    end = read(plain, index + head.length, groups?.type ?? null, found);
  }
  return found;
}

/** @returns where the selection ends that begins at an offset */
function read(text: string, start: number, of: string | null, found: Selection[]): number {
  const open: { readonly of: string | null; readonly fields: Field[]; last: string | null }[] = [
    { of, fields: [], last: null },
  ];
  token.lastIndex = start;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const inner = open.at(-1);
    if (!inner) break;
    const { on, name, mark } = match.groups ?? {};
    if (on !== undefined) inner.last = on;
    else if (name !== undefined) {
      inner.fields.push({ name, at: match.index });
      inner.last = name;
    } else if (mark === '{') {
      const isWrap = inner.last !== null && wraps.test(inner.last);
      open.push({ of: isWrap ? inner.of : inner.last, fields: [], last: null });
    } else if (mark === '}') {
      found.push(inner);
      open.pop();
      if (open.length === 0) return token.lastIndex;
    }
  }
  return text.length;
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** Blanks what stands in parentheses, from the innermost ones outwards. */
function withoutArguments(text: string): string {
  const less = text.replace(/\([^()]*\)/g, blank);
  return less === text ? text : withoutArguments(less);
}
