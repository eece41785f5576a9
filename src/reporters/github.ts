import type { Severity } from '../domain/finding.ts';
import { type Annotation, annotations } from './annotations.ts';
import { harmlessDeep, inert } from './harmless.ts';
import { standing } from './harshest-first.ts';
import { plainText } from './plain-text.ts';
import type { Report } from './report.ts';
import type { Reporter } from './reporter.ts';
import { title } from './title.ts';

/** A runner shows so many of each kind a step, and drops the rest without a word. */
const mostOfAKind = 10;

/** Workflow commands for any runner that knows GitHub's; what has no room among them is told in plain lines. */
export const github: Reporter = {
  format: 'github',
  machine: true,
  extension: 'txt',
  render: async (given) => {
    const report = harmlessDeep(given);
    const room: Record<Severity, number> = { notice: mostOfAKind, warning: mostOfAKind, error: mostOfAKind };
    const lines = entriesOf(report).map((entry) => {
      room[entry.kind] -= 1;
      return room[entry.kind] >= 0 ? command(entry) : plainLine(entry);
    });
    return `${[...lines, inert(title(report))].join('\n')}\n`;
  },
};

interface Entry {
  readonly kind: Severity;
  readonly title: string;
  readonly file?: string;
  readonly line?: number;
  readonly columns?: readonly [number, number];
  readonly message: string;
}

const kinds: Readonly<Record<Annotation['annotation_level'], Severity>> = {
  notice: 'notice',
  warning: 'warning',
  failure: 'error',
};

/** What stopped the run, then what has a place at the head, then what has none. */
const entriesOf = (report: Report): readonly Entry[] => [
  ...(report.error
    ? [{ kind: 'error', title: report.error.code, message: `${report.error.message}\n${report.error.hint}` } as const]
    : []),
  ...annotations(report).map(({ annotation_level, title, path, start_line, start_column, end_column, message }) => ({
    kind: kinds[annotation_level],
    title,
    file: path,
    line: start_line,
    ...(start_column !== undefined && end_column !== undefined && { columns: [start_column, end_column] as const }),
    message,
  })),
  ...report.unknowns
    .filter(({ decisive, file }) => decisive && file === null)
    .map(
      ({ what, why }): Entry => ({ kind: 'error', title: 'could not be learned', message: `${what}\n\nWhy: ${why}` }),
    ),
  ...standing(report)
    .filter(({ commit, file }) => commit === 'base' || file === null)
    .map(({ severity, check, what, fix }) => ({
      kind: severity,
      title: check,
      message: `${plainText(what)}\n\nFix: ${plainText(fix)}`,
    })),
];

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions: one line whatever is in it. */
function command({ kind, title, file, line, columns, message }: Entry): string {
  const properties = {
    title,
    ...(file === undefined ? {} : { file, line: String(line) }),
    ...(columns && { col: String(columns[0]), endColumn: String(columns[1]) }),
  };
  const given = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(value)}`);
  return `::${kind} ${given.join(',')}::${escapedMessage(message)}`;
}

const plainLine = ({ kind, title, file, line, message }: Entry): string =>
  inert(`${kind} ${title}${file === undefined ? '' : ` (${file}:${line})`}: ${message}`.replace(/\s+/g, ' '));

/** `##[command]` counts anywhere in a line, an escaped one too. */
const escapedMessage = (text: string): string =>
  text
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replace(/#(?=#\w*\[)/g, '# ');

const escapedProperty = (text: string): string => escapedMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
