import type { Git } from './git.ts';
import { splitOnNul, toText } from './path-name.ts';
import { isSkipped } from './working-tree.ts';

/** Files below a folder (`''` for all) that the working tree has otherwise than a commit: changed, added, gone, untracked, ignored. */
export async function changedFiles(git: Git, sha: string, folder: string): Promise<ReadonlySet<string>> {
  const below = folder === '' ? [] : ['--', folder];
  const [differing, untracked] = await Promise.all([
    git.output([
      'diff',
      '--name-only',
      '--no-renames',
      '--no-ext-diff',
      '--ignore-submodules=dirty',
      '-z',
      sha,
      ...below,
    ]),
    git.output(['ls-files', '--others', '-z', ...below]),
  ]);
  const paths = [differing, untracked].flatMap((output) => splitOnNul(output).map(toText));
  return new Set(paths.filter((path) => !isSkipped(path)));
}

/** Files that differ from HEAD, and untracked ones. */
export async function uncommittedFiles(git: Git): Promise<ReadonlySet<string>> {
  const output = await git.output(['status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=all']);
  return new Set(splitOnNul(output).map((entry) => toText(entry.subarray('XY '.length))));
}
