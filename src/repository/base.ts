import { GateError } from '../domain/error.ts';
import type { Git } from './git.ts';

/** A commit and what named it. */
export interface Named {
  readonly sha: string;
  readonly ref: string;
}

/** The merge-base that stands for production, and the live tip of the branch it will be merged into. */
export interface Base {
  readonly base: Named;
  readonly live: Named;
}

/**
 * @param wanted what `--base` says; null: the default branch
 * @throws GateError `base-missing` with the `git fetch` to run, or how to name another base
 */
export async function findBase(git: Git, head: string, wanted: string | null): Promise<Base> {
  const target = wanted === null ? await defaultBranch(git) : await named(git, wanted);
  const [sha, live] = await Promise.all([git.line(['merge-base', head, target.sha]), liveTip(git, target)]);
  if (sha === null) throw await nothingInCommon(git, target.ref);
  return { base: { sha, ref: target.ref }, live };
}

async function defaultBranch(git: Git): Promise<Named> {
  const remotes = (await git.output(['remote'])).toString().split('\n').filter(Boolean);
  const remote = remotes.includes('origin') ? 'origin' : remotes[0];
  const candidates = remote ? [`${remote}/HEAD`, `${remote}/main`, `${remote}/master`] : [];
  for (const candidate of candidates) {
    const sha = await tip(git, `refs/remotes/${candidate}`);
    if (sha) return { sha, ref: await plainName(git, candidate) };
  }
  for (const branch of ['main', 'master']) {
    const sha = await tip(git, `refs/heads/${branch}`);
    if (sha) return { sha, ref: branch };
  }
  throw await noDefaultBranch(git, remote ?? null);
}

const tip = (git: Git, ref: string): Promise<string | null> =>
  git.line(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);

/** `origin/HEAD` is a pointer: what it points to says more. */
async function plainName(git: Git, candidate: string): Promise<string> {
  const target = await git.line(['symbolic-ref', '--quiet', '--short', `refs/remotes/${candidate}`]);
  return target ?? candidate;
}

/** @throws GateError `base-missing` when there is no such commit */
export async function named(git: Git, ref: string): Promise<Named> {
  const sha = ref.startsWith('-') ? null : await tip(git, ref);
  if (sha === null) throw await noSuchRef(git, ref);
  return { sha, ref };
}

/** The remote-tracking branch of what was named, where that is a local branch and there is one. */
async function liveTip(git: Git, target: Named): Promise<Named> {
  const alike = `origin/${target.ref}`;
  const [local, configured, remote] = await Promise.all([
    tip(git, `refs/heads/${target.ref}`),
    git.line(['for-each-ref', '--format=%(upstream:short)', `refs/heads/${target.ref}`]),
    tip(git, `refs/remotes/${alike}`),
  ]);
  if (local === null) return target;
  const ref = configured ?? alike;
  const sha = ref === alike ? remote : await tip(git, `refs/remotes/${ref}`);
  return sha ? { sha, ref } : target;
}

const isShallow = async (git: Git): Promise<boolean> =>
  (await git.line(['rev-parse', '--is-shallow-repository'])) === 'true';

/** What fetches every commit and every branch of a remote, whatever they are called. */
async function fetchEverything(git: Git, remote: string): Promise<string> {
  const unshallow = (await isShallow(git)) ? '--unshallow ' : '';
  return `git fetch ${unshallow}${remote} '+refs/heads/*:refs/remotes/${remote}/*'`;
}

async function noDefaultBranch(git: Git, remote: string | null): Promise<GateError> {
  const looked = remote ? `${remote}/HEAD, ${remote}/main, ${remote}/master, main, master` : 'main, master';
  const message = `There is no default branch to compare with: none of ${looked} is here.`;
  const hint = remote
    ? `Fetch it:\n  ${await fetchEverything(git, remote)}\nor name what to compare with: \`--base REF\`.`
    : 'Name what to compare with: `--base REF`.';
  return new GateError('base-missing', message, { hint });
}

async function noSuchRef(git: Git, ref: string): Promise<GateError> {
  const [remote, ...branch] = ref.split('/');
  const remotes = (await git.output(['remote'])).toString().split('\n').filter(Boolean);
  const from = remote !== undefined && remotes.includes(remote) && branch.length > 0 ? remote : remotes[0];
  const message = `There is no commit \`${ref}\` in this ${(await isShallow(git)) ? 'shallow clone' : 'repository'}.`;
  const other = 'name another: `--base REF` takes a branch, a tag or a commit.';
  const hint = from ? `Fetch it:\n  ${await fetchEverything(git, from)}\nor ${other}` : `Or rather, ${other}`;
  return new GateError('base-missing', message, { hint });
}

async function nothingInCommon(git: Git, ref: string): Promise<GateError> {
  if (await isShallow(git)) {
    const remote = (await git.output(['remote'])).toString().split('\n')[0] || 'origin';
    return new GateError('base-missing', `This clone is shallow: it lacks the commit in which HEAD and ${ref} meet.`, {
      hint: `git fetch --unshallow ${remote}`,
    });
  }
  return new GateError('base-missing', `HEAD and ${ref} have no commit in common.`, {
    hint: 'Name a commit that HEAD descends from: `--base REF`.',
  });
}
