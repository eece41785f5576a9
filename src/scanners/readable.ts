import { messageOf } from '../domain/error.ts';
import type { Unread } from './scanner.ts';

/** Nobody writes files this long, in bytes. */
const longest = 1_000_000;

const pointer = 'version https://git-lfs.github.com/spec/v1\n';
const mergeMarkers = /^<{7}(?: .*)?$[\s\S]*?^={7}$[\s\S]*?^>{7}(?: .*)?$/m;

/** What a file that names what is looked for gives to read. */
export interface Readable {
  /** Null where there is nothing to read. */
  readonly text: string | null;
  /** Why it cannot be read, or not as a whole; null where it can. */
  readonly why: string | null;
}

/** @param decode the file's bytes as its language decodes them; UTF-8, else latin-1 */
export function readable(content: Buffer, decode: (content: Buffer) => string = decoded): Readable {
  if (content.length > longest)
    return { text: null, why: `it has ${content.length} bytes: too much to be code that is worked on` };
  if (content.toString('latin1', 0, pointer.length) === pointer)
    return { text: null, why: 'it is a pointer of Git LFS, whose content is not here' };
  const text = decode(content);
  return { text, why: mergeMarkers.test(text) ? 'it has the markers of a merge that was not finished' : null };
}

function decoded(content: Buffer): string {
  const text = content.toString('utf8').replace(/^\uFEFF/, '');
  return text.includes('\uFFFD') ? content.toString('latin1') : text;
}

/**
 * Looks through files, one at a time: what cannot be read, and what the looking stumbles over, is told and stops nothing.
 * @param look what it finds, and why it could not see all; null where it could
 */
export async function lookThroughEach<Item>(
  files: ReadonlyMap<string, Buffer>,
  look: (path: string, text: string) => Promise<{ readonly found: readonly Item[]; readonly why?: string | null }>,
  decode?: (content: Buffer) => string,
): Promise<{ readonly found: readonly Item[]; readonly unread: readonly Unread[] }> {
  const found: Item[] = [];
  const unread: Unread[] = [];
  for (const [file, content] of files) {
    const { text, why } = readable(content, decode);
    if (text === null) {
      unread.push({ file, why: why ?? '' });
      continue;
    }
    const seen = await look(file, text).catch((thrown: unknown) => ({
      found: [],
      why: `reading it failed: ${messageOf(thrown)}`,
    }));
    found.push(...seen.found);
    const reason = why ?? seen.why ?? null;
    if (reason !== null) unread.push({ file, why: reason });
  }
  return { found, unread };
}
