import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { GateError, messageOf } from '../domain/error.ts';
import type { RepositoryName } from '../github/client.ts';
import { readTrigger, type Trigger } from '../github/event.ts';

/** What the runner tells an action of where and why it runs. */
export interface Runner {
  readonly workspace: string;
  /** A folder that the runner empties when the job is over. */
  readonly temporary: string;
  /** `https://github.com`, or a server of one's own. */
  readonly server: string;
  readonly repository: RepositoryName;
  /** Commit that the event belongs to, as the runner says. */
  readonly commit: string;
  readonly runId: string;
  readonly attempt: number;
  /** Tells this step from every other of the workflow run. */
  readonly step: string;
  /** The page of the workflow run. */
  readonly runUrl: string;
}

/** @throws GateError `bad-usage` outside of a runner */
export function readRunner(env: NodeJS.ProcessEnv): Runner {
  const repository = needed(env, 'GITHUB_REPOSITORY');
  const [owner = '', repo = ''] = repository.split('/');
  const server = env.GITHUB_SERVER_URL ?? 'https://github.com';
  const runId = env.GITHUB_RUN_ID ?? '0';
  const workspace = needed(env, 'GITHUB_WORKSPACE');
  return {
    workspace,
    temporary: env.RUNNER_TEMP ?? join(workspace, '..'),
    server,
    repository: { owner, repo },
    commit: env.GITHUB_SHA ?? '',
    runId,
    attempt: Number(env.GITHUB_RUN_ATTEMPT ?? 1),
    step: [env.GITHUB_JOB, env.GITHUB_ACTION].filter(Boolean).join('/'),
    runUrl: `${server}/${repository}/actions/runs/${runId}`,
  };
}

/** @throws GateError `bad-usage` for an event file that is missing or is not what GitHub documents */
export function readEvent(env: NodeJS.ProcessEnv): Trigger {
  const path = needed(env, 'GITHUB_EVENT_PATH');
  const payload = parsed(path);
  return readTrigger(needed(env, 'GITHUB_EVENT_NAME'), payload, env.GITHUB_SHA ?? '');
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(resolve(path), 'utf8'));
  } catch (cause) {
    throw new GateError('bad-usage', `the event file ${path} cannot be read: ${messageOf(cause)}`, {
      hint: 'The runner writes it; do not set GITHUB_EVENT_PATH yourself.',
      cause,
    });
  }
}

function needed(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value) return value;
  throw new GateError('bad-usage', `${name} is not set: this is no GitHub Actions runner`, {
    hint: 'Outside of GitHub Actions run the command: npx migration-gate check',
  });
}
