import { matchesGlob } from 'node:path/posix';

/** Whether a path is one of these: a file, a folder with all that is in it, or a pattern such as `src/**`, where `*` passes over what begins with a dot. */
export function matching(patterns: readonly string[]): (path: string) => boolean {
  const wanted = patterns.map((pattern) => pattern.replace(/^\.\//, '').replace(/\/$/, ''));
  return (path) =>
    wanted.some((pattern) => path === pattern || path.startsWith(`${pattern}/`) || matchesGlob(path, pattern));
}
