import type { Location } from './location.ts';
import type { ProjectId } from './plan.ts';
import type { RevisionId } from './revision.ts';
import type { Suppression } from './suppression.ts';
import type { EngineId, Population } from './walk.ts';

/** From mild to harsh. */
export const severities = ['notice', 'warning', 'error'] as const;
export type Severity = (typeof severities)[number];

/** What a check says before it is made a finding: never harsher than its check. */
export interface Draft {
  readonly project: ProjectId;
  readonly revision: RevisionId | null;
  /** Null when it does not depend on an engine. */
  readonly engine: EngineId | null;
  readonly population: Population | null;
  readonly at: Location | null;
  /** What happened, one paragraph or a few lines: the observed fact with its names and numbers. May hold fenced code after a blank line. */
  readonly what: string;
  /** What to do now. */
  readonly fix: string;
  readonly severity?: Severity;
  /** What brought it about, where that stands elsewhere: for code that names a dropped column, the revision's line. */
  readonly causes?: readonly Cause[];
  /**
   * What it is about, so that one cause is one finding: drafts of one check and revision with the same subject, seen on several engines or
   * populations, become one finding. Usually an object key; the message of a failure.
   */
  readonly subject: string;
}

/** Another check's word on the same thing, folded into one finding; under the finding's own check, what brought it about. */
export interface Cause {
  readonly check: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly what: string;
}

/** What is wrong (`what`), what it will do in production (`why`), what to do now (`fix`), where (`at`). */
export interface Finding {
  readonly check: string;
  readonly severity: Severity;
  readonly project: ProjectId;
  readonly revision: RevisionId | null;
  /** Every engine it was seen on; empty when it does not depend on one. */
  readonly engines: readonly EngineId[];
  readonly population: Population | null;
  readonly at: Location | null;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  readonly causes: readonly Cause[];
  /** Stable while the finding stands: does not change when lines shift. */
  readonly fingerprint: string;
  /** Why it carries no weight; null: it does. */
  readonly suppressed: Suppression | null;
}

/** Something the gate could not learn. `decisive`: it concerns what the plan touches, so without it there is no pass. */
export interface Unknown {
  readonly what: string;
  readonly why: string;
  readonly at: Location | null;
  readonly decisive: boolean;
}

/** Something worth knowing that is nobody's fault: an engine that was not walked, a URL that was redirected. */
export interface Note {
  readonly what: string;
  readonly at: Location | null;
}
