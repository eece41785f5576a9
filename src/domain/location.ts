/** A place in a file of the repository. `file` is relative to the repository's root with `/` between parts; `line` counts from 1. */
export interface Location {
  readonly file: string;
  readonly line: number | null;
  /** Which version of the file the line counts in: the tree under test, or the base commit. */
  readonly commit: 'head' | 'base';
}

/** Columns of one line in UTF-16 code units, counted from 1; the end is not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Lines from `start` to `end`, both included, counted from 1. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}
