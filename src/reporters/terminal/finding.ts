import { engineNames } from '../../domain/engine-names.ts';
import { codeFrame } from '../frame.ts';
import { findingMark } from '../named-mark.ts';
import type { Report, ReportFinding } from '../report.ts';
import type { ReadSource } from '../reporter.ts';
import { listed, place } from '../words.ts';
import { labelled, type Style } from './style.ts';

/** Severity, check, revision and engines; the line that did it; what, why, fix; what else came of it. */
export async function findingBlock(
  finding: ReportFinding,
  report: Report,
  readSource: ReadSource,
  style: Style,
  severalProjects: boolean,
): Promise<readonly string[]> {
  const { check, severity, revision, engines, causes } = finding;
  const about = [
    ...(severalProjects ? [finding.project] : []),
    ...(revision === null ? [] : [`revision ${revision}`]),
    ...(engines.length === 0 ? [] : [`on ${listed(engines.map((engine) => engineNames[engine]))}`]),
    ...(finding.population === null || finding.population === 'empty' ? [] : [`with ${finding.population} rows`]),
  ];
  return [
    `${style.severity[severity](style.bold(severity))}  ${style.bold(check)}  ${about.join(' ')}`.trimEnd(),
    ...(await where(finding, report, readSource, style)),
    ...labelled('what', finding.what, style),
    ...labelled('why', finding.why, style),
    ...labelled('fix', finding.fix, style),
    ...causes
      .slice(0, shownCauses)
      .flatMap((cause) =>
        cause.check === check
          ? labelled('by', `${at(cause)}${firstLine(cause.what)}`, style)
          : labelled('also', `${cause.check} ${at(cause)}${firstLine(cause.what)}`, style),
      ),
    ...(causes.length > shownCauses
      ? labelled('also', `${causes.length - shownCauses} more, in the report`, style)
      : []),
  ];
}

/** The rest of a long list is in the report: one missing downgrade of a first revision leaves every table behind. */
const shownCauses = 8;

async function where(
  finding: ReportFinding,
  report: Report,
  readSource: ReadSource,
  style: Style,
): Promise<readonly string[]> {
  if (finding.file === null) return [];
  const source = finding.line === null ? null : await readSource(finding.file, finding.commit);
  const frame =
    source === null || finding.line === null ? null : codeFrame(source, finding.line, findingMark(report, finding));
  const base = finding.commit === 'base' ? style.dim('  as it is at the base') : '';
  return [
    `  ${place(finding)}${base}`,
    ...(frame === null ? [] : ['', ...frame.split('\n').map((line) => `  ${line}`.trimEnd()), '']),
  ];
}

const at = (cause: { readonly file: string | null; readonly line: number | null }): string =>
  cause.file === null ? '' : `(${place(cause)}) `;

const firstLine = (text: string): string => text.split('\n')[0] ?? '';
