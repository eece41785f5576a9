import { bytes } from '../size.ts';

/** Kept free for what tells of that which was left out. */
const spare = 600;

/** Keeps what is written within a size. Whatever is asked for is taken whole or not at all. */
export class Room {
  #left: number;

  /** @param limit in UTF-8 bytes; null for as much as there is */
  constructor(limit: number | null) {
    this.#left = limit === null ? Number.POSITIVE_INFINITY : limit - spare;
  }

  /** Whether there is room for the text and a blank line after it. */
  take(text: string): boolean {
    const size = bytes(text) + 2;
    if (size > this.#left) return false;
    this.#left -= size;
    return true;
  }

  /** As many items of a list as there is room for, below a heading, the rest counted; '' for none. */
  list(heading: string, items: readonly string[], most: number): string {
    if (items.length === 0 || !this.take(heading)) return '';
    const end = items.slice(0, most).findIndex((item) => !this.take(item));
    const shown = items.slice(0, end < 0 ? most : end);
    const left = items.length - shown.length;
    return [heading, '', ...shown, ...(left > 0 ? [`- and ${left} more, in the report`] : [])].join('\n');
  }
}
