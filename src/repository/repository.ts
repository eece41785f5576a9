import type { SourceTree } from '../domain/sources.ts';

/** The user's repository: what stands for production, and what is being proposed. */
export interface Repository {
  /** Absolute path of the work tree's root; without git the folder the command was started in. */
  readonly root: string;
  /** The merge-base that stands for production; null with `--all` or without git. */
  readonly base: Commit | null;
  /** The live tip of the target branch, where `single-head` looks; null when there is none to ask. */
  readonly live: Commit | null;
  readonly head: { readonly sha: string | null; readonly uncommitted: boolean };
  readonly workingTree: SourceTree;
  /** Files below the folder that differ between the base and the working tree, untracked and ignored ones included. Everything when there is no base. */
  changedFiles(folder: string): Promise<ReadonlySet<string>>;
  /** Text files of the working tree that hold one of these words as a whole word, ignored ones left out. */
  filesNaming(words: readonly string[]): Promise<readonly string[]>;
  /** What `.gitattributes` says of files: false for one that is generated or vendored, true for one that is not; of most nothing. */
  attributed(paths: readonly string[]): Promise<ReadonlyMap<string, boolean>>;
}

/** A commit that is known to stand for production, whether or not this clone shows what it has in common with HEAD. Both are in this clone. */
export interface ExactBase {
  /** SHA. */
  readonly commit: string;
  /** SHA of the live tip of the target branch; null: the base itself. */
  readonly live: string | null;
}

export interface Commit {
  /** Full SHA. */
  readonly sha: string;
  /** What named it: `origin/main`, `main~3`. */
  readonly ref: string;
  readonly tree: SourceTree;
  /** As of the repository, in this commit. */
  filesNaming(words: readonly string[]): Promise<readonly string[]>;
}
