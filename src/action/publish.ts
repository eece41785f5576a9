import { info, saveState } from '@actions/core';
import { deliver } from '../cli/deliver.ts';
import { failureReport } from '../cli/failure.ts';
import { flagValue } from '../cli/usage.ts';
import { inconclusive } from '../config/values.ts';
import { GateError, messageOf } from '../domain/error.ts';
import { readArtifact } from '../github/artifact.ts';
import type { Conclusion } from '../github/check-run.ts';
import type { Client } from '../github/client.ts';
import type { WorkflowRunTrigger } from '../github/event.ts';
import { openPullRequest } from '../github/pull-requests.ts';
import { refusalWords } from '../github/refusal.ts';
import { type Report, reportSchema } from '../reporters/report.ts';
import { asInput } from './inputs.ts';
import { boardOf, cancelEarlier, fileOutputs, filesOf, type Job, valuesOf } from './job.ts';
import { setOutputs, show } from './show.ts';
import { stateKeys } from './state.ts';
import { conclusionOf } from './texts.ts';

const artifact = { name: 'migration-gate-report', file: 'report.json' };
const needed = 'actions: read, checks: write, pull-requests: write';

/**
 * `mode: publish`: posts what the workflow run before it found, for pull requests whose own token may not. The report is data that the pull
 * request's author may have written: which commit and which pull request it belongs to is GitHub's word alone.
 * @returns the exit code
 * @throws GateError
 */
export async function runPublish(job: Job): Promise<number> {
  const { runner, inputs, warn } = job;
  const { client, trigger } = understood(job);
  const policy = flagValue(asInput('inconclusive'), inconclusive, inputs.flags.inconclusive ?? 'fail');
  const board = boardOf(job, trigger.head);
  const [given, pullRequest] = await Promise.all([
    readReport(client, job, trigger).catch(unread),
    numberOf(client, job, trigger),
    cancelEarlier(board, runner),
  ]);
  const conclusion = believed(conclusionOf(given, policy), trigger.conclusion);
  const report = conclusion === conclusionOf(given, policy) ? given : doubted(given, trigger.conclusion);
  const files = filesOf(job);
  const delivery = { surroundings: job.surroundings, readSource: async () => null, colourRefused: true };
  for (const error of await deliver(report, await fileOutputs(files), delivery)) warn(error.message);
  const audience = { client, runner, inputs, board, headSha: trigger.head, pullRequest, delivery, warn };
  const isPosted = await show(report, conclusion, audience);
  setOutputs(await valuesOf(files, report, board));
  if (isPosted) saveState(stateKeys.done, 'true');
  return isPosted ? 0 : 2;
}

/** @throws GateError `bad-usage` */
function understood({ trigger, inputs, client }: Job): {
  readonly client: Client;
  readonly trigger: WorkflowRunTrigger;
} {
  if (trigger instanceof GateError) throw trigger;
  if (inputs.refused) throw inputs.refused;
  if (trigger.kind !== 'workflow-run')
    throw new GateError('bad-usage', '`mode: publish` runs on workflow_run alone', {
      hint: 'Leave the mode out to check what is new; docs/github-action.md shows both workflows.',
    });
  if (client) return { client, trigger };
  throw new GateError('bad-usage', '`mode: publish` has no token to post with', {
    hint: `Leave the input \`token\` out, and give the job \`permissions: { ${needed} }\`.`,
  });
}

/** @throws GateError, RequestError */
async function readReport(client: Client, { runner }: Job, { runId }: WorkflowRunTrigger): Promise<Report> {
  const text = await readArtifact(client, runner.repository, runId, artifact);
  try {
    return reportSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new GateError('io', `the artifact ${artifact.name} holds no report: ${messageOf(cause).slice(0, 500)}`, {
      hint: 'Use the same version of the gate in both workflows.',
      cause,
    });
  }
}

/** Without a report there is no pass: why there is none is what is posted. */
const unread = (thrown: unknown): Report =>
  failureReport(
    thrown instanceof GateError
      ? thrown
      : new GateError('io', refusalWords(thrown, needed), { hint: 'See docs/github-action.md.', cause: thrown }),
    0,
  );

async function numberOf(client: Client, job: Job, trigger: WorkflowRunTrigger): Promise<number | null> {
  const { head, headOwner, headBranch } = trigger;
  if (headOwner === null || headBranch === null) return null;
  try {
    const place = { owner: headOwner, branch: headBranch, sha: head };
    const number = await openPullRequest(client, job.runner.repository, place);
    if (number === null) info(`No open pull request has ${head} at its head: there is no comment.`);
    return number;
  } catch (thrown) {
    job.warn(`The pull request could not be found: ${refusalWords(thrown, needed)}`);
    return null;
  }
}

/** What the report says counts no further than the run that made it. */
function believed(said: Conclusion, ended: string | null): Conclusion {
  if (ended === 'success') return said;
  if (ended === 'cancelled') return 'cancelled';
  return said === 'success' || said === 'neutral' ? 'failure' : said;
}

const doubted = (report: Report, ended: string | null): Report => ({
  ...report,
  verdict: report.verdict === 'pass' ? 'inconclusive' : report.verdict,
  unknowns: [
    {
      what: `The run that made this report ended with ${ended ?? 'no conclusion'}`,
      why: 'its job did not succeed, so what its report says is no pass',
      file: null,
      line: null,
      decisive: true,
    },
    ...report.unknowns,
  ],
});
