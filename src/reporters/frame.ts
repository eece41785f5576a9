import { codeFrameColumns } from '@babel/code-frame';
import type { Span } from '../domain/location.ts';
import { escaped } from '../domain/mentions.ts';
import { harmless } from './harmless.ts';

/** Wider lines are cut: a frame shows where, not everything. */
const widest = 160;

/** What is underlined in a line, and what is said of it. */
export interface Mark {
  /** Where it stands; null: it is looked for. */
  readonly span: Span | null;
  /** As it may be spelt in the code. The first that stands there is underlined; where none does, the line's beginning is. */
  readonly names: readonly string[];
  readonly message: string;
}

/** The line with two on either side, marked by `>`; null when the source has no such line. */
export function codeFrame(source: string, line: number, mark: Mark | null = null): string | null {
  const lines = shownAs(source).split('\n');
  if (line < 1 || line > lines.length) return null;
  const shown = lines.map((text) => (text.length > widest ? `${text.slice(0, widest - 1)}…` : text));
  const own = source.split('\n')[line - 1] ?? '';
  const place = mark && ((mark.span && shownSpan(own, mark.span)) ?? placeOf(shown[line - 1] ?? '', mark.names));
  const start = { line, column: place?.start ?? (lines[line - 1] ?? '').search(/\S|$/) };
  return codeFrameColumns(shown.join('\n'), place ? { start, end: { line, column: place.end } } : { start }, {
    highlightCode: false,
    linesAbove: 2,
    linesBelow: 2,
    ...(place && mark && { message: mark.message }),
  });
}

const shownAs = (text: string): string => harmless(text).replaceAll('\t', '    ');

/** Columns in the line as it is shown, from 0; null behind where it is cut. */
function shownSpan(line: string, { start, end }: Span): { readonly start: number; readonly end: number } | null {
  const from = shownAs(line.slice(0, start - 1)).length;
  const to = from + shownAs(line.slice(start - 1, end - 1)).length;
  return to < widest ? { start: from, end: to } : null;
}

/** Columns from 0, the end not included: of the name behind a dot or in quotes, else of the first one that stands alone. */
function placeOf(text: string, names: readonly string[]): { readonly start: number; readonly end: number } | null {
  const patterns = names.flatMap((name) => [`(?<=[.\\[]["'\`]?)${word(name)}`, `(?<=["'\`])${word(name)}`]);
  for (const pattern of [...patterns, ...names.map(word)]) {
    const match = new RegExp(pattern, 'i').exec(text);
    if (match) return { start: match.index, end: match.index + match[0].length };
  }
  return null;
}

const word = (name: string): string => `(?<![\\w$])${escaped(name)}(?![\\w$])`;
