import { isNothingNew, outcome } from '../headline.ts';
import type { Report } from '../report.ts';
import { time } from '../words.ts';
import type { Style } from './style.ts';

/** The whole run in one line. */
export function verdictLine(report: Report, style: Style): string {
  const duration = time(report.durationMs);
  if (isNothingNew(report)) return `${style.good(style.bold('PASS'))}  ${outcome(report)} (${duration})`;
  const word = { pass: style.good, fail: style.bad, inconclusive: style.unsure }[report.verdict](
    style.bold(report.verdict.toUpperCase()),
  );
  return `${word}  ${outcome(report)} in ${duration}`;
}
