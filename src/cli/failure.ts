import { inspect } from 'node:util';
import { GateError, messageOf } from '../domain/error.ts';
import { noEvidence } from '../domain/evidence.ts';
import { harmless, inert } from '../reporters/harmless.ts';
import type { Report } from '../reporters/report.ts';
import { errorBlock } from '../reporters/terminal/asides.ts';
import { styleFor } from '../reporters/terminal/style.ts';
import { toReport } from '../reporters/to-report.ts';
import { hasColour, type Surroundings, widthOf } from './surroundings.ts';
import { version } from './version.ts';

const askToReport =
  'This is a bug of migration-gate. Please report it with the stack and the versions printed on stderr.';

/** The report of a run that ended before the gate could give one. @param thrown a GateError, or our own bug */
export function failureReport(thrown: unknown, durationMs: number): Report {
  const error = thrown instanceof GateError ? thrown : null;
  const report = toReport({ verdict: { kind: 'inconclusive', findings: [], error }, evidence: noEvidence }, durationMs);
  return error ? report : { ...report, error: { code: 'internal', message: messageOf(thrown), hint: askToReport } };
}

/** What kept the gate from running, outside of a report. */
export function failureWords(
  { code, message, hint }: NonNullable<Report['error']>,
  { stderr, env }: Surroundings,
): string {
  const style = styleFor({ width: widthOf(stderr), colour: hasColour(stderr, env, false) });
  return inert(`${errorBlock({ code, message: harmless(message), hint: harmless(hint) }, style).join('\n')}\n`);
}

/** Our own bug: the stack and what a maintainer needs to know first. */
export function bugWords(thrown: unknown): string {
  const versions = `migration-gate ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
  return inert(`${harmless(inspect(thrown))}\n${versions}\n${askToReport}\n`);
}
