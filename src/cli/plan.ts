import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { didYouMean } from '../config/suggest.ts';
import { loadConfig } from '../config.ts';
import { type PlanFormat, planFormats, planText } from '../reporters/plan-report.ts';
import { toReport } from '../reporters/to-report.ts';
import { probeFile, unwritable } from './deliver.ts';
import { configFile, type SelectionFlags, type SurroundingFlags, toConfigFlags, toSelection } from './flags.ts';
import type { LoadGate } from './gate.ts';
import { shardsOf } from './shard.ts';
import { findRoot } from './sources.ts';
import { type Surroundings, write } from './surroundings.ts';
import { badUsage } from './usage.ts';

export interface PlanFlags extends SurroundingFlags, SelectionFlags {
  readonly format?: string;
  readonly output?: string;
  readonly shards?: string;
}

/**
 * `migration-gate plan`: what `check` would walk. Runs no code and starts no database.
 * @returns 0, whatever is planned
 * @throws GateError
 */
export async function runPlan(flags: PlanFlags, surroundings: Surroundings, loadGate: LoadGate): Promise<number> {
  const cwd = surroundings.cwd();
  const root = findRoot(cwd);
  const format = formatOf(flags.format ?? 'terminal');
  const shards = shardsOf(flags.shards ?? '5');
  const selection = toSelection(flags);
  const configFlags = toConfigFlags(flags, cwd, root);
  if (flags.output !== undefined) await probeFile(flags.output, cwd);
  const { planOf, parts } = await loadGate();
  const checkIds = parts.checks.map(({ id }) => id);
  const config = await loadConfig({ root, file: configFile(flags, cwd), flags: configFlags, checkIds });
  const { evidence } = await planOf({ cwd, environment: surroundings.env, config, selection }, parts);
  const { base, head, plan } = toReport({ verdict: { kind: 'pass', findings: [], error: null }, evidence }, 0);
  const text = planText({ base, head, plan }, format, shards);
  if (flags.output === undefined) await write(surroundings.stdout, text);
  else
    await writeFile(resolve(cwd, flags.output), text).catch((cause) => {
      throw unwritable(flags.output ?? '', cause);
    });
  return 0;
}

function formatOf(text: string): PlanFormat {
  const format = planFormats.find((each) => each === text);
  if (format) return format;
  throw badUsage(
    `--format ${text}: a plan has no format "${text}"${didYouMean(text, planFormats)}`,
    `Formats of a plan: ${planFormats.join(', ')}.`,
  );
}
