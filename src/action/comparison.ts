import { GateError } from '../domain/error.ts';
import type { Selection } from '../gate/gate.ts';
import type { PullRequestTrigger, PushTrigger, QueueTrigger, Trigger } from '../github/event.ts';
import { refusal } from '../repository/git.ts';
import { parentsOf } from '../repository/obtain.ts';
import type { Commits } from './commits.ts';

/** What is compared with what, as the event means it. */
export interface Comparison {
  readonly selection: Selection;
  /** The commit of the pull request whose lines a reviewer sees, where something else is checked out; null: HEAD itself. */
  readonly shownAt: string | null;
  /** What a person should know about it. */
  readonly notes: readonly string[];
}

type Chosen = Exclude<Trigger, { readonly kind: 'workflow-run' }>;

/**
 * @param base what the input says; it wins over the event
 * @throws GateError `base-missing`, `bad-usage`, `no-git`
 */
export async function compare(
  trigger: Chosen,
  commits: Commits,
  { base, allowPrivileged }: { readonly base: string | null; readonly allowPrivileged: boolean },
): Promise<Comparison> {
  const head = await headOf(commits);
  if (trigger.kind === 'pull-request') return ofPullRequest(trigger, commits, head, base, allowPrivileged);
  if (base !== null) return { ...(await fromBase(commits, head, base)), shownAt: null, notes: [] };
  if (trigger.kind === 'queue') return ofQueue(trigger, commits);
  if (trigger.kind === 'push') return ofPush(trigger, commits);
  return whole([]);
}

const whole = (notes: readonly string[]): Comparison => ({
  selection: { base: null, all: true, revisions: [], shard: null },
  shownAt: null,
  notes,
});

const exactly = (commit: string, live: string | null): Selection => ({
  base: { commit, live },
  all: false,
  revisions: [],
  shard: null,
});

/** @throws GateError `no-git` */
async function headOf({ git }: Commits): Promise<string> {
  const { code, stdout, stderr } = await git.ask(['rev-parse', '--verify', 'HEAD^{commit}']);
  if (code === 0) return stdout.toString().trim();
  if (!stderr.includes('not a git repository')) throw refusal(git.folder, stderr);
  throw new GateError('no-git', `${git.folder} holds no checkout.`, {
    hint: 'Put `- uses: actions/checkout@v5` before this step.',
  });
}

async function ofPullRequest(
  trigger: PullRequestTrigger,
  commits: Commits,
  head: string,
  wanted: string | null,
  allowPrivileged: boolean,
): Promise<Comparison> {
  const parents = await parentsOf(commits.git, head);
  const isMerge = parents.length === 2 && parents.includes(trigger.head);
  const isProposal = head === trigger.head || isMerge;
  if (trigger.privileged && isProposal && !allowPrivileged) throw privileged();
  if (!isProposal && (head === trigger.base.sha || trigger.privileged)) throw baseCheckedOut(trigger, head);

  const tip = await commits.tip(trigger.base.branch);
  const notes = [
    ...(tip === null ? [`The branch ${trigger.base.branch} is gone; heads are judged against the base commit.`] : []),
    ...(trigger.isClosed ? ['The pull request is closed.'] : []),
  ];
  const shownAt = async () => (isMerge ? ((await commits.obtain([trigger.head])).here[0] ?? null) : null);
  if (wanted !== null) return { ...(await fromBase(commits, head, wanted)), shownAt: await shownAt(), notes };
  const merged = isMerge ? parents.find((parent) => parent !== trigger.head) : undefined;
  const base = merged ?? (await meetingOf(trigger, commits));
  // One request for all that is missing; what cannot be had is asked for again below, where it is known what it is for.
  await commits.obtain([base, trigger.head, ...(tip ? [tip] : [])]);
  const [live = null] = tip ? (await commits.obtain([tip])).here : [];
  return {
    selection: exactly(await commits.need(base, 'The base commit'), live),
    shownAt: await shownAt(),
    notes,
  };
}

/** Where the pull request left the base branch. */
async function meetingOf(trigger: PullRequestTrigger, commits: Commits): Promise<string> {
  await commits.obtain([trigger.base.sha]);
  return commits.meeting(trigger.head, trigger.base.sha);
}

async function ofQueue(trigger: QueueTrigger, commits: Commits): Promise<Comparison> {
  const base = await commits.need(trigger.base.sha, 'The base commit of the merge group');
  return { selection: exactly(base, null), shownAt: null, notes: [] };
}

async function ofPush(trigger: PushTrigger, commits: Commits): Promise<Comparison> {
  const isDefault = trigger.branch === trigger.defaultBranch;
  // A rebased branch brings revisions along that others merged: only on the default branch does what was there before stand for production.
  if (trigger.before !== null && (!trigger.isForced || isDefault)) {
    const [before] = (await commits.obtain([trigger.before])).here;
    if (before) return { selection: exactly(before, null), shownAt: null, notes: [] };
  }
  if (isDefault)
    return whole([`What ${trigger.branch} was before this push is not to be had: the whole history is walked.`]);
  const tip = await commits.tip(trigger.defaultBranch);
  if (!tip) return whole([`There is no branch ${trigger.defaultBranch} to compare with: the whole history is walked.`]);
  const live = await commits.need(tip, `The tip of ${trigger.defaultBranch}`);
  const base = await commits.need(await commits.meeting(trigger.head, tip), 'The base commit');
  return { selection: exactly(base, live), shownAt: null, notes: [] };
}

/** What the input names: a commit, a branch or a tag, in the clone or not yet. */
async function fromBase(commits: Commits, head: string, base: string): Promise<Pick<Comparison, 'selection'>> {
  const named: Selection = { base, all: false, revisions: [], shard: null };
  if (base.startsWith('-')) return { selection: named };
  const sha = await resolved(commits, base);
  if (sha === null) return { selection: named };
  const [here] = (await commits.obtain([sha])).here;
  if (!here) return { selection: named };
  const meeting = await commits.meeting(head, sha);
  return { selection: exactly(await commits.need(meeting, 'The base commit'), here) };
}

async function resolved(commits: Commits, base: string): Promise<string | null> {
  for (const name of [base, `refs/remotes/origin/${base}`]) {
    const sha = await commits.git.line(['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
    if (sha !== null) return sha;
  }
  return /^[0-9a-f]{40}$/.test(base) ? base : ((await commits.tip(base)) ?? null);
}

const privileged = (): GateError =>
  new GateError(
    'bad-usage',
    "pull_request_target with the pull request's code checked out: the migrations and env.py of whoever opened it would run with this repository's secrets and its writing token",
    {
      hint: 'Run the gate on `pull_request`; for forks add the workflow_run workflow with `mode: publish` (docs/github-action.md). If the secrets are out of reach, set the input `allow-pull-request-target: true`.',
    },
  );

const baseCheckedOut = ({ base }: PullRequestTrigger, head: string): GateError =>
  new GateError(
    'bad-usage',
    `${head} is checked out, which is not what the pull request proposes but ${base.branch} or some other commit: nothing of it would be walked`,
    { hint: 'Run the gate on `pull_request`, with a plain actions/checkout before it.' },
  );
