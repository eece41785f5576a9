import { posix } from 'node:path';

/**
 * The folder that holds most files of the same names; null where none holds at least half as many as there are now.
 * @param now the files of a folder @param files every file of another tree
 */
export function formerFolder(now: readonly string[], files: readonly string[]): string | null {
  const names = new Set(now.map((file) => posix.basename(file)));
  const alike = Map.groupBy(
    files.filter((file) => names.has(posix.basename(file))),
    (file) => posix.dirname(file),
  );
  const [folder, same] = [...alike].sort((a, b) => b[1].length - a[1].length)[0] ?? [];
  return folder !== undefined && same && same.length * 2 >= names.size ? folder : null;
}
