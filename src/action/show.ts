import { summary as jobSummary, setOutput } from '@actions/core';
import { type Delivery, deliver } from '../cli/deliver.ts';
import type { OutputName } from '../config/inputs.ts';
import type { Conclusion } from '../github/check-run.ts';
import type { Client } from '../github/client.ts';
import { keepComment } from '../github/comment.ts';
import { refusalWords } from '../github/refusal.ts';
import { comment, commentMarker } from '../reporters/comment.ts';
import { github } from '../reporters/github.ts';
import type { Links } from '../reporters/links.ts';
import type { Report } from '../reporters/report.ts';
import { summary } from '../reporters/summary.ts';
import type { Board } from './board.ts';
import type { Inputs } from './inputs.ts';
import type { Runner } from './runner.ts';
import { posting } from './texts.ts';

/** GitHub takes 1,024 KiB of a step; a little of it may be another's. */
const jobSummaryBytes = 1_000_000;
const commentBytes = 65_536;

/** Where a result is told, and to whom. */
export interface Audience {
  readonly client: Client | null;
  readonly runner: Runner;
  readonly inputs: Pick<Inputs, 'comment' | 'checkName'>;
  readonly board: Board;
  /** The commit whose lines a reader sees. */
  readonly headSha: string;
  /** Null: there is no conversation to comment in. */
  readonly pullRequest: number | null;
  /** How texts are read and written; what cannot be posted goes to its stdout. */
  readonly delivery: Delivery;
  /** Said in the log, as what kept something from being posted. */
  readonly warn: (what: string) => void;
}

/** Shows a finished report everywhere on GitHub: check run or log, comment, job summary. @returns whether the check run has its conclusion */
export async function show(report: Report, conclusion: Conclusion, audience: Audience): Promise<boolean> {
  const { runner, board, delivery } = audience;
  const { readSource } = delivery;
  const { owner, repo } = runner.repository;
  const links: Links = { server: runner.server, repository: `${owner}/${repo}`, head: audience.headSha };
  const text = await summary(report, { readSource, links, limit: jobSummaryBytes });
  if (process.env.GITHUB_STEP_SUMMARY) await jobSummary.addRaw(text).write();
  const { texts, annotations } = await posting(report, { readSource, links });
  const [posted] = await Promise.all([
    board.complete(conclusion, texts, annotations),
    conclusion === 'cancelled' ? null : commentOn(report, links, audience),
  ]);
  if (posted !== 'whole') await deliver(report, [{ reporter: github, to: 'stdout' }], delivery);
  return posted !== 'nothing';
}

async function commentOn(report: Report, links: Links, audience: Audience): Promise<void> {
  const { client, pullRequest, inputs, runner, board, warn } = audience;
  if (!client || pullRequest === null || inputs.comment === 'never') return;
  const detailsUrl = (await board.url()) ?? runner.runUrl;
  const text = comment(report, { name: inputs.checkName, links, detailsUrl, limit: commentBytes });
  const isWell = report.verdict === 'pass' && report.findings.length === 0;
  const place = { repository: runner.repository, pullRequest, marker: commentMarker(inputs.checkName) };
  try {
    await keepComment(client, place, text, inputs.comment === 'always' || !isWell);
  } catch (thrown) {
    warn(`The comment could not be written: ${refusalWords(thrown, 'pull-requests: write')}`);
  }
}

/** Sets the outputs of the step. */
export function setOutputs(values: Readonly<Record<OutputName, string | number>>): void {
  for (const [name, value] of Object.entries(values)) setOutput(name, value);
}
