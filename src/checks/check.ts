import type { Evidence } from '../domain/evidence.ts';
import type { Draft, Severity } from '../domain/finding.ts';

/** One rule: a pure function from evidence to what it has to say. One check, one file; the file's name is the id. */
export interface Check {
  /** What holds when all is well: `downgrade-applies`. */
  readonly id: string;
  readonly group: 'history' | 'walk' | 'code';
  /** The harshest it may be, and its default. */
  readonly severity: Severity;
  /** One line for lists: what it sees. */
  readonly summary: string;
  /** What it will do in production, in a sentence or two: printed under each of its findings. */
  readonly why: string;
  /** The evidence it cannot do without. `plan` is always there. */
  readonly needs: readonly ('plan' | 'walk' | 'files')[];
  run(evidence: Evidence): Iterable<Draft>;
}
