import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf } from '../domain/error.ts';
import { type Report, reportSchema } from '../reporters/report.ts';
import { badUsage } from './usage.ts';

/** Larger is no report: one of 10,000 findings has 10 MB. */
const mostBytes = 256 * 1024 * 1024;

interface Shards {
  /** In the order of their shards. */
  readonly reports: readonly [Report, ...Report[]];
  readonly missing: readonly number[];
  readonly count: number;
}

interface Named {
  readonly file: string;
  readonly report: Report;
}

/** Reads the shards of one plan. A single report of a whole run is one shard of one. @throws GateError `bad-usage` */
export async function readShards(files: readonly string[], cwd: string): Promise<Shards> {
  const all: Named[] = [];
  for (const file of files) all.push({ file, report: await readReport(file, cwd) });
  const shards = all.map(({ file, report }) => ({
    file,
    report,
    shard: report.shard ?? alone(file, report, all.length),
  }));
  const count = shards[0]?.shard.count ?? 1;
  for (const [at, { file, shard }] of shards.entries()) {
    if (shard.count !== count)
      throw badUsage(
        `${shards[0]?.file} is one of ${count} shards and ${file} one of ${shard.count}`,
        'Merge the reports of one plan.',
      );
    const other = shards.slice(at + 1).find((each) => each.shard.index === shard.index);
    if (other) throw badUsage(`${file} and ${other.file} are both shard ${shard.index} of ${count}`, 'Give each once.');
  }
  for (const key of ['base', 'head', 'plan'] as const) sameIn(all, key);
  const [first, ...rest] = shards.toSorted((one, other) => one.shard.index - other.shard.index);
  if (!first) throw badUsage('merge needs the reports of the shards');
  const given = new Set(shards.map(({ shard }) => shard.index));
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter((index) => !given.has(index));
  return { reports: [first.report, ...rest.map(({ report }) => report)], missing, count };
}

function alone(file: string, { error }: Report, number: number) {
  if (number === 1) return { index: 1, count: 1 };
  if (error)
    throw badUsage(`${file} is no shard's report: that run ended before it had a plan (${error.message})`, error.hint);
  throw badUsage(
    `${file} is the report of a whole run, not of a shard`,
    'Make them with `check --shard I/N --format json`.',
  );
}

/** A run that could not plan knows neither its base nor its plan, and says so itself. */
function sameIn(all: readonly Named[], key: 'base' | 'head' | 'plan'): void {
  const known = all.filter(({ report }) => report.error === null);
  const [first] = known;
  const other = known.find(({ report }) => JSON.stringify(report[key]) !== JSON.stringify(first?.report[key]));
  if (!first || !other) return;
  const words = {
    base: 'are compared with different bases',
    head: 'are of different commits',
    plan: 'plan different revisions',
  };
  const values = key === 'plan' ? '' : `: ${first.report[key]} and ${other.report[key]}`;
  throw badUsage(
    `${first.file} and ${other.file} ${words[key]}${values}`,
    'Run every shard on one commit, with one --base.',
  );
}

async function readReport(file: string, cwd: string): Promise<Report> {
  const parsed = reportSchema.safeParse(await readJson(file, cwd));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badUsage(
    `${file} is not a report of this version of migration-gate: ${issue?.path.join('.') || 'it'}: ${issue?.message}`,
    'Make it with `check --format json`, of the same version.',
  );
}

async function readJson(file: string, cwd: string): Promise<unknown> {
  try {
    await using handle = await open(resolve(cwd, file));
    const { size } = await handle.stat();
    if (size > mostBytes) throw new Error(`it has ${size} bytes, and a report has ${mostBytes} at most`);
    return JSON.parse(await handle.readFile('utf8'));
  } catch (cause) {
    throw badUsage(`the report ${file} cannot be read: ${messageOf(cause)}`, 'Give the JSON reports of the shards.');
  }
}
