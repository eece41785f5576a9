import type { GateError } from '../domain/error.ts';
import { harmless, inert } from '../reporters/harmless.ts';
import { deliver, probe } from './deliver.ts';
import { exitCode } from './exit-code.ts';
import { failureWords } from './failure.ts';
import { type CheckFlags, configFile, toConfigFlags, toSelection } from './flags.ts';
import type { LoadGate } from './gate.ts';
import { gated } from './gated.ts';
import { toOutputs } from './outputs.ts';
import { showProgress } from './progress.ts';
import { listenForStop } from './signals.ts';
import { findRoot, sourcesOf } from './sources.ts';
import { type Surroundings, write } from './surroundings.ts';

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
  const cwd = surroundings.cwd();
  const outputs = toOutputs(flags.format ?? [], flags.output ?? null);
  using stop = listenForStop(surroundings, (what) => void write(stderr, `${what}\n`));
  const root = findRoot(cwd);

  const view = await showProgress(surroundings, !flags.color);

  const { report, inconclusive, kept } = await gated(
    { surroundings, root, loadGate, signal: stop.signal },
    async () => {
      if (refused) throw refused;
      const selection = toSelection(flags);
      const configFlags = toConfigFlags(flags, cwd, root);
      await probe(outputs, cwd);
      const { keep = false } = flags;
      return { selection, configFlags, configFile: configFile(flags, cwd), keep, progress: view.progress };
    },
  ).finally(view.stop);

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
