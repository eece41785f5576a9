import type { GateError } from './error.ts';
import { type Finding, type Severity, severities, type Unknown } from './finding.ts';

export type VerdictKind = 'pass' | 'fail' | 'inconclusive';

export interface Verdict {
  readonly kind: VerdictKind;
  readonly findings: readonly Finding[];
  /** Why the gate could not run; then the verdict is `inconclusive`. */
  readonly error: GateError | null;
}

export interface Judgement {
  /** A finding of this severity or a harsher one fails. */
  readonly failOn: Severity;
  readonly inconclusive: 'fail' | 'allow';
}

/** Whether a severity is at least as harsh as another. */
const reaches = (severity: Severity, threshold: Severity): boolean =>
  severities.indexOf(severity) >= severities.indexOf(threshold);

/** `fail` beats `inconclusive`, and silence is never a pass. An error beats both: nothing was judged to its end. */
export function judge(
  findings: readonly Finding[],
  unknowns: readonly Unknown[],
  error: GateError | null,
  failOn: Severity,
): Verdict {
  const failing = findings.some(({ severity, suppressed }) => suppressed === null && reaches(severity, failOn));
  const kind = error
    ? 'inconclusive'
    : failing
      ? 'fail'
      : unknowns.some((unknown) => unknown.decisive)
        ? 'inconclusive'
        : 'pass';
  return { kind, findings, error };
}
