import { loadConfig } from '../config.ts';
import { GateError } from '../domain/error.ts';
import { harmless, inert } from '../reporters/harmless.ts';
import type { Report } from '../reporters/report.ts';
import { toReport } from '../reporters/to-report.ts';
import { deliver, probe } from './deliver.ts';
import { exitCode } from './exit-code.ts';
import { bugWords, failureReport, failureWords } from './failure.ts';
import { type CheckFlags, configFile, toConfigFlags, toSelection } from './flags.ts';
import type { LoadGate } from './gate.ts';
import { type Output, toOutputs } from './outputs.ts';
import { showProgress } from './progress.ts';
import { listenForStop, type Stop } from './signals.ts';
import { findRoot, sourcesOf } from './sources.ts';
import { type Surroundings, write } from './surroundings.ts';

/** How a run ended, before anybody is told. */
interface Result {
  readonly report: Report;
  readonly inconclusive: 'fail' | 'allow';
  readonly kept: readonly string[];
}

/**
 * `migration-gate check`: the gate's whole job, and a report on every way out.
 * @param refused what was wrong with the command line, to be reported where the flags that could be read say
 * @returns the exit code
 * @throws GateError `bad-usage` when it cannot be told where the report goes
 */
export async function runCheck(
  flags: CheckFlags,
  surroundings: Surroundings,
  loadGate: LoadGate,
  refused: GateError | null,
): Promise<number> {
  const { stderr, env } = surroundings;
  const outputs = toOutputs(flags.format ?? [], flags.output ?? null);
  using stop = listenForStop(surroundings, (what) => void write(stderr, `${what}\n`));
  const root = findRoot(surroundings.cwd());

  const { report, inconclusive, kept } = await gated(flags, surroundings, loadGate, { outputs, root, stop, refused });

  const usage = report.error?.code === 'bad-usage' ? report.error : null;
  const shown = usage ? outputs.filter(({ reporter }) => reporter.machine) : outputs;
  const delivery = { surroundings, readSource: sourcesOf(root, report.base, env), colourRefused: !flags.color };
  const unwritten = await deliver(report, shown, delivery);
  const untold = unwritten.filter(({ message }) => message !== report.error?.message);
  for (const error of usage ? [usage, ...untold] : untold) await write(stderr, failureWords(error, surroundings));
  if (kept.length > 0) await write(stderr, keptWords(kept));
  return untold.length > 0 && stop.by() === null ? 2 : exitCode(report, inconclusive, stop.by());
}

const keptWords = (kept: readonly string[]): string =>
  inert(`Kept, as --keep asked:\n${kept.map((line) => `  ${harmless(line)}\n`).join('')}`);

interface Run {
  readonly outputs: readonly Output[];
  readonly root: string;
  readonly stop: Stop;
  readonly refused: GateError | null;
}

/** Never throws: whatever goes wrong is in the report. */
async function gated(flags: CheckFlags, surroundings: Surroundings, loadGate: LoadGate, run: Run): Promise<Result> {
  const started = performance.now();
  const cwd = surroundings.cwd();
  let inconclusive: Result['inconclusive'] = 'fail';
  try {
    if (run.refused) throw run.refused;
    const selection = toSelection(flags);
    const configFlags = toConfigFlags(flags, cwd, run.root);
    await probe(run.outputs, cwd);
    const { check, parts } = await loadGate();
    const checkIds = parts.checks.map(({ id }) => id);
    const config = await loadConfig({ root: run.root, file: configFile(flags, cwd), flags: configFlags, checkIds });
    inconclusive = config.inconclusive;
    const view = await showProgress(surroundings, !flags.color);
    const gateOptions = {
      cwd,
      environment: surroundings.env,
      config,
      selection,
      keep: flags.keep ?? false,
      signal: run.stop.signal,
      progress: view.progress,
    };
    const outcome = await check(gateOptions, parts).finally(view.stop);
    return { report: toReport(outcome, performance.now() - started), inconclusive, kept: outcome.kept };
  } catch (thrown) {
    if (!(thrown instanceof GateError)) await write(surroundings.stderr, bugWords(thrown));
    return { report: failureReport(thrown, performance.now() - started), inconclusive, kept: [] };
  }
}
