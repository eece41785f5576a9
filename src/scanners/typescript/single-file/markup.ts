/** Code that is put together from pieces of a file, and where each stood there. */
export class Markup {
  readonly #source: string;
  readonly #start: number;
  readonly #pieces: { readonly at: number; readonly from: number; readonly length: number }[] = [];
  #code = '';

  /** @param start where the code will begin in the text that it is appended to */
  constructor(source: string, start: number) {
    this.#source = source;
    this.#start = start;
  }

  get code(): string {
    return this.#code;
  }

  write(text: string): void {
    this.#code += text;
  }

  /** A piece of the file, from one offset to another. */
  take(from: number, to: number): void {
    this.#pieces.push({ at: this.#start + this.#code.length, from, length: to - from });
    this.#code += this.#source.slice(from, to);
  }

  /** Where in the file an offset of the code lies. */
  readonly origin = (at: number): number => {
    const piece = this.#pieces.findLast((each) => each.at <= at);
    return piece ? piece.from + Math.min(at - piece.at, piece.length) : 0;
  };
}
