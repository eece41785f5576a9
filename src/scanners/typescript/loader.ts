import { messageOf } from '../../domain/error.ts';
import { readable } from '../readable.ts';
import type { Code, Unread } from '../scanner.ts';
import { type Need, Needs } from './needs.ts';
import { Resolver } from './resolver.ts';
import { type Source, sourceOf } from './source.ts';

/** How far imports are followed from a file that names what is looked for, and how many files that may bring. */
const depth = 12;
const most = 1500;

/** What is imported and longer was generated, and tells less than its parsing takes; in characters. */
const longestImport = 250_000;

/** Nobody writes lines this long, in characters. */
const longestLine = 5000;

/** The files that were read, with what they import. */
export class Loader {
  readonly #code: Code;
  readonly #resolver: Resolver;
  readonly #needs = new Needs();
  readonly #sources = new Map<string, Source>();
  readonly #unread = new Map<string, Unread>();

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
    return [...this.#unread.values()];
  }

  /** The source that an import means; null for a package from outside, and for what was too far away to be read. */
  readonly imported = (specifier: string, from: string): Source | null => {
    const path = this.#resolver.resolve(specifier, from);
    return path === null ? null : (this.#sources.get(path) ?? null);
  };

  /** Reads these files, and of what they import as much as the statements that hold the words need. */
  async load(paths: readonly string[], words: RegExp): Promise<void> {
    await this.read(paths);
    let next = paths.flatMap((path) => this.#needsOf(path, (source) => this.#needs.ofWords(source, words)));
    for (let step = 0; step < depth && next.length > 0; step++) {
      const wanted = next.flatMap(({ from, import: { specifier, name } }) => {
        const path = this.#resolver.resolve(specifier, from);
        return path === null ? [] : [{ path, name }];
      });
      const names = Map.groupBy(wanted, ({ path }) => path);
      const files = [...names.keys()].slice(0, Math.max(0, most - this.#sources.size));
      await this.read(
        files,
        (path, text) =>
          text.length < longestImport && (names.get(path) ?? []).some(({ name }) => mayExport(text, name)),
      );
      next = wanted.flatMap(({ path, name }) => this.#needsOf(path, (source) => this.#needs.ofExport(source, name)));
    }
  }

  #needsOf(path: string, ask: (source: Source) => readonly Need[]): readonly Need[] {
    const source = this.#sources.get(path);
    return source ? ask(source) : [];
  }

  /** @param isWanted of the files that are only imported: whether a text is worth its parsing */
  async read(paths: readonly string[], isWanted?: (path: string, text: string) => boolean): Promise<void> {
    const wanted = paths.filter((path) => !this.#sources.has(path) && !this.#unread.has(path));
    for (const [path, content] of await this.#code.readAll(wanted)) {
      const { text, why } = readable(content);
      const isGenerated = text !== null && isMinified(text);
      if (!isWanted && isGenerated) this.#unread.set(path, { file: path, why: minified, generated: true });
      else if (!isWanted && why !== null) this.#unread.set(path, { file: path, why });
      if (text === null || isGenerated || isWanted?.(path, text) === false) continue;
      try {
        this.#sources.set(path, sourceOf(path, text));
      } catch (thrown) {
        this.#unread.set(path, { file: path, why: `reading it failed: ${messageOf(thrown)}` });
      }
    }
  }
}

/** Whether a text may export a name, by itself or from another file. */
const mayExport = (text: string, name: string): boolean =>
  name === '*' || name === 'default' || text.includes(name) || /\bexport\s*\*/.test(text);

const minified = 'it is minified: no code that is worked on';

const isMinified = (text: string): boolean => {
  if (text.length < longestLine) return false;
  const lines = text.split('\n');
  return text.length / lines.length > 500 && lines.some((line) => line.length > longestLine);
};
