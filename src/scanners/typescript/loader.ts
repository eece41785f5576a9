import type { Code, Unread } from '../scanner.ts';
import { Resolver } from './resolver.ts';
import { scriptOf } from './single-file.ts';
import { type Source, sourceOf } from './source.ts';

/** How far imports are followed from a file that names what is looked for, and how many files that may bring. */
const depth = 6;
const most = 1500;

/** Nobody writes files this long, in bytes, or lines this long, in characters. */
const longest = 1_000_000;
const longestLine = 5000;

/** The files that were read, with what they import. */
export class Loader {
  readonly #code: Code;
  readonly #resolver: Resolver;
  readonly #sources = new Map<string, Source>();
  readonly #unread = new Map<string, string>();

  private constructor(code: Code, resolver: Resolver) {
    this.#code = code;
    this.#resolver = resolver;
  }

  static async of(code: Code): Promise<Loader> {
    return new Loader(code, await Resolver.of(code));
  }

  get sources(): ReadonlyMap<string, Source> {
    return this.#sources;
  }

  get unread(): readonly Unread[] {
    return [...this.#unread].map(([file, why]) => ({ file, why }));
  }

  /** The source that an import means; null for a package from outside, and for what was too far away to be read. */
  readonly imported = (specifier: string, from: string): Source | null => {
    const path = this.#resolver.resolve(specifier, from);
    return path === null ? null : (this.#sources.get(path) ?? null);
  };

  /** Reads these files, and what they import. */
  async load(paths: readonly string[]): Promise<void> {
    let next = await this.read(paths);
    for (let step = 0; step < depth && next.length > 0; step++) {
      const imports = next.flatMap(({ path, imports }) =>
        imports.flatMap((specifier) => this.#resolver.resolve(specifier, path) ?? []),
      );
      next = await this.read([...new Set(imports)].slice(0, Math.max(0, most - this.#sources.size)), false);
    }
  }

  async read(paths: readonly string[], areHits = true): Promise<readonly Source[]> {
    const wanted = paths.filter((path) => !this.#sources.has(path) && !this.#unread.has(path));
    const read: Source[] = [];
    for (const [path, content] of await this.#code.readAll(wanted)) {
      const why = content.length > longest ? `it has ${content.length} bytes` : null;
      const text = why === null ? decoded(content) : '';
      const problem = why ?? (isMinified(text) ? 'it is minified' : null);
      if (problem !== null) {
        if (areHits) this.#unread.set(path, `${problem}: too much to be code that is worked on`);
        continue;
      }
      const source = sourceOf(path, scriptOf(path, text));
      this.#sources.set(path, source);
      read.push(source);
    }
    return read;
  }
}

const isMinified = (text: string): boolean => {
  if (text.length < longestLine) return false;
  const lines = text.split('\n');
  return text.length / lines.length > 500 && lines.some((line) => line.length > longestLine);
};

function decoded(content: Buffer): string {
  const text = content.toString('utf8').replace(/^\uFEFF/, '');
  return text.includes('\uFFFD') ? content.toString('latin1') : text;
}
