import type { Report } from './report.ts';

/** Where the sources can be looked at. */
export interface Links {
  /** `https://github.com`, or a server of one's own; without a slash at its end. */
  readonly server: string;
  /** `owner/name`. */
  readonly repository: string;
  /** The commit that lines at the head count in, a full SHA. */
  readonly head: string;
}

/** A place in a file. */
export interface Place {
  readonly file: string | null;
  readonly line: number | null;
  readonly commit: 'head' | 'base';
}

/** The page that shows it; null when there is none, as for a place at a base that is not known. */
export function placeUrl(links: Links | null, { base }: Pick<Report, 'base'>, at: Place): string | null {
  const sha = at.commit === 'base' ? base : (links?.head ?? null);
  if (!links || at.file === null || sha === null) return null;
  const file = at.file.split('/').map(encoded).join('/');
  const fragment = at.line === null ? '' : `#L${at.line}`;
  return `${links.server}/${links.repository}/blob/${encoded(sha)}/${file}${fragment}`;
}

/** Also what a URI may hold and Markdown or HTML would take for its own. */
export const encoded = (part: string): string =>
  encodeURIComponent(part.toWellFormed()).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
