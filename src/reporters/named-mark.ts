import type { Span } from '../domain/location.ts';
import { dotted } from '../domain/reference.ts';
import type { Mark } from './frame.ts';
import type { Report, ReportFinding } from './report.ts';

type ReportReference = Report['references'][number];

/** `customers.name` in a line that names it. */
export const referenceMark = (reference: ReportReference): Mark => ({
  span: spanOf(reference),
  names: spelt(reference.column ?? reference.table),
  message: `${reference.column === null ? 'table' : 'column'} ${dotted(reference)}`,
});

/** Where in the line the name stands; null where that is not known. */
export const spanOf = ({ startColumn, endColumn }: ReportReference): Span | null =>
  startColumn === null || endColumn === null ? null : { start: startColumn, end: endColumn };

/** The reference that a finding about a line of code is about; null for findings that are about something else. */
export function referenceOf(
  report: Report,
  { file, line, commit, check, causes }: ReportFinding,
): ReportReference | null {
  const own = byLine(report).get(keyOf({ file, line, commit }));
  const cause = own && causes.find((each) => each.check === check);
  return own?.find((each) => cause?.what.includes(`\`${dotted(each)}\``)) ?? null;
}

const known = new WeakMap<Report, ReadonlyMap<string, readonly ReportReference[]>>();

function byLine(report: Report): ReadonlyMap<string, readonly ReportReference[]> {
  const lines = known.get(report) ?? Map.groupBy(report.references, keyOf);
  known.set(report, lines);
  return lines;
}

const keyOf = ({ file, line, commit }: Pick<ReportFinding, 'file' | 'line'> & { readonly commit: string }): string =>
  JSON.stringify([file, line, commit]);

/** What is underlined in a finding's line, and what is said of it. */
export function findingMark(report: Report, finding: ReportFinding): Mark | null {
  const reference = referenceOf(report, finding);
  const cause = finding.causes.find((each) => each.check === finding.check);
  if (!reference || !cause) return null;
  const said = cause.what.replaceAll('`', '').replace(/\.$/, '');
  return { ...referenceMark(reference), message: said.charAt(0).toLowerCase() + said.slice(1) };
}

/** As languages spell a column: `network_code`, `networkCode`. */
const spelt = (name: string): readonly string[] => [
  name,
  name.replace(/(?<=[a-z0-9])_+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase()),
];
