import { posix } from 'node:path';
import type { ImportBinding } from '../../syntax/python-imports.ts';
import type { ClassFacts, ModuleFacts } from './facts.ts';
import type { SchemaSaid } from './schemas.ts';
import type { TableFacts } from './table-facts.ts';
import type { TypeText } from './type-text.ts';

/** What a name in a file stands for, as far as the repository itself says. */
export type Meaning =
  | { readonly kind: 'class'; readonly facts: ClassFacts }
  | { readonly kind: 'function'; readonly path: string; readonly returns: TypeText | null }
  | { readonly kind: 'table'; readonly path: string; readonly facts: TableFacts }
  /** A variable that says in which schema tables live. */
  | { readonly kind: 'schema'; readonly path: string; readonly said: SchemaSaid }
  | { readonly kind: 'module'; readonly path: string }
  /** Another name of a type: `CurrentTenant = Annotated[Tenant, Depends(…)]`. */
  | { readonly kind: 'alias'; readonly path: string; readonly type: TypeText }
  /** Comes from outside the repository, or from a file that was not read yet. */
  | { readonly kind: 'unknown' };

const unknown: Meaning = { kind: 'unknown' };

/** The repository's Python files, those of them that were read, and what a name in one of them leads to. */
export class Modules {
  readonly #facts = new Map<string, ModuleFacts>();
  /** What names mean by the files that were read so far. */
  readonly #known = new Map<string, Meaning>();
  readonly #byEnd: ReadonlyMap<string, readonly string[]>;
  /** Classes that declarative bases are made from, as they are named in a file. */
  readonly bases: { readonly path: string; readonly name: string }[] = [];
  /** Files that a question led to and that were not read yet. */
  readonly missing = new Set<string>();

  /** @param paths every Python file, relative to the root */
  constructor(paths: readonly string[]) {
    this.#byEnd = Map.groupBy(paths, (path) => lastPart(moduleOf(path)));
  }

  add(facts: ModuleFacts): void {
    this.#facts.set(facts.path, facts);
    this.#known.clear();
    for (const name of facts.baseClasses.values()) this.bases.push({ path: facts.path, name });
  }

  /** How many files were read. */
  get count(): number {
    return this.#facts.size;
  }

  knows(path: string): boolean {
    return this.#facts.has(path);
  }

  all(): readonly ModuleFacts[] {
    return [...this.#facts.values()];
  }

  /** The file's facts; null, and noted as missing, when it was not read. */
  at(path: string): ModuleFacts | null {
    const facts = this.#facts.get(path);
    if (!facts) this.missing.add(path);
    return facts ?? null;
  }

  /** What a name in a file means, through imports and re-exports. The name may be dotted: `models.Tenant`. */
  meaning(path: string, dotted: string): Meaning {
    const key = `${path}\0${dotted}`;
    const known = this.#known.get(key) ?? this.#meaning(path, dotted, new Set());
    this.#known.set(key, known);
    return known;
  }

  /** @param asked where the name was looked for already: files may import each other, and each of them is worth one look */
  #meaning(path: string, dotted: string, asked: Set<string>): Meaning {
    const [name = '', ...rest] = dotted.split('.');
    const first = this.#own(path, name, asked);
    if (rest.length === 0) return first;
    // `db.Model` and `Base.metadata` are of the schema that `db` and `Base` are made with.
    if (first.kind === 'schema') return first;
    return first.kind === 'module' ? this.#meaning(first.path, rest.join('.'), new Set()) : unknown;
  }

  /** The classes that a class extends, as far as they stand in the repository. */
  basesOf({ bases, path }: ClassFacts): readonly ClassFacts[] {
    return bases.flatMap((name) => {
      const meaning = this.meaning(path, name);
      return meaning.kind === 'class' ? [meaning.facts] : [];
    });
  }

  /** What pytest gives a test or a fixture for a parameter: the function of that name in its file, or in the nearest `conftest.py` that has it. */
  fixture(path: string, name: string): Meaning {
    const all = this.#byEnd.get('conftest') ?? [];
    const folders = path.split('/').map((_, index, parts) => parts.slice(0, -1 - index).join('/'));
    const shared = folders.map((folder) => posix.join(folder, 'conftest.py')).filter((each) => all.includes(each));
    for (const each of [path, ...shared]) {
      const found = this.meaning(each, name);
      if (found.kind === 'function') return found;
    }
    return unknown;
  }

  #own(path: string, name: string, asked: Set<string>): Meaning {
    const key = `${path}\0${name}`;
    const facts = asked.has(key) ? null : this.at(path);
    if (!facts) return unknown;
    asked.add(key);
    const own = facts.classes.get(name);
    if (own) return { kind: 'class', facts: own };
    const table = facts.tables.get(name);
    if (table) return { kind: 'table', path, facts: table };
    const base = facts.baseClasses.get(name);
    if (base !== undefined) return this.#meaning(path, base, asked);
    const alias = facts.aliases.get(name);
    if (alias) return { kind: 'alias', path, type: alias };
    const said = facts.schemas.get(name);
    if (said) return { kind: 'schema', path, said };
    if (facts.functions.has(name)) return { kind: 'function', path, returns: facts.functions.get(name) ?? null };
    for (const binding of facts.imports.filter((each) => each.name === name || each.name === '*')) {
      const found = this.#imported(path, binding, name, asked);
      if (found.kind !== 'unknown') return found;
    }
    const submodule = /(^|\/)__init__\.py$/.test(path) ? this.#file(`.${name}`, path) : null;
    return submodule ? { kind: 'module', path: submodule } : unknown;
  }

  #imported(path: string, { module, member }: ImportBinding, name: string, asked: Set<string>): Meaning {
    const file = this.#file(module, path);
    if (member === null) {
      // `import app.models` binds `app`: the rest of the way is taken by the dots that follow.
      const top = name === module.split('.')[0] && module.includes('.') ? this.#file(name, path) : file;
      return top ? { kind: 'module', path: top } : unknown;
    }
    const wanted = member === '*' ? name : member;
    const submodule = member === '*' ? null : this.#file(`${module}${module.endsWith('.') ? '' : '.'}${member}`, path);
    const inside = file ? this.#meaning(file, wanted, asked) : unknown;
    if (inside.kind !== 'unknown') return inside;
    return submodule ? { kind: 'module', path: submodule } : unknown;
  }

  /** The file of a module as a file names it: `.models`, `app.models`. Of several the one nearest to the file that asks. */
  #file(module: string, from: string): string | null {
    const dots = /^\.*/.exec(module)?.[0].length ?? 0;
    const tail = module.slice(dots).replaceAll('.', '/');
    if (dots > 0) {
      const folder = from.split('/').slice(0, -dots).join('/');
      const wanted = posix.join(folder, tail);
      return (this.#byEnd.get(lastPart(wanted)) ?? []).find((path) => moduleOf(path) === wanted) ?? null;
    }
    const ends = (this.#byEnd.get(lastPart(tail)) ?? []).filter(
      (path) => moduleOf(path) === tail || moduleOf(path).endsWith(`/${tail}`),
    );
    return ends.toSorted((a, b) => shared(b, from) - shared(a, from))[0] ?? null;
  }
}

/** `app/models` of `app/models.py` and of `app/models/__init__.py`. */
const moduleOf = (path: string): string => path.replace(/(^|\/)__init__\.py$/, '').replace(/\.py$/, '');

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** How many folders two paths have in common from the root. */
function shared(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  const end = left.findIndex((part, index) => part !== right[index]);
  return end < 0 ? left.length : end;
}
