import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SourceTree } from '../domain/sources.ts';
import type { ReadSource } from '../reporters/reporter.ts';
import { CommitTree } from '../repository/commit-tree.ts';
import { Git } from '../repository/git.ts';
import { WorkingTree } from '../repository/working-tree.ts';

/** The nearest folder with `.git`, upwards; else the folder itself. Git is not asked: it may not be there. */
export function findRoot(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) return cwd;
  }
}

/** Texts for code frames of the working tree and a base commit. */
export const sourcesOf = (root: string, base: string | null, environment: NodeJS.ProcessEnv): ReadSource =>
  sourcesIn(new WorkingTree(root), base === null ? null : new CommitTree(new Git(root, environment), base));

/** The same of any two trees. A frame is a help, not the report: what cannot be read is left out. Each file is read once. */
export function sourcesIn(head: SourceTree, atBase: SourceTree | null): ReadSource {
  const texts = new Map<string, Promise<string | null>>();
  const read = async (file: string, commit: 'head' | 'base') => {
    const bytes = (commit === 'base' ? atBase : head)?.read(file);
    return (await bytes?.catch(() => null))?.toString() ?? null;
  };
  return (file, commit) => {
    const key = `${commit}:${file}`;
    const text = texts.get(key) ?? read(file, commit);
    texts.set(key, text);
    return text;
  };
}
