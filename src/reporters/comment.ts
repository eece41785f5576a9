import { harmless, harmlessDeep } from './harmless.ts';
import { harshestFirst } from './harshest-first.ts';
import { encoded, type Links } from './links.ts';
import { errorText, unknownItems } from './markdown/asides.ts';
import { type Context, contextOf, placeLink } from './markdown/context.ts';
import { code, line } from './markdown/escape.ts';
import { heading } from './markdown/finding.ts';
import { Room } from './markdown/fitting.ts';
import type { Report, ReportFinding } from './report.ts';
import { clip } from './size.ts';
import { verdictSentence } from './summary.ts';

export interface CommentOptions {
  /** Tells this gate's comment from another's: the check run's name. */
  readonly name: string;
  readonly links: Links | null;
  /** The page that shows everything: the check run, or the job's. */
  readonly detailsUrl: string | null;
  /** The most it may have, in UTF-8 bytes: 65,536 for GitHub. At least 20,000. */
  readonly limit: number;
}

/** What the comment begins with, and is found again by. */
export const commentMarker = (name: string): string => `<!-- migration-gate: ${encoded(name)} -->`;

/** More than this is not read in a comment. */
const mostItems = 25;

/** The comment on a pull request: the verdict, and a line or two for each finding; a single line when all is well. */
export function comment(given: Report, { name, links, detailsUrl, limit }: CommentOptions): string {
  const report = harmlessDeep(given);
  const context = contextOf(report, links, async () => null);
  const opening = `${commentMarker(name)}\n${code(harmless(name))}: ${verdictSentence(report)}`;
  const room = new Room(limit);
  const texts = [opening, errorText(context)].filter((text) => text !== '' && room.take(text));
  const unknowns = room.list('Could not be learned:', unknownItems(context, true), mostItems);
  const items = harshestFirst(report).map((finding) => item(finding, context));
  const findings = room.list('Findings:', items, mostItems);
  texts.push(...[unknowns, findings].filter(Boolean));
  const isWell = report.verdict === 'pass' && texts.length === 1;
  if (detailsUrl !== null && !isWell)
    texts.push(`[Every finding with its lines, what was walked and the SQL that ran](${detailsUrl})`);
  return `${texts.join('\n\n')}\n`;
}

function item(finding: ReportFinding, context: Context): string {
  const at = placeLink(finding, finding.commit, context);
  const whose = finding.revision === null ? '' : ` in revision ${code(finding.revision)}`;
  const text = (value: string) => line(clip(value.split('\n')[0] ?? '', 500));
  return `- ${heading(finding)}${whose}${at && ` at ${at}`}\\\n  ${text(finding.what)}\\\n  ${text(finding.fix)}`;
}
