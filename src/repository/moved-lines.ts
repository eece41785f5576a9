import type { Git } from './git.ts';

/** Where a line of one commit's file stands in another commit's; null when it is not there. */
export type LineMap = (line: number) => number | null;

/** Files that differ between two commits. */
export async function differingFiles(git: Git, from: string, to: string): Promise<ReadonlySet<string>> {
  const output = await git.output(['diff', '--name-only', '--no-renames', '--no-ext-diff', '-z', from, to]);
  return new Set(output.toString().split('\0').filter(Boolean));
}

/** How the lines of a file moved between two commits. */
export async function movedLines(git: Git, from: string, to: string, file: string): Promise<LineMap> {
  const output = await git.output([
    'diff',
    '--unified=0',
    '--no-color',
    '--no-ext-diff',
    '--no-renames',
    from,
    to,
    '--',
    file,
  ]);
  const hunks = [...output.toString().matchAll(/^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm)].map(
    ([, start, gone = '1', , come = '1']) => ({ start: Number(start), gone: Number(gone), come: Number(come) }),
  );
  return (line) => {
    let shift = 0;
    for (const { start, gone, come } of hunks) {
      // Where nothing goes, git names the line before what comes.
      if (gone === 0 ? line <= start : line < start) break;
      if (line < start + gone) return null;
      shift += come - gone;
    }
    return line + shift;
  };
}
