import * as z from 'zod';
import { GateError } from '../domain/error.ts';

/** What set the workflow off, as far as it decides what is compared and where the result goes. */
export type Trigger = PullRequestTrigger | QueueTrigger | PushTrigger | OtherTrigger | WorkflowRunTrigger;

export interface PullRequestTrigger {
  readonly kind: 'pull-request';
  readonly number: number;
  readonly head: string;
  readonly base: Branch;
  /** Set off by `pull_request_target`: it has the secrets of the base repository. */
  readonly privileged: boolean;
  readonly isClosed: boolean;
}

export interface QueueTrigger {
  readonly kind: 'queue';
  readonly head: string;
  readonly base: Branch;
}

export interface PushTrigger {
  readonly kind: 'push';
  readonly head: string;
  /** Where the branch was before; null for a new one. */
  readonly before: string | null;
  readonly isForced: boolean;
  /** Null for a tag. */
  readonly branch: string | null;
  readonly defaultBranch: string;
}

/** `workflow_dispatch`, `schedule` and whatever else starts a workflow. */
interface OtherTrigger {
  readonly kind: 'other';
  readonly name: string;
  readonly head: string;
}

export interface WorkflowRunTrigger {
  readonly kind: 'workflow-run';
  readonly runId: number;
  readonly head: string;
  /** Owner and branch that the run's commit came from; null when the repository is gone. */
  readonly headOwner: string | null;
  readonly headBranch: string | null;
  /** GitHub's own word on how the run ended. */
  readonly conclusion: string | null;
}

/** A branch and the commit it pointed to when the event was sent. */
interface Branch {
  readonly sha: string;
  readonly branch: string;
}

const sha = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);
const branch = z.object({ sha, ref: z.string() });

const pullRequest = z.object({
  pull_request: z.object({ number: z.int(), state: z.string(), head: branch, base: branch }),
});
const queue = z.object({ merge_group: z.object({ head_sha: sha, base_sha: sha, base_ref: z.string() }) });
const push = z.object({
  ref: z.string(),
  before: sha,
  after: sha,
  forced: z.boolean().default(false),
  repository: z.object({ default_branch: z.string() }),
});
const workflowRun = z.object({
  workflow_run: z.object({
    id: z.int(),
    head_sha: sha,
    head_branch: z.string().nullable(),
    head_repository: z.object({ owner: z.object({ login: z.string() }) }).nullable(),
    conclusion: z.string().nullable(),
  }),
});

/**
 * @param name as in `GITHUB_EVENT_NAME`
 * @param payload what the event file holds
 * @param commit `GITHUB_SHA`
 * @throws GateError `bad-usage` for a payload that is not what GitHub documents for this event
 */
export function readTrigger(name: string, payload: unknown, commit: string): Trigger {
  switch (name) {
    case 'pull_request':
    case 'pull_request_target': {
      const { number, state, head, base } = understood(name, pullRequest, payload).pull_request;
      return {
        kind: 'pull-request',
        number,
        head: head.sha,
        base: { sha: base.sha, branch: base.ref },
        privileged: name === 'pull_request_target',
        isClosed: state === 'closed',
      };
    }
    case 'merge_group': {
      const { head_sha, base_sha, base_ref } = understood(name, queue, payload).merge_group;
      return { kind: 'queue', head: head_sha, base: { sha: base_sha, branch: plain(base_ref) ?? base_ref } };
    }
    case 'push': {
      const { ref, before, after, forced, repository } = understood(name, push, payload);
      return {
        kind: 'push',
        head: isNothing(after) ? commit : after,
        before: isNothing(before) ? null : before,
        isForced: forced,
        branch: plain(ref),
        defaultBranch: repository.default_branch,
      };
    }
    case 'workflow_run': {
      const run = understood(name, workflowRun, payload).workflow_run;
      return {
        kind: 'workflow-run',
        runId: run.id,
        head: run.head_sha,
        headOwner: run.head_repository?.owner.login ?? null,
        headBranch: run.head_branch,
        conclusion: run.conclusion,
      };
    }
    default:
      return { kind: 'other', name, head: commit };
  }
}

/** `refs/heads/main` → `main`; null for what is no branch. */
const plain = (ref: string): string | null => (ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null);

/** All zeros: there was, or is, no commit. */
const isNothing = (commit: string): boolean => /^0+$/.test(commit);

function understood<Schema extends z.ZodType>(name: string, schema: Schema, payload: unknown): z.output<Schema> {
  const { data, error } = schema.safeParse(payload);
  if (!error) return data;
  const [issue] = error.issues;
  throw new GateError(
    'bad-usage',
    `the event file is not that of ${name}: ${issue?.path.join('.') || 'it'}: ${issue?.message}`,
    { hint: 'The runner writes it; set neither GITHUB_EVENT_NAME nor GITHUB_EVENT_PATH yourself.' },
  );
}
