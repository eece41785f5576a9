import { type Config, type ConfigFlags, loadConfig } from '../config.ts';
import { GateError } from '../domain/error.ts';
import type { Progress } from '../domain/progress.ts';
import type { Selection } from '../gate/gate.ts';
import type { Report } from '../reporters/report.ts';
import { toReport } from '../reporters/to-report.ts';
import { bugWords, failureReport } from './failure.ts';
import type { LoadGate } from './gate.ts';
import { type Surroundings, write } from './surroundings.ts';

/** What the user wants of the gate, from flags or inputs. */
export interface Order {
  readonly selection: Selection;
  readonly configFlags: ConfigFlags;
  /** The file that the user named, absolute. */
  readonly configFile: string | null;
  readonly keep: boolean;
  readonly progress: Progress;
}

interface Run {
  readonly surroundings: Surroundings;
  readonly root: string;
  readonly loadGate: LoadGate;
  readonly signal: AbortSignal;
}

/** How a run ended, before anybody is told. */
export interface Result {
  readonly report: Report;
  readonly inconclusive: Config['inconclusive'];
  readonly kept: readonly string[];
}

/**
 * Runs the gate. Never throws: whatever goes wrong is in the report, and a bug of ours is told on stderr as well.
 * @param order read inside, so that what the user wrote wrongly is reported like everything else
 */
export async function gated(run: Run, order: () => Promise<Order>): Promise<Result> {
  const { surroundings, root, loadGate, signal } = run;
  const started = performance.now();
  let inconclusive: Config['inconclusive'] = 'fail';
  try {
    const { selection, configFlags, configFile, keep, progress } = await order();
    const { check, parts } = await loadGate();
    const checkIds = parts.checks.map(({ id }) => id);
    const config = await loadConfig({ root, file: configFile, flags: configFlags, checkIds });
    inconclusive = config.inconclusive;
    const environment = surroundings.env;
    const cwd = surroundings.cwd();
    const outcome = await check({ cwd, environment, config, selection, keep, signal, progress }, parts);
    return { report: toReport(outcome, performance.now() - started), inconclusive, kept: outcome.kept };
  } catch (thrown) {
    if (!(thrown instanceof GateError)) await write(surroundings.stderr, bugWords(thrown));
    return { report: failureReport(thrown, performance.now() - started), inconclusive, kept: [] };
  }
}
