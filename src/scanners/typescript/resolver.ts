import { posix } from 'node:path';
import { ts } from '../../syntax/typescript.ts';
import type { Code } from '../scanner.ts';

const endings = ['.ts', '.tsx', '.mts', '.cts', '.d.ts', '.js', '.jsx', '.mjs', '.cjs', '.vue', '.svelte'];

/** `compilerOptions.paths` of one tsconfig. */
interface Aliases {
  /** The folder of the tsconfig, whose files it speaks of. */
  readonly folder: string;
  readonly base: string;
  readonly paths: readonly (readonly [string, readonly string[]])[];
}

/** Which file of the repository an import means: relative, by an alias of a tsconfig, or a package of the same workspace. */
export class Resolver {
  readonly #files: ReadonlySet<string>;
  readonly #aliases: readonly Aliases[];
  /** Name of a package → its folder. */
  readonly #packages: ReadonlyMap<string, string>;

  readonly #known = new Map<string, string | null>();

  private constructor(files: ReadonlySet<string>, aliases: readonly Aliases[], packages: ReadonlyMap<string, string>) {
    this.#files = files;
    this.#aliases = aliases;
    this.#packages = packages;
  }

  static async of(code: Code): Promise<Resolver> {
    const files = (await code.list('')).filter((path) => !/(?:^|\/)node_modules\//.test(path));
    const asked = files.filter((path) => /(?:^|\/)(?:[jt]sconfig[\w.-]*|package)\.json$/.test(path));
    const texts = [...(await code.readAll(asked))].map(([path, content]) => [path, content.toString('utf8')] as const);
    return new Resolver(
      new Set(files),
      texts.flatMap(([path, text]) => (path.endsWith('package.json') ? [] : aliasesOf(path, text))),
      new Map(texts.flatMap(([path, text]) => (path.endsWith('package.json') ? packageOf(path, text) : []))),
    );
  }

  /** @param from the importing file @returns null for a package from outside and for what is not there */
  resolve(specifier: string, from: string): string | null {
    const key = `${posix.dirname(from)}\n${specifier}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = this.#resolve(specifier, from);
    this.#known.set(key, found);
    return found;
  }

  #resolve(specifier: string, from: string): string | null {
    if (/^\.\.?(?:\/|$)/.test(specifier)) return this.#file(posix.join(posix.dirname(from), specifier));
    return this.#byAlias(specifier, from) ?? this.#byCustom(specifier, from) ?? this.#byPackage(specifier);
  }

  #byAlias(specifier: string, from: string): string | null {
    const around = this.#aliases
      .filter(({ folder }) => folder === '' || from.startsWith(`${folder}/`))
      .sort((a, b) => b.folder.length - a.folder.length);
    for (const { base, paths } of around) {
      for (const [pattern, targets] of paths) {
        const [before = '', after] = pattern.split('*');
        const isIt =
          after === undefined ? specifier === pattern : specifier.startsWith(before) && specifier.endsWith(after);
        if (!isIt) continue;
        const middle = after === undefined ? '' : specifier.slice(before.length, specifier.length - after.length);
        for (const target of targets) {
          const found = this.#file(
            posix.join(
              base,
              target.replace('*', () => middle),
            ),
          );
          if (found) return found;
        }
      }
      const found = this.#file(posix.join(base, specifier));
      if (found) return found;
    }
    return null;
  }

  /** `@/x`, `~/x`, `$lib/x`: what bundlers and frameworks set up outside of any tsconfig. */
  #byCustom(specifier: string, from: string): string | null {
    const [, mark = '', rest = ''] = /^(@|~|@@|~~|\$lib|#|src)\/(.*)$/.exec(specifier) ?? [];
    if (mark === '') return null;
    for (let folder = posix.dirname(from); ; folder = posix.dirname(folder)) {
      for (const inside of mark === '$lib' ? ['src/lib'] : ['src', 'app', '']) {
        const found = this.#file(posix.join(folder, inside, rest));
        if (found) return found;
      }
      if (folder === '.' || folder === '/') return null;
    }
  }

  #byPackage(specifier: string): string | null {
    const [, name = '', rest = ''] = /^((?:@[^/]+\/)?[^/]+)\/?(.*)$/.exec(specifier) ?? [];
    const folder = this.#packages.get(name);
    if (folder === undefined) return null;
    for (const inside of ['src', 'lib', '']) {
      const found = this.#file(posix.join(folder, inside, rest || 'index'));
      if (found) return found;
    }
    return rest === '' ? this.#file(posix.join(folder, 'src/main')) : null;
  }

  #file(path: string): string | null {
    const base = path.replace(/^\.\//, '');
    if (this.#files.has(base)) return base;
    const written = base.replace(/\.([cm]?)jsx?$/, '');
    const candidates = [
      ...endings.map((ending) => `${base}${ending}`),
      ...(written === base ? [] : endings.map((ending) => `${written}${ending}`)),
      ...endings.map((ending) => posix.join(base, `index${ending}`)),
    ];
    return candidates.find((candidate) => this.#files.has(candidate)) ?? null;
  }
}

function aliasesOf(path: string, text: string): readonly Aliases[] {
  const options = ts.parseConfigFileTextToJson(path, text).config?.compilerOptions;
  if (typeof options !== 'object' || options === null) return [];
  const { baseUrl, paths } = options as { baseUrl?: unknown; paths?: unknown };
  if (typeof baseUrl !== 'string' && typeof paths !== 'object') return [];
  const folder = posix.dirname(path) === '.' ? '' : posix.dirname(path);
  return [
    {
      folder,
      base: posix.join(folder, typeof baseUrl === 'string' ? baseUrl : '.'),
      paths: Object.entries(paths ?? {}).flatMap(([pattern, targets]) =>
        Array.isArray(targets) ? [[pattern, targets.filter((each) => typeof each === 'string')] as const] : [],
      ),
    },
  ];
}

function packageOf(path: string, text: string): readonly (readonly [string, string])[] {
  const name = /"name"\s*:\s*"([^"]+)"/.exec(text)?.[1];
  return name === undefined ? [] : [[name, posix.dirname(path)]];
}
