import type { Span } from '../domain/location.ts';
import { lineText } from './line-text.ts';

/** Where a name stands in a file; the span is null where only the line is known. */
export interface Place {
  readonly line: number;
  readonly span: Span | null;
}

/** A text by its lines, to tell where an offset lies. */
export class TextLines {
  readonly #text: string;
  readonly #lines: readonly string[];

  constructor(text: string) {
    this.#text = text;
    this.#lines = text.split('\n');
  }

  /** The place of a piece of the text, with its line as a reference keeps it. */
  at(offset: number, length: number): Place & { readonly text: string } {
    const before = this.#text.slice(0, offset);
    const line = before.split('\n').length;
    const start = offset - before.lastIndexOf('\n');
    return { line, span: { start, end: start + length }, text: lineText(this.#lines, line) };
  }
}
