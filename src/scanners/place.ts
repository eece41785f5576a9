import type { Span } from '../domain/location.ts';
import { lineText } from './line-text.ts';

/** Where a name stands in a file; the span is null where only the line is known. */
export interface Place {
  readonly line: number;
  readonly span: Span | null;
}

/** A text by its lines, to tell where an offset lies. */
export class TextLines {
  readonly #lines: readonly string[];
  /** Where each line begins. */
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#lines = text.split('\n');
    let start = 0;
    this.#starts = this.#lines.map(({ length }) => {
      const own = start;
      start += length + 1;
      return own;
    });
  }

  /** The place of a piece of the text, with its line as a reference keeps it. */
  at(offset: number, length: number): Place & { readonly text: string } {
    const index = this.#starts.findLastIndex((own) => own <= offset);
    const line = index + 1;
    const start = offset - (this.#starts[index] ?? 0) + 1;
    return { line, span: { start, end: start + length }, text: lineText(this.#lines, line) };
  }
}
