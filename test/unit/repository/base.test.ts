import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import type { GateError } from '../../../src/domain/error.ts';
import { openRepository } from '../../../src/repository/index.ts';
import { environment, ScratchFolder, ScratchRepository } from './scratch-repository.ts';

const open = (cwd: string, base: string | null = null, all = false) => openRepository({ cwd, base, all, environment });

const refused = async (opening: Promise<unknown>): Promise<GateError> =>
  opening.then(
    () => Promise.reject(new Error('it was not refused')),
    (error: GateError) => error,
  );

/** A clone that git makes as over a network, so that `--depth` counts. */
function clone(from: ScratchRepository, ...options: readonly string[]): ScratchFolder {
  const folder = new ScratchFolder();
  execFileSync('git', ['clone', '--quiet', ...options, `file://${from.path}`, `${folder.path}/c`], {
    env: environment,
  });
  return folder;
}

const run = (cwd: string, command: string): string =>
  execFileSync('sh', ['-c', command], { cwd, env: environment, stdio: 'pipe' }).toString().trim();

describe('the base', () => {
  test('is where a branch left main, also when main went on', async () => {
    using repository = new ScratchRepository();
    const fork = repository.commit({ a: '1' });
    repository.git('checkout', '--quiet', '-b', 'topic');
    const head = repository.commit({ b: '1' });
    repository.git('checkout', '--quiet', 'main');
    const tip = repository.commit({ c: '1' });
    repository.git('checkout', '--quiet', 'topic');
    const opened = await open(repository.path);
    expect(opened.base).toMatchObject({ sha: fork, ref: 'main' });
    expect(opened.live).toMatchObject({ sha: tip, ref: 'main' });
    expect(opened.head).toEqual({ sha: head, uncommitted: false });
  });

  test('is HEAD on the default branch itself, so that only uncommitted work is new', async () => {
    using repository = new ScratchRepository();
    const head = repository.commit({ a: '1' });
    repository.write({ b: '1' });
    const opened = await open(repository.path);
    expect(opened.base?.sha).toBe(head);
    expect(opened.head).toEqual({ sha: head, uncommitted: true });
    expect(await opened.changedFiles('')).toEqual(new Set(['b']));
  });

  test('is found from a detached head and from a folder below the root', async () => {
    using repository = new ScratchRepository();
    const fork = repository.commit({ 'sub/a': '1' });
    repository.git('checkout', '--quiet', '--detach');
    repository.commit({ b: '1' });
    const opened = await open(`${repository.path}/sub`);
    expect(opened.base?.sha).toBe(fork);
    expect(opened.root).toBe(repository.path);
  });

  test('is the first parent in the checkout of a merge commit', async () => {
    using repository = new ScratchRepository();
    repository.commit({ a: '1' });
    repository.git('checkout', '--quiet', '-b', 'topic');
    repository.commit({ b: '1' });
    repository.git('checkout', '--quiet', 'main');
    const tip = repository.commit({ c: '1' });
    repository.git('checkout', '--quiet', '--detach');
    repository.git('merge', '--quiet', '--no-edit', 'topic');
    expect((await open(repository.path)).base?.sha).toBe(tip);
  });

  test('is what --base names, as far as HEAD descends from it', async () => {
    using repository = new ScratchRepository();
    const first = repository.commit({ a: '1' });
    repository.commit({ b: '1' });
    repository.commit({ c: '1' });
    expect((await open(repository.path, 'main~2')).base).toMatchObject({ sha: first, ref: 'main~2' });
  });

  test('of a clone is the remote’s default branch, whatever it is called', async () => {
    using repository = new ScratchRepository();
    const tip = repository.commit({ a: '1' });
    repository.git('branch', '--move', 'trunk');
    using copy = clone(repository);
    const opened = await open(`${copy.path}/c`);
    expect(opened.base).toMatchObject({ sha: tip, ref: 'origin/trunk' });
  });

  test('named as a local branch has the remote-tracking tip as live one', async () => {
    using repository = new ScratchRepository();
    const old = repository.commit({ a: '1' });
    using copy = clone(repository);
    const tip = repository.commit({ b: '1' });
    run(`${copy.path}/c`, 'git fetch --quiet');
    const opened = await open(`${copy.path}/c`, 'main');
    expect(opened.base?.sha).toBe(old);
    expect(opened.live).toMatchObject({ sha: tip, ref: 'origin/main' });
  });

  test('is found in a linked work tree', async () => {
    using repository = new ScratchRepository();
    const fork = repository.commit({ a: '1' });
    using linked = new ScratchFolder();
    repository.git('worktree', 'add', '--quiet', '-b', 'topic', `${linked.path}/t`);
    const opened = await open(`${linked.path}/t`);
    expect(opened.base?.sha).toBe(fork);
    expect(opened.root).toBe(`${linked.path}/t`);
  });

  test('is the submodule’s own in a submodule', async () => {
    using inner = new ScratchRepository();
    const fork = inner.commit({ a: '1' });
    using outer = new ScratchRepository();
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'inner');
    const opened = await open(`${outer.path}/inner`);
    expect(opened.base?.sha).toBe(fork);
    expect(opened.root).toBe(`${outer.path}/inner`);
  });
});

describe('a base that is not here', () => {
  test('in a shallow clone without any other branch is fetched by the hint’s command', async () => {
    using repository = new ScratchRepository();
    const fork = repository.commit({ a: '1' });
    repository.git('checkout', '--quiet', '-b', 'topic');
    repository.commit({ b: '1' });
    using copy = clone(repository, '--depth=1', '--branch=topic');
    const folder = `${copy.path}/c`;
    run(folder, 'git remote set-head origin --delete');
    const error = await refused(open(folder));
    expect(error.code).toBe('base-missing');
    run(folder, /git fetch .*/.exec(error.hint)?.[0] ?? 'false');
    expect((await open(folder)).base?.sha).toBe(fork);
  });

  test('in a shallow clone that has both tips but not where they meet is fetched by the hint’s command', async () => {
    using repository = new ScratchRepository();
    const fork = repository.commit({ a: '1' });
    repository.git('checkout', '--quiet', '-b', 'topic');
    repository.commit({ b: '1' });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ c: '1' });
    using copy = clone(repository, '--depth=1', '--branch=topic', '--no-single-branch');
    const error = await refused(open(`${copy.path}/c`));
    expect(error).toMatchObject({ code: 'base-missing', hint: 'git fetch --unshallow origin' });
    run(`${copy.path}/c`, error.hint);
    expect((await open(`${copy.path}/c`)).base?.sha).toBe(fork);
  });

  test('because the ref does not exist is named', async () => {
    using repository = new ScratchRepository();
    repository.commit({ a: '1' });
    const error = await refused(open(repository.path, 'origin/nowhere'));
    expect(error.code).toBe('base-missing');
    expect(error.message).toContain('origin/nowhere');
    expect(error.hint).toContain('--base');
  });

  test('because it looks like an option is not handed to git as one', async () => {
    using repository = new ScratchRepository();
    repository.commit({ a: '1' });
    expect((await refused(open(repository.path, '--output=x'))).code).toBe('base-missing');
  });

  test('because nothing is called main or master asks for --base', async () => {
    using repository = new ScratchRepository();
    repository.commit({ a: '1' });
    repository.git('branch', '--move', 'develop');
    const error = await refused(open(repository.path));
    expect(error.code).toBe('base-missing');
    expect(error.hint).toContain('--base REF');
    expect((await open(repository.path, 'develop')).base?.ref).toBe('develop');
  });

  test('because the histories never met is said', async () => {
    using repository = new ScratchRepository();
    repository.commit({ a: '1' });
    repository.git('checkout', '--quiet', '--orphan', 'other');
    repository.commit({ b: '1' });
    const error = await refused(open(repository.path));
    expect(error.message).toContain('no commit in common');
  });

  test('because there is no commit yet is said; --all needs none', async () => {
    using repository = new ScratchRepository();
    repository.write({ a: '1' });
    const error = await refused(open(repository.path));
    expect(error).toMatchObject({ code: 'base-missing' });
    expect(error.message).toContain('no commit yet');
    const all = await open(repository.path, null, true);
    expect(all).toMatchObject({ base: null, live: null, head: { sha: null, uncommitted: true } });
  });
});

describe('without a repository', () => {
  test('the gate does not run, and says what to do', async () => {
    using folder = new ScratchFolder();
    const error = await refused(open(folder.path));
    expect(error.code).toBe('no-git');
    expect(error.hint).toContain('--all');
  });

  test('--all lists what is on the disk', async () => {
    using folder = new ScratchFolder();
    folder.write({ 'a/b.py': '' });
    const opened = await open(folder.path, null, true);
    expect(opened.root).toBe(folder.path);
    expect(await opened.workingTree.list('')).toEqual(['a/b.py']);
    expect(await opened.changedFiles('a')).toEqual(new Set(['a/b.py']));
  });

  test('a missing git is told from a missing repository', async () => {
    using folder = new ScratchFolder();
    const options = { cwd: folder.path, base: null, environment: { PATH: folder.path } };
    const error = await refused(openRepository({ ...options, all: false }));
    expect(error.message).toContain('no `git` on PATH');
    expect((await openRepository({ ...options, all: true })).root).toBe(folder.path);
  });

  test('a repository of another user names the command that allows it', async () => {
    using repository = new ScratchRepository();
    repository.commit({ a: '1' });
    const foreign = { ...environment, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };
    const error = await refused(openRepository({ cwd: repository.path, base: null, all: false, environment: foreign }));
    expect(error.code).toBe('no-git');
    expect(error.hint).toBe(`git config --global --add safe.directory ${repository.path}`);
  });

  test('a bare repository is called one', async () => {
    using repository = new ScratchRepository();
    repository.commit({ a: '1' });
    const error = await refused(open(`${repository.path}/.git`));
    expect(error.message).toContain('bare repository or lies inside `.git`');
  });
});
