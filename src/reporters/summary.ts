import { harmlessDeep } from './harmless.ts';
import { outcome } from './headline.ts';
import type { Links } from './links.ts';
import { errorText, noteItems, unknownItems } from './markdown/asides.ts';
import { contextOf } from './markdown/context.ts';
import { line } from './markdown/escape.ts';
import { fittingFindings } from './markdown/findings.ts';
import { Room } from './markdown/fitting.ts';
import { planItems } from './markdown/plan.ts';
import { sqlTexts, stepsText } from './markdown/walked.ts';
import type { Report } from './report.ts';
import type { ReadSource } from './reporter.ts';
import { count, listed, time, verdictWords } from './words.ts';

export interface SummaryOptions {
  readonly readSource: ReadSource;
  /** Null: places are named, not linked. */
  readonly links: Links | null;
  /** The most it may have, in UTF-8 bytes: 65,535 for a check run, 1,048,576 for a job summary; null for no limit. At least 20,000. */
  readonly limit: number | null;
}

/** More than this of a kind is counted. */
const mostItems = 50;

/**
 * The whole run as GitHub's Markdown: the verdict in one sentence, the plan, the findings by revision, what was walked and the SQL that ran.
 * What has no room is left out whole, the mildest findings first, and counted.
 */
export async function summary(given: Report, { readSource, links, limit }: SummaryOptions): Promise<string> {
  const report = harmlessDeep(given);
  const context = contextOf(report, links, readSource);
  const room = new Room(limit);
  const leftOut: string[] = [];
  const whole = (one: string, many: string, texts: readonly string[]): readonly string[] => {
    const taken = texts.filter((text) => room.take(text));
    if (taken.length < texts.length) leftOut.push(count(texts.length - taken.length, one, many));
    return taken;
  };

  const opening = [
    ...whole('verdict', 'verdicts', [verdictSentence(report)]),
    ...whole('error', 'errors', present(errorText(context))),
    room.list('### Could not be learned', unknownItems(context, true), mostItems),
    room.list('### Plan', planItems(context), mostItems),
  ];
  const steps = whole('table of steps', 'tables of steps', present(stepsText(context)));
  const { texts, left } = await fittingFindings(context, room);
  const sql = whole('list of SQL', 'lists of SQL', sqlTexts(context));
  const asides = whole('list of notes', 'lists of notes', [
    ...folded('Could not be learned, of no weight for the verdict', unknownItems(context, false)),
    ...folded('Notes', noteItems(context)),
  ]);
  if (left > 0) leftOut.unshift(count(left, 'finding'));
  const missing =
    leftOut.length === 0 ? [] : [`**Not shown here** for want of room: ${listed(leftOut)}. The report has all.`];
  return `${[...opening, ...texts, ...missing, ...steps, ...sql, ...asides].filter(Boolean).join('\n\n')}\n`;
}

/** `**Fail.** 2 errors; 1 revision walked on SQLite 3.45.1 in 1.4 s.` */
export const verdictSentence = (report: Report): string =>
  `**${verdictWords[report.verdict]}.** ${line(outcome(report))} in ${time(report.durationMs)}.`;

function folded(name: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  const left = items.length - mostItems;
  const list = [...items.slice(0, mostItems), ...(left > 0 ? [`- and ${left} more, in the report`] : [])];
  return [`<details><summary>${name} (${items.length})</summary>\n\n${list.join('\n')}\n\n</details>`];
}

const present = (text: string): readonly string[] => (text === '' ? [] : [text]);
