import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A repository as GitHub keeps it for a pull request: `main`, the proposal, and their merge as `refs/pull/3/merge`. */
export interface Hosted extends Disposable {
  /** The bare repository. */
  readonly origin: string;
  readonly base: string;
  readonly head: string;
  readonly merge: string;
  /** What `pull_request` and `pull_request_target` are sent with. */
  readonly payload: object;
  /** A clone as actions/checkout makes it. @param what a ref or a commit; the merge when left out */
  checkout(options?: { readonly what?: string; readonly depth?: number }): string;
  git(...args: readonly string[]): string;
}

const identity = ['-c', 'user.name=Shop', '-c', 'user.email=shop@example.org', '-c', 'commit.gpgsign=false'];
const run = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', [...identity, ...args], { cwd, stdio: 'pipe', encoding: 'utf8' }).trim();

/** @param source a repository with the branches `main` and `proposal` */
export function host(source: string): Hosted {
  const folder = mkdtempSync(join(tmpdir(), 'hosted-'));
  const origin = join(folder, 'origin.git');
  run(folder, 'clone', '--quiet', '--bare', source, origin);
  // As GitHub allows it.
  run(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  const sha = (ref: string) => run(origin, 'rev-parse', ref);
  const [base, head] = [sha('main'), sha('proposal')];
  const tree = run(origin, 'merge-tree', '--write-tree', base, head).split('\n')[0] ?? '';
  const merge = run(origin, 'commit-tree', tree, '-p', base, '-p', head, '-m', `Merge ${head} into ${base}`);
  run(origin, 'update-ref', 'refs/pull/3/merge', merge);
  let clones = 0;
  return {
    origin,
    base,
    head,
    merge,
    payload: {
      action: 'synchronize',
      pull_request: {
        number: 3,
        state: 'open',
        head: { sha: head, ref: 'proposal' },
        base: { sha: base, ref: 'main' },
      },
      repository: { default_branch: 'main' },
    },
    checkout: ({ what = merge, depth = 1 } = {}) => {
      clones += 1;
      const clone = join(folder, `clone-${clones}`);
      run(folder, 'init', '--quiet', clone);
      run(clone, 'remote', 'add', 'origin', `file://${origin}`);
      run(clone, 'fetch', '--quiet', '--no-tags', ...(depth === 0 ? [] : [`--depth=${depth}`]), 'origin', what);
      run(clone, 'checkout', '--quiet', '--detach', 'FETCH_HEAD');
      return clone;
    },
    git: (...args) => run(origin, ...args),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
