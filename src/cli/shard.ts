import type { Shard } from '../domain/shard.ts';
import { badUsage } from './usage.ts';

/** A matrix of GitHub has no more jobs than this. */
const most = 256;

/** `2/5`. @throws GateError `bad-usage` */
export function shardOf(text: string): Shard {
  const [, index, count] = /^(\d{1,4})\/(\d{1,4})$/.exec(text)?.map(Number) ?? [];
  if (index !== undefined && count !== undefined && index >= 1 && index <= count && count <= most)
    return { index, count };
  throw badUsage(
    `--shard must be a part of a whole such as 2/5, not '${text}'`,
    `The second of five is 2/5; there are ${most} at most.`,
  );
}

/** @throws GateError `bad-usage` */
export function shardsOf(text: string): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= most) return number;
  throw badUsage(`--shards must be a number from 1 to ${most}, not '${text}'`);
}
