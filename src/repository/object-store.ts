import type { Git } from './git.ts';

/** What a tree holds, all levels at once: `path` from the root. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly sha: string;
}

/** Of these objects those that the repository lacks. */
export async function missingObjects(git: Git, shas: readonly string[]): Promise<readonly string[]> {
  const answer = await git.output(['cat-file', '--batch-check'], shas.map((sha) => `${sha}\n`).join(''));
  return answer
    .toString()
    .split('\n')
    .flatMap((line) => (line.endsWith(' missing') ? [line.slice(0, -' missing'.length)] : []));
}

/** @returns its sha */
export const writeBlob = async (git: Git, content: Buffer): Promise<string> =>
  (await git.output(['hash-object', '-w', '--stdin'], content)).toString().trim();

/** Writes the tree of these entries, whose blobs are there. @returns its sha */
export async function writeTree(git: Git, entries: readonly TreeEntry[], folder = ''): Promise<string> {
  const prefix = folder === '' ? '' : `${folder}/`;
  const inside = Map.groupBy(
    entries.filter(({ path }) => path.startsWith(prefix)),
    ({ path }) => path.slice(prefix.length).split('/', 1)[0] ?? '',
  );
  const lines: string[] = [];
  for (const [name, below] of inside) {
    const [only] = below;
    if (below.length === 1 && only && only.path === prefix + name)
      lines.push(`${only.mode} ${only.mode === '160000' ? 'commit' : 'blob'} ${only.sha}\t${name}`);
    else lines.push(`040000 tree ${await writeTree(git, below, prefix + name)}\t${name}`);
  }
  const made = await git.output(['mktree', '-z', '--missing'], lines.map((line) => `${line}\0`).join(''));
  return made.toString().trim();
}

/** A commit without parents that holds a tree. @returns its sha */
export async function writeCommit(git: Git, tree: string, message: string): Promise<string> {
  const identity = ['-c', 'user.name=migration-gate', '-c', 'user.email=migration-gate@localhost'];
  const unsigned = ['-c', 'commit.gpgsign=false'];
  return (await git.output([...identity, ...unsigned, 'commit-tree', tree, '-m', message])).toString().trim();
}
