import { dotted } from '../domain/reference.ts';
import type { Mark } from './frame.ts';
import type { Report, ReportFinding } from './report.ts';

type ReportReference = Report['references'][number];

/** `customers.name` in a line that names it. */
export const referenceMark = (reference: ReportReference): Mark => ({
  names: spelt(reference.column ?? reference.table),
  message: `${reference.column === null ? 'table' : 'column'} ${dotted(reference)}`,
});

/** What a finding about a line of code is about; null for findings that are about something else. */
export function findingMark({ references }: Report, { file, line, commit, check, causes }: ReportFinding): Mark | null {
  const cause = causes.find((each) => each.check === check);
  const reference = references.find(
    (each) =>
      each.file === file && each.line === line && each.commit === commit && cause?.what.includes(`\`${dotted(each)}\``),
  );
  if (!reference || !cause) return null;
  const said = cause.what.replaceAll('`', '').replace(/\.$/, '');
  return { ...referenceMark(reference), message: said.charAt(0).toLowerCase() + said.slice(1) };
}

/** As languages spell a column: `network_code`, `networkCode`. */
const spelt = (name: string): readonly string[] => [
  name,
  name.replace(/(?<=[a-z0-9])_+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase()),
];
