import { harmlessDeep } from './harmless.ts';
import { outcome } from './headline.ts';
import type { Report } from './report.ts';
import { clip } from './size.ts';
import { verdictWords } from './words.ts';

/** GitHub's own limit for the title of a check run. */
const most = 255;

/** The run in one line of plain text, at most 255 characters. What kept the gate from running is told by its message. */
export function title(given: Report): string {
  const report = harmlessDeep(given);
  const text = report.error
    ? `Could not run: ${report.error.message}`
    : `${verdictWords[report.verdict]}: ${outcome(report)}`;
  return clip(text.replace(/\s+/g, ' '), most);
}
