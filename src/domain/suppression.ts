import type { LineRange } from './location.ts';

/** Why a finding is to stand without weight, in the user's own words. */
export interface Suppression {
  readonly reason: string;
  /** The last day it holds, `2027-03-01`; null: for good. */
  readonly until: string | null;
  /** Where it is written: a file of the code or the configuration. */
  readonly file: string;
  /** Null in the configuration. */
  readonly line: number | null;
}

/** `# migration-gate: ignore[check, check] reason until 2027-03-01` */
export interface IgnoreComment {
  readonly line: number;
  readonly checks: readonly string[];
  /** '' where none is given: then it suppresses nothing. */
  readonly reason: string;
  readonly until: string | null;
  /** The lines of its statement; null: the whole file. */
  readonly lines: LineRange | null;
}

/** Whether a day is past. @param until `2027-03-01` @param today the same way, in UTC */
export const isOver = (until: string | null, today: string): boolean => until !== null && until < today;
