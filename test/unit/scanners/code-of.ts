import type { Code } from '../../../src/scanners/scanner.ts';

/** Files that exist only in a test, searched as git would: for whole words. */
export function codeOf(files: Readonly<Record<string, string>>): Code {
  const paths = Object.keys(files).sort();
  const read = async (path: string) => (files[path] === undefined ? null : Buffer.from(files[path]));
  return {
    list: async (folder) => paths.filter((path) => folder === '' || path.startsWith(`${folder}/`)),
    read,
    readAll: async (wanted) =>
      new Map(wanted.flatMap((path) => (files[path] === undefined ? [] : [[path, Buffer.from(files[path])] as const]))),
    filesNaming: async (words) =>
      paths.filter((path) => words.some((word) => new RegExp(`(?<!\\w)${word}(?!\\w)`).test(files[path] ?? ''))),
  };
}
