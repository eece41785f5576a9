import type { Links } from '../links.ts';
import { placeUrl } from '../links.ts';
import type { Report } from '../report.ts';
import type { ReadSource } from '../reporter.ts';
import { place } from '../words.ts';
import { code } from './escape.ts';

/** What every part of a Markdown text needs. */
export interface Context {
  readonly report: Report;
  readonly links: Links | null;
  readonly readSource: ReadSource;
  /** Whether a revision alone does not say whose it is. */
  readonly severalProjects: boolean;
}

export const contextOf = (report: Report, links: Links | null, readSource: ReadSource): Context => ({
  report,
  links,
  readSource,
  severalProjects: new Set(report.plan.map(({ project }) => project)).size > 1,
});

interface At {
  readonly file: string | null;
  readonly line: number | null;
}

/** The place as a link where it can be one, and that it is the base's; '' for no place. */
export function placeLink(at: At, commit: 'head' | 'base', { report, links }: Context): string {
  if (at.file === null) return '';
  const url = placeUrl(links, report, { ...at, commit });
  const text = code(place(at));
  return `${url === null ? text : `[${text}](${url})`}${commit === 'base' ? ' as it is at the base' : ''}`;
}
