import type { Report } from './report.ts';

/** What a reporter may read of the sources, for code frames: null when the file is not there. */
export type ReadSource = (file: string, commit: 'head' | 'base') => Promise<string | null>;

/** Where the text will be read. */
export interface RenderOptions {
  readonly readSource: ReadSource;
  /** A check's page; null when it has none. */
  readonly readPage: (check: string) => Promise<string | null>;
  /** Of migration-gate itself. */
  readonly version: string;
  /** In characters. */
  readonly width: number;
  readonly colour: boolean;
}

/** Renders the public report; can never change the verdict. */
export interface Reporter {
  /** As named by `--format`. */
  readonly format: string;
  /** For programs: kept clean of everything else. */
  readonly machine: boolean;
  /** What a file of it is usually called after the dot. */
  readonly extension: string;
  /** Ends with a newline. */
  render(report: Report, options: RenderOptions): Promise<string>;
}
