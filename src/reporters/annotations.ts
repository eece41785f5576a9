import { engineNames } from '../domain/engine-names.ts';
import type { Severity } from '../domain/finding.ts';
import { harmlessDeep } from './harmless.ts';
import { harshestFirst } from './harshest-first.ts';
import { referenceOf, spanOf } from './named-mark.ts';
import { plainText } from './plain-text.ts';
import type { Report, ReportFinding } from './report.ts';
import { clip, clipBytes } from './size.ts';
import { listed, place } from './words.ts';

/** An annotation of a check run, in the words of GitHub's Checks API. */
export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  /** Where in the line the name stands; both from 1, the end included. */
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly title: string;
  readonly message: string;
  readonly raw_details?: string;
}

const levels: Readonly<Record<Severity, Annotation['annotation_level']>> = {
  notice: 'notice',
  warning: 'warning',
  error: 'failure',
};

/** GitHub's limits: characters for the title, bytes for the texts. */
const limits = { title: 255, text: 64 * 1024 };

/**
 * One for each finding and each decisive unknown that has a place at the head, from harsh to mild. A place that only the base has, and what
 * has none, is for the summary.
 */
export function annotations(given: Report): readonly Annotation[] {
  const report = harmlessDeep(given);
  const unknowns = report.unknowns
    .filter(({ decisive }) => decisive)
    .flatMap((unknown) => at(unknown, 'failure', 'could not be learned', `${unknown.what}\n\nWhy: ${unknown.why}`, ''));
  const findings = harshestFirst(report)
    .filter(({ commit }) => commit === 'head')
    .filter(withinLimit())
    .flatMap((finding) =>
      at(finding, levels[finding.severity], titleOf(finding), messageOf(finding), detailsOf(finding)).map(
        (annotation) => ({ ...annotation, ...columnsOf(report, finding) }),
      ),
    );
  return [...unknowns, ...findings];
}

function columnsOf(report: Report, finding: ReportFinding): Pick<Annotation, 'start_column' | 'end_column'> {
  const reference = referenceOf(report, finding);
  const span = reference && spanOf(reference);
  return span ? { start_column: span.start, end_column: span.end - 1 } : {};
}

/** Lines of code that possibly name something are many, and each says little: the summary has the rest. */
const mostNotices = { of: 'dropped-object-unreferenced', count: 10 };

function withinLimit(): (finding: ReportFinding) => boolean {
  let taken = 0;
  return ({ check, severity }) => check !== mostNotices.of || severity !== 'notice' || ++taken <= mostNotices.count;
}

function at(
  { file, line }: Pick<ReportFinding, 'file' | 'line'>,
  level: Annotation['annotation_level'],
  title: string,
  message: string,
  details: string,
): readonly Annotation[] {
  if (file === null) return [];
  return [
    {
      path: file,
      start_line: line ?? 1,
      end_line: line ?? 1,
      annotation_level: level,
      title: clip(title, limits.title),
      message: clipBytes(message, limits.text),
      ...(details === '' ? {} : { raw_details: clipBytes(details, limits.text) }),
    },
  ];
}

function titleOf({ check, revision, engines }: ReportFinding): string {
  const whose = revision === null ? '' : `: revision ${revision}`;
  return `${check}${whose}${engines.length === 0 ? '' : ` on ${listed(engines.map((engine) => engineNames[engine]))}`}`;
}

/** Plain text: fences go, code stays. */
const messageOf = ({ what, why, fix }: ReportFinding): string =>
  [what, `Why: ${why}`, `Fix: ${fix}`].map(plainText).join('\n\n');

/** What else came of it. */
const detailsOf = ({ causes }: ReportFinding): string =>
  causes
    .map((cause) => [`${cause.check}${cause.file === null ? '' : ` (${place(cause)})`}`, cause.what].join('\n'))
    .join('\n\n');
