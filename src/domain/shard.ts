/** One part of a plan that several runs walk between them: the second of five is `{ index: 2, count: 5 }`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** The shard's contiguous run of the items; every item is in exactly one shard, and their lengths differ by one at most. */
export const partOf = <Item>(items: readonly Item[], { index, count }: Shard): readonly Item[] =>
  items.slice(Math.floor((items.length * (index - 1)) / count), Math.floor((items.length * index) / count));
