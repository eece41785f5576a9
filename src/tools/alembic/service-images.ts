import { serverImages } from './backends.ts';

/** A database server's image in a compose or workflow file. */
export interface ServiceImage {
  /** As written: `postgis/postgis:15-3.3`. */
  readonly image: string;
  readonly backend: string;
  /** Null when the tag names none. */
  readonly postgresMajor: number | null;
}

const names = Object.keys(serverImages).join('|');
const reference = new RegExp(
  `(?<=^|[\\s"'=/])(?:[\\w.-]+\\/)*(?<name>${names})(?::(?<tag>\\$\\{[^}]*\\}\\S*|[\\w.-]+)|(?=["']?\\s*$)|(?=@))`,
  'gm',
);

/** Every server image that a YAML text names, comments aside. A text search: such files are full of templates that no YAML parser takes. */
export function imagesIn(text: string): readonly ServiceImage[] {
  const lines = text.split('\n').filter((line) => /\bimage\b|\bname\s*:|^\s*-\s/.test(line) && !/^\s*#/.test(line));
  return lines.flatMap((line) =>
    [...line.replace(/\s#.*$/, '').matchAll(reference)].flatMap(({ 0: image, groups }) => {
      const backend = serverImages[groups?.name ?? ''];
      if (backend === undefined || (groups?.tag === undefined && !/\bimage\b/.test(line))) return [];
      return [
        {
          image,
          backend,
          postgresMajor: backend === 'postgresql' ? majorOf(groups?.name ?? '', groups?.tag ?? '') : null,
        },
      ];
    }),
  );
}

/** `16-alpine`, `15-3.3`, `pg16`, `latest-pg16`, `${POSTGRES_VERSION:-16}`. TimescaleDB counts its own versions before the `pg`. */
function majorOf(name: string, tag: string): number | null {
  const chosen = /^\$\{[^}]*:-([^}]*)\}/.exec(tag)?.[1] ?? tag;
  const found =
    /pg-?(\d+)/.exec(chosen)?.[1] ?? (name.startsWith('timescale') ? undefined : /^v?(\d+)/.exec(chosen)?.[1]);
  const major = Number(found);
  return major >= 9 && major < 100 ? major : null;
}
