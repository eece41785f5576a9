import { engineNames } from '../../domain/engine-names.ts';
import { codeFrame } from '../frame.ts';
import { findingMark } from '../named-mark.ts';
import type { ReportFinding } from '../report.ts';
import { listed } from '../words.ts';
import { type Context, placeLink } from './context.ts';
import { code, fenced, line } from './escape.ts';
import { prose } from './prose.ts';

/** More than this came of one cause: the report has them all. */
const mostCauses = 20;

/** Severity, check and place; what; the lines around it; why, what to do, what else came of it. */
export async function findingText(finding: ReportFinding, context: Context): Promise<string> {
  const { causes } = finding;
  const parts = [
    [heading(finding), placeLink(finding, finding.commit, context)].filter(Boolean).join(' at '),
    prose(finding.what),
    await frame(finding, context),
    prose(`Why it matters: ${finding.why}`),
    prose(`What to do: ${finding.fix}`),
    [
      ...causes.slice(0, mostCauses).map((cause) => {
        const isOwn = cause.check === finding.check;
        const at = placeLink(cause, isOwn ? 'head' : finding.commit, context);
        return `- ${isOwn ? 'brought about' : `also ${code(cause.check)}`}${at && ` at ${at}`}: ${line(cause.what.split('\n')[0] ?? '')}`;
      }),
      ...(causes.length > mostCauses ? [`- and ${causes.length - mostCauses} more`] : []),
    ].join('\n'),
  ];
  return parts.filter(Boolean).join('\n\n');
}

/** `**error** `downgrade-applies` on Postgres and SQLite`. */
export function heading({ severity, check, engines, population }: ReportFinding): string {
  const where = engines.length === 0 ? '' : ` on ${listed(engines.map((engine) => engineNames[engine]))}`;
  const rows = population === null || population === 'empty' ? '' : ` with ${population} rows`;
  return `**${severity}** ${code(check)}${where}${rows}`;
}

async function frame(finding: ReportFinding, { readSource, report }: Context): Promise<string> {
  const { file, line: at, commit } = finding;
  const source = file === null || at === null ? null : await readSource(file, commit);
  const text = source === null || at === null ? null : codeFrame(source, at, findingMark(report, finding));
  return text === null ? '' : fenced(text);
}
