import type { Report } from './report.ts';

/** What a reporter may read of the sources, for code frames: null when the file is not there. */
export type ReadSource = (file: string, commit: 'head' | 'base') => Promise<string | null>;

/** Renders the public report; can never change the verdict. */
export type Render = (report: Report, readSource: ReadSource) => Promise<string>;
