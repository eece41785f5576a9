import { clip } from '../size.ts';
import { type Context, placeLink } from './context.ts';
import { fenced, line } from './escape.ts';
import { mostCode, prose } from './prose.ts';

/** What kept the gate from running, and the way out; '' when nothing did. */
export function errorText({ report: { error } }: Context): string {
  if (!error) return '';
  const way = error.hint.includes('\n') ? fenced(clip(error.hint, mostCode)) : prose(`What to do: ${error.hint}`);
  return [prose(error.message), way].filter(Boolean).join('\n\n');
}

/** What could not be learned, an item each. @param decisive those that keep the verdict from being a pass, or the others */
export const unknownItems = (context: Context, decisive: boolean): readonly string[] =>
  context.report.unknowns.filter((unknown) => unknown.decisive === decisive).map((unknown) => item(unknown, context));

export const noteItems = (context: Context): readonly string[] =>
  context.report.notes.map((note) => item(note, context));

interface Aside {
  readonly what: string;
  readonly why?: string;
  readonly file: string | null;
  readonly line: number | null;
}

function item(aside: Aside, context: Context): string {
  const at = placeLink(aside, 'head', context);
  const said = [aside.what, aside.why].filter((text) => text !== undefined).map(short);
  return `- ${line(said.join(': '))}${at && ` (${at})`}`;
}

const short = (text: string): string => clip(text.replace(/\s+/g, ' '), 1000);
