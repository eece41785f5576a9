const environment = process.env;

const isFull = environment.MIGRATION_GATE_FUZZ === 'full';

/**
 * Where a random suite starts: in `npm test` always at the same place, for a change is not to fail over what it did not do; in `npm run fuzz` each time
 * elsewhere. `MIGRATION_GATE_SEED` repeats a run; a suite names it in its title, so that a failure tells it.
 */
export const seed: number = environment.MIGRATION_GATE_SEED
  ? Number(environment.MIGRATION_GATE_SEED)
  : isFull
    ? Date.now() % 2 ** 31
    : 1;

/** How often a random suite tries: `short` in `npm test`, `full` in `npm run fuzz`. */
export const rounds = ({ short, full }: { readonly short: number; readonly full: number }): number =>
  isFull ? full : short;

/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** From 0 up to, and without, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** From 0 up to, and without, `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new Error('nothing to choose from');
    return choice;
  }

  shuffle<T>(items: readonly T[]): readonly T[] {
    return items
      .map((item) => ({ item, at: this.next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  }
}
