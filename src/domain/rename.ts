import type { Span } from './location.ts';
import type { Reference } from './reference.ts';
import { camel } from './words.ts';

/** A file as it would be, and what was changed in it. */
interface RenamedFile {
  readonly file: string;
  readonly text: string;
  readonly edits: readonly Edit[];
}

interface Edit {
  readonly line: number;
  readonly was: string;
  readonly is: string;
}

/** A file's text; in words, why the file may not be written. */
export type Writable = { readonly text: string } | { readonly why: string };

/** A place that keeps the old name, and why. */
interface Kept {
  readonly reference: Reference;
  readonly why: string;
}

export interface Renaming {
  readonly files: readonly RenamedFile[];
  readonly kept: readonly Kept[];
}

/** The code with another name for a table or column, where it certainly names it and where the name stands is known to the letter. */
export function rename(references: readonly Reference[], to: string, texts: ReadonlyMap<string, Writable>): Renaming {
  const files: RenamedFile[] = [];
  const kept: Kept[] = [];
  for (const [file, own] of Map.groupBy(references, (each) => each.file)) {
    const content = texts.get(file) ?? { why: 'the file cannot be read' };
    const lines = 'text' in content ? content.text.split('\n') : [];
    const edits: (Edit & { readonly span: Span })[] = [];
    for (const reference of own) {
      const judged = 'why' in content ? content.why : editOf(reference, to, lines[reference.line - 1] ?? '');
      if (typeof judged === 'string') kept.push({ reference, why: judged });
      else if (!edits.some((each) => each.line === judged.line && each.span.start === judged.span.start))
        edits.push(judged);
    }
    if (edits.length > 0) files.push({ file, text: edited(lines, edits), edits });
  }
  return { files, kept };
}

/** What is to be written instead; in words, why nothing is. */
function editOf(reference: Reference, to: string, line: string): (Edit & { readonly span: Span }) | string {
  const { certainty, kind, span } = reference;
  if (certainty !== 'certain') return `it is only ${certainty}: ${reference.why}`;
  if (!span) return 'where in the line it stands is not known to the letter';
  const was = line.slice(span.start - 1, span.end - 1);
  const is = spelt(was, reference.column ?? reference.table, to);
  if (is === null) return `it is called ${was} there`;
  const isShort = (kind === 'destructuring' || kind === 'key') && !/^["'`]?\s*:/.test(line.slice(span.end - 1));
  return { line: reference.line, span, was, is: isShort ? `${is}: ${was}` : is };
}

/** The new name as the old one is spelt; null where it is spelt in no known way. */
function spelt(was: string, name: string, to: string): string | null {
  if (was.toLowerCase() === name.toLowerCase()) return to;
  return was === camel(name) ? camel(to) : null;
}

function edited(lines: readonly string[], edits: readonly (Edit & { readonly span: Span })[]): string {
  const all = [...lines];
  for (const { line, span, is } of edits.toSorted((a, b) => b.span.start - a.span.start)) {
    const text = all[line - 1] ?? '';
    all[line - 1] = `${text.slice(0, span.start - 1)}${is}${text.slice(span.end - 1)}`;
  }
  return all.join('\n');
}
