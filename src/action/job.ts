import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { saveState } from '@actions/core';
import type { LoadGate } from '../cli/gate.ts';
import type { Output } from '../cli/outputs.ts';
import type { Surroundings } from '../cli/surroundings.ts';
import type { OutputName } from '../config/inputs.ts';
import type { GateError } from '../domain/error.ts';
import type { Client } from '../github/client.ts';
import type { Trigger } from '../github/event.ts';
import { standing } from '../reporters/harshest-first.ts';
import { json } from '../reporters/json.ts';
import { junit } from '../reporters/junit.ts';
import type { Report } from '../reporters/report.ts';
import { sarif } from '../reporters/sarif.ts';
import { Board } from './board.ts';
import type { Inputs } from './inputs.ts';
import type { Runner } from './runner.ts';
import { externalIdOf, isOfEarlierAttempt, type State, stateKeys } from './state.ts';
import { begun } from './texts.ts';

/** What the main step works with. */
export interface Job {
  readonly surroundings: Surroundings;
  readonly loadGate: LoadGate;
  readonly runner: Runner;
  readonly inputs: Inputs;
  /** What kept the event from being understood, in its place. */
  readonly trigger: Trigger | GateError;
  /** Null without a token: nothing is posted. */
  readonly client: Client | null;
  /** Says what kept something from being posted. */
  readonly warn: (what: string) => void;
}

/** Opens the check run, and leaves word of it for the post step before that. */
export function boardOf({ client, runner, inputs, warn }: Job, headSha: string): Board {
  const { repository, runId, attempt, runUrl } = runner;
  const externalId = externalIdOf(runId, attempt, randomBytes(6).toString('hex'));
  const name = inputs.checkName;
  if (client) saveState(stateKeys.check, { name, headSha, externalId } satisfies State);
  const place = { repository, name, headSha, externalId, detailsUrl: runUrl };
  return new Board({ client, place, refused: (why) => warn(`No check run: ${why}`) }, begun);
}

/** Ends what earlier attempts of the same workflow run left unfinished: they are over, whatever became of them. */
export const cancelEarlier = async (board: Board, { runId, attempt }: Runner): Promise<void> =>
  attempt > 1 ? board.cancelEarlier((id) => isOfEarlierAttempt(id, runId, attempt)) : undefined;

/** Absolute paths of what the step writes. */
export interface Files {
  readonly report: string;
  readonly sarif: string;
  readonly junit: string | null;
}

export function filesOf({ inputs, runner, surroundings }: Job): Files {
  const named = (file: string | null): string | null => (file === null ? null : resolve(surroundings.cwd(), file));
  const report = named(inputs.report) ?? join(runner.temporary, 'migration-gate', 'report.json');
  return { report, sarif: named(inputs.sarif) ?? join(dirname(report), 'report.sarif'), junit: named(inputs.junit) };
}

/** The reports of this step. Their folders are there afterwards, or the writing tells that they cannot be. */
export async function fileOutputs({ report, sarif: sarifFile, junit: junitFile }: Files): Promise<readonly Output[]> {
  const outputs: readonly Output[] = [
    { reporter: json, to: { file: report } },
    { reporter: sarif, to: { file: sarifFile } },
    ...(junitFile === null ? [] : [{ reporter: junit, to: { file: junitFile } }]),
  ];
  const files = [report, sarifFile, ...(junitFile === null ? [] : [junitFile])];
  for (const file of files) await makeFolder(dirname(file)).catch(() => undefined);
  return outputs;
}

/** One folder after the other: with `recursive`, Node tries for ever where a file system refuses new folders with ENOENT, as /proc does. */
async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  await makeFolder(dirname(folder));
  await mkdir(folder);
}

/** What later steps read. */
export const valuesOf = async (
  { report: reportFile, sarif: sarifFile }: Files,
  report: Report,
  board: Board,
): Promise<Readonly<Record<OutputName, string | number>>> => ({
  verdict: report.verdict,
  findings: standing(report).length,
  errors: standing(report).filter(({ severity }) => severity === 'error').length,
  revisions: report.plan.length,
  report: reportFile,
  sarif: sarifFile,
  'check-run-url': (await board.url()) ?? '',
});
