import type { Report } from '../report.ts';
import { place } from '../words.ts';
import { labelled, prose, type Style } from './style.ts';

/** What could not be learned: the decisive ones first, for they keep the verdict from being a pass. */
export function unknownsBlock({ unknowns }: Report, style: Style): readonly string[] {
  if (unknowns.length === 0) return [];
  const sorted = unknowns.toSorted((one, other) => Number(other.decisive) - Number(one.decisive));
  return [
    style.bold('Could not be learned'),
    ...sorted.flatMap((unknown) => [
      ...item(`${unknown.what}${located(unknown)}${unknown.decisive ? '' : ' (of no weight for the verdict)'}`, style),
      ...labelled('  why', unknown.why, style),
    ]),
  ];
}

export function notesBlock({ notes }: Report, style: Style): readonly string[] {
  if (notes.length === 0) return [];
  return [style.bold('Notes'), ...notes.flatMap((note) => item(`${note.what}${located(note)}`, style))];
}

/** What kept the gate from running. A hint of several lines is there to be pasted: it is neither wrapped nor indented. */
export function errorBlock({ code, message, hint }: NonNullable<Report['error']>, style: Style): readonly string[] {
  const way = hint.includes('\n') ? [`  ${style.bold('fix')}`, '', ...hint.split('\n')] : labelled('fix', hint, style);
  return [
    `${style.bad(style.bold('error'))}  ${style.bold(code)}  ${ended(code)}`,
    ...labelled('what', message, style),
    ...way,
  ];
}

const ended = (code: string): string =>
  code === 'internal'
    ? 'a bug of migration-gate'
    : code === 'interrupted'
      ? 'the gate was stopped'
      : 'the gate could not run';

const item = (text: string, { width }: Style): readonly string[] =>
  prose(text, width - 4).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`.trimEnd());

const located = (at: { readonly file: string | null; readonly line: number | null }): string =>
  at.file === null ? '' : ` (${place(at)})`;
