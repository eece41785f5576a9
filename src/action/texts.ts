import { progressWords } from '../cli/progress-words.ts';
import type { ProgressEvent } from '../domain/progress.ts';
import type { CheckRunTexts, Conclusion } from '../github/check-run.ts';
import { type Annotation, annotations } from '../reporters/annotations.ts';
import { line } from '../reporters/markdown/escape.ts';
import type { Report } from '../reporters/report.ts';
import { clip } from '../reporters/size.ts';
import { type SummaryOptions, summary } from '../reporters/summary.ts';
import { title } from '../reporters/title.ts';

export const begun: CheckRunTexts = { title: 'Looking for what is new', summary: 'The gate is at work.' };

/** What is being done; ids of revisions are foreign text. */
export function atWork(event: ProgressEvent): CheckRunTexts {
  const words = progressWords(event);
  return { title: clip(words, titleLength), summary: line(words) };
}

export const cancelled: CheckRunTexts = {
  title: 'Cancelled',
  summary: 'The run was stopped before it came to a verdict. Run it again.',
};

/** GitHub's limit, in characters. */
const titleLength = 255;
/** GitHub's limit for the summary of a check run, in characters; bytes are never fewer. */
const summaryBytes = 65_535;
/** On one check run; more is never looked at. */
const mostAnnotations = 250;
const roomForOmission = 200;

export interface Posting {
  readonly texts: CheckRunTexts;
  readonly annotations: readonly Annotation[];
}

/** A report as a check run shows it. */
export async function posting(report: Report, options: Omit<SummaryOptions, 'limit'>): Promise<Posting> {
  const all = annotations(report).filter(({ path }) => isInside(path));
  const shown = all.slice(0, mostAnnotations);
  const omitted = all.length - shown.length;
  const text = await summary(report, { ...options, limit: summaryBytes - roomForOmission });
  const omission = `\n${omitted} more findings have no annotation: the ${mostAnnotations} most severe have. The report has all.\n`;
  return {
    texts: { title: title(report), summary: omitted > 0 ? text + omission : text },
    annotations: shown,
  };
}

/** A published report was written by others: GitHub shows nothing that lies elsewhere. */
const isInside = (path: string): boolean => !path.startsWith('/') && !path.split('/').includes('..');

export function conclusionOf({ verdict, error }: Report, inconclusive: 'fail' | 'allow'): Conclusion {
  if (error?.code === 'interrupted') return 'cancelled';
  if (verdict === 'inconclusive') return inconclusive === 'allow' && error === null ? 'neutral' : 'failure';
  return verdict === 'pass' ? 'success' : 'failure';
}
