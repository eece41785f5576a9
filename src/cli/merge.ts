import { inconclusive as policy } from '../config/values.ts';
import { mergeReports } from '../reporters/merge.ts';
import { deliver, probe } from './deliver.ts';
import { exitCode } from './exit-code.ts';
import { failureWords } from './failure.ts';
import { toOutputs } from './outputs.ts';
import { readShards } from './shard-reports.ts';
import { findRoot, sourcesOf } from './sources.ts';
import { type Surroundings, write } from './surroundings.ts';
import { badUsage, flagValue } from './usage.ts';

export interface MergeFlags {
  readonly format?: readonly string[];
  readonly output?: string;
  readonly inconclusive?: string;
  readonly color: boolean;
}

/**
 * `migration-gate merge`: the reports of shards as one.
 * @returns what `check` would end with
 * @throws GateError when a file is no report, or the reports are not of one plan
 */
export async function runMerge(
  files: readonly string[],
  flags: MergeFlags,
  surroundings: Surroundings,
): Promise<number> {
  const { stderr, env } = surroundings;
  const cwd = surroundings.cwd();
  if (files.length === 0) throw badUsage('merge needs the reports of the shards', 'migration-gate merge shard-*.json');
  const outputs = toOutputs(flags.format ?? [], flags.output ?? null);
  const inconclusive = flagValue('--inconclusive', policy, flags.inconclusive ?? 'fail');
  await probe(outputs, cwd);
  const { reports, missing, count } = await readShards(files, cwd);
  const report = mergeReports(reports, missing, count);
  const readSource = sourcesOf(findRoot(cwd), report.base, env);
  const unwritten = await deliver(report, outputs, { surroundings, readSource, colourRefused: !flags.color });
  for (const error of unwritten) await write(stderr, failureWords(error, surroundings));
  return unwritten.length > 0 ? 2 : exitCode(report, inconclusive, null);
}
