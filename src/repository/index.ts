import { GateError } from '../domain/error.ts';
import type { SourceTree } from '../domain/sources.ts';
import { type Base, findBase, type Named, named } from './base.ts';
import { changedFiles, uncommittedFiles } from './changes.ts';
import { CommitTree } from './commit-tree.ts';
import { type Environment, Git, refusal } from './git.ts';
import type { Commit, ExactBase, Repository } from './repository.ts';
import { attributed, filesNaming, filesNamingIn } from './search.ts';
import { WorkingTree } from './working-tree.ts';

export interface RepositoryOptions {
  /** Absolute path: where the command was started. */
  readonly cwd: string;
  /** What `--base` names, whose merge-base with HEAD counts; or the very commit; null: the default branch. */
  readonly base: string | ExactBase | null;
  /** The whole history is wanted: no base is looked for, and git is not needed. */
  readonly all: boolean;
  readonly environment: Environment;
}

/**
 * The repository around a folder. Nothing in it is ever written.
 * @throws GateError `no-git` without git or a repository (unless all is wanted), `base-missing` when the base is not here
 */
export async function openRepository(options: RepositoryOptions): Promise<Repository> {
  const root = await findRoot(options);
  if (root === null) return withoutGit(options.cwd);
  const git = new Git(root, options.environment);
  const sha = await git.line(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  const [found, status] = await Promise.all([
    options.all ? null : baseOf(git, sha ?? noCommit(root), options.base),
    git.output(['status', '--porcelain', '-z', '--untracked-files=normal', '--ignore-submodules=dirty']),
  ]);
  const base = found && commit(git, found.base);
  const workingTree = new WorkingTree(root);
  return {
    root,
    base,
    live: found && commit(git, found.live),
    head: { sha, uncommitted: status.length > 0 },
    workingTree,
    changedFiles: async (folder) =>
      base ? changedFiles(git, base.sha, folder) : new Set(await workingTree.list(folder)),
    filesNaming: (words) => filesNaming(git, null, words),
    attributed: (paths) => attributed(git, paths),
  };
}

async function baseOf(git: Git, head: string, wanted: RepositoryOptions['base']): Promise<Base> {
  if (wanted === null || typeof wanted === 'string') return findBase(git, head, wanted);
  const base = await named(git, wanted.commit);
  return { base, live: wanted.live === null ? base : await named(git, wanted.live) };
}

const commit = (git: Git, { sha, ref }: Named): Commit => ({
  sha,
  ref,
  tree: new CommitTree(git, sha),
  filesNaming: (words) => filesNaming(git, sha, words),
});

/** The files of one commit, or of the working tree. */
export interface CodeAt {
  readonly root: string;
  /** Null for the working tree. */
  readonly sha: string | null;
  readonly tree: SourceTree;
  filesNaming(words: readonly string[]): Promise<readonly string[]>;
  attributed(paths: readonly string[]): Promise<ReadonlyMap<string, boolean>>;
  /** Files of the working tree that differ from HEAD, and those that git does not track. */
  uncommitted(): Promise<ReadonlySet<string>>;
}

/**
 * The code around a folder, as a commit has it or as it lies there.
 * @throws GateError `no-git`, `base-missing` for a commit that is not here
 */
export async function openCode({
  cwd,
  commit: ref,
  environment,
}: {
  readonly cwd: string;
  readonly commit: string | null;
  readonly environment: Environment;
}): Promise<CodeAt> {
  const root = await findRoot({ cwd, environment, all: false, base: null });
  const git = new Git(root ?? cwd, environment);
  const both = {
    root: git.folder,
    attributed: (paths: readonly string[]) => attributed(git, paths),
    uncommitted: () => uncommittedFiles(git),
  };
  if (ref !== null) return { ...both, ...commit(git, await named(git, ref)) };
  const tree = new WorkingTree(git.folder);
  return { ...both, sha: null, tree, filesNaming: (words) => filesNaming(git, null, words) };
}

/** Null when there is no repository and none is needed. */
async function findRoot({ cwd, all, environment }: RepositoryOptions): Promise<string | null> {
  try {
    const { code, stdout, stderr } = await new Git(cwd, environment).ask(['rev-parse', '--show-toplevel']);
    if (code === 0) return stdout.toString().replace(/\n$/, '');
    throw refusal(cwd, stderr);
  } catch (error) {
    if (all && error instanceof GateError) return null;
    throw error;
  }
}

function withoutGit(root: string): Repository {
  const workingTree = new WorkingTree(root);
  const head = { sha: null, uncommitted: true };
  return {
    root,
    base: null,
    live: null,
    head,
    workingTree,
    changedFiles: async (folder) => new Set(await workingTree.list(folder)),
    filesNaming: (words) => filesNamingIn(workingTree, words),
    attributed: async () => new Map(),
  };
}

function noCommit(root: string): never {
  throw new GateError(
    'base-missing',
    `The repository at ${root} has no commit yet, so there is nothing to compare with.`,
    {
      hint: 'Commit what production has, or use `--all` to walk the whole history.',
    },
  );
}
