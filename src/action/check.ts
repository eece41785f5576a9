import { saveState } from '@actions/core';
import { deliver, probe } from '../cli/deliver.ts';
import { exitCode } from '../cli/exit-code.ts';
import { failureWords } from '../cli/failure.ts';
import { configFile, toConfigFlags } from '../cli/flags.ts';
import { gated, type Order } from '../cli/gated.ts';
import type { Output } from '../cli/outputs.ts';
import { showProgress } from '../cli/progress.ts';
import { listenForStop } from '../cli/signals.ts';
import { findRoot } from '../cli/sources.ts';
import { write } from '../cli/surroundings.ts';
import { GateError } from '../domain/error.ts';
import type { Progress } from '../domain/progress.ts';
import { terminal } from '../reporters/terminal.ts';
import { Git } from '../repository/git.ts';
import { Commits } from './commits.ts';
import { type Comparison, compare } from './comparison.ts';
import { asRead, readSourceOf } from './finished.ts';
import { asInput } from './inputs.ts';
import { boardOf, cancelEarlier, fileOutputs, filesOf, type Job, valuesOf } from './job.ts';
import { setOutputs, show } from './show.ts';
import { stateKeys } from './state.ts';
import { cancelled, conclusionOf } from './texts.ts';

/** `mode: check`: walks what is new and shows what came of it. @returns the exit code */
export async function runCheck(job: Job): Promise<number> {
  const { surroundings, runner, inputs, client, warn, loadGate, trigger } = job;
  const headSha = trigger instanceof GateError ? runner.commit : trigger.head;
  const board = boardOf(job, headSha);
  using stop = listenForStop(surroundings, (what) => void write(surroundings.stderr, `${what}\n`));
  stop.signal.addEventListener('abort', () => void board.complete('cancelled', cancelled, []));
  await cancelEarlier(board, runner);

  const root = findRoot(surroundings.cwd());
  const commits = new Commits(new Git(root, surroundings.env), client, runner.repository);
  const files = filesOf(job);
  const outputs: readonly Output[] = [...(await fileOutputs(files)), { reporter: terminal, to: 'stdout' }];
  const view = await showProgress(surroundings, true);
  let comparison: Comparison | null = null;
  const result = await gated({ surroundings, root, loadGate, signal: stop.signal }, async () => {
    await probe(outputs, surroundings.cwd());
    comparison = await comparisonOf(job, commits);
    return orderOf(job, root, comparison, (event) => {
      view.progress(event);
      board.progress(event);
    });
  });

  const report = await asRead(result.report, comparison, commits, headSha);
  const readSource = readSourceOf(root, comparison, commits.git);
  const delivery = { surroundings, readSource, colourRefused: true };
  const unwritten = await deliver(report, outputs, delivery);
  for (const error of unwritten) await write(surroundings.stderr, failureWords(error, surroundings));
  const pullRequest = !(trigger instanceof GateError) && trigger.kind === 'pull-request' ? trigger.number : null;
  const audience = { client, runner, inputs, board, headSha, pullRequest, delivery, warn };
  const isPosted = await show(report, conclusionOf(report, result.inconclusive), audience);
  setOutputs(await valuesOf(files, report, board));
  if (isPosted || client === null) saveState(stateKeys.done, 'true');
  return unwritten.length > 0 && stop.by() === null ? 2 : exitCode(report, result.inconclusive, stop.by());
}

/** @throws GateError for what is wrong with event and inputs, and what `compare` throws */
async function comparisonOf({ trigger, inputs }: Job, commits: Commits): Promise<Comparison> {
  if (trigger instanceof GateError) throw trigger;
  if (inputs.refused) throw inputs.refused;
  if (trigger.kind === 'workflow-run')
    throw new GateError('bad-usage', 'workflow_run brings no code of its own: there is nothing to walk', {
      hint: 'Set the input `mode: publish` to post the report of the run that it follows.',
    });
  const { allowPullRequestTarget: allowPrivileged, flags } = inputs;
  return compare(trigger, commits, { base: flags.base ?? null, allowPrivileged });
}

function orderOf({ inputs, surroundings }: Job, root: string, { selection }: Comparison, progress: Progress): Order {
  const cwd = surroundings.cwd();
  const configFlags = toConfigFlags(inputs.flags, cwd, root, asInput);
  return { selection, configFlags, configFile: configFile(inputs.flags, cwd), keep: false, progress };
}
