import type { Evidence } from '../domain/evidence.ts';
import type { Verdict } from '../domain/verdict.ts';

/** How a run of the gate ended. The evidence is whatever had been gathered; empty when it could not even plan. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly evidence: Evidence;
  /** With `--keep`: one line for each scratch database that is still there, with the command that opens it. */
  readonly kept: readonly string[];
}
