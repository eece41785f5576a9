import type { Finding } from '../domain/finding.ts';
import type { IgnoreComment } from '../domain/suppression.ts';
import { ignoreComments } from '../syntax/ignore-comments.ts';

type End = 'head' | 'base';

/** A comment and where it stands. */
export interface Written {
  readonly comment: IgnoreComment;
  readonly file: string;
  readonly commit: End;
}

/** Looks for comments that tell the gate to ignore something, in the files of findings and those that are asked for; each file is read once. */
export function commentsAbout(read: (file: string, commit: End) => Promise<string | null>) {
  const files = new Map<string, Promise<readonly Written[]>>();
  const known: Written[] = [];
  const commentsIn = (file: string, commit: End): Promise<readonly Written[]> => {
    const key = `${commit}:${file}`;
    const comments = files.get(key) ?? load(file, commit);
    files.set(key, comments);
    return comments;
  };
  const load = async (file: string, commit: End): Promise<readonly Written[]> => {
    const text = await read(file, commit);
    const comments = text === null ? [] : await ignoreComments(file, text);
    const written = comments.map((comment) => ({ comment, file, commit }));
    known.push(...written);
    return written;
  };
  return {
    /** Those that name the finding's check and whose lines it stands in. */
    about: async (finding: Finding): Promise<readonly Written[]> => {
      const found: Written[] = [];
      for (const { file, line, commit } of placesOf(finding))
        for (const each of await commentsIn(file, commit)) {
          const { lines, checks } = each.comment;
          const isHere = lines === null || (lines.start <= line && line <= lines.end);
          if (isHere && checks.includes(finding.check)) found.push(each);
        }
      return found;
    },
    /** All of one file. */
    in: commentsIn,
    /** All that stand in files looked at so far. */
    read: (): readonly Written[] => known,
  };
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly commit: End;
}

/** Where a comment may stand: at the finding, and at what brought it about. A finding without a line stands at its file's first. */
const placesOf = ({ check, at, causes }: Finding): readonly Place[] => [
  ...(at ? [{ ...at, line: at.line ?? 1 }] : []),
  ...causes.flatMap((cause) =>
    cause.check === check && cause.file !== null && cause.line !== null
      ? [{ file: cause.file, line: cause.line, commit: 'head' as const }]
      : [],
  ),
];
