import type { Tables } from '../../domain/tables.ts';
import { plural } from '../row-names.ts';
import type { Attribute } from './attributes.ts';
import type { ClassFacts } from './facts.ts';
import type { Modules } from './modules.ts';

/** A class whose instances are rows of a table. */
export interface Model {
  readonly facts: ClassFacts;
  readonly table: string;
  /** Its own and its bases' attributes, by name. */
  readonly attributes: ReadonlyMap<string, Attribute>;
}

/** Which classes are mapped to which tables. */
export class Models {
  readonly #modules: Modules;
  readonly #tables: Tables;
  readonly #known = new Map<ClassFacts, Model | null>();

  constructor(modules: Modules, tables: Tables) {
    this.#modules = modules;
    this.#tables = tables;
  }

  /** The model that a class is; null for any other class. */
  of(facts: ClassFacts): Model | null {
    const known = this.#known.get(facts);
    if (known !== undefined) return known;
    this.#known.set(facts, null); // a class that is its own ancestor ends here
    const model = this.#read(facts);
    this.#known.set(facts, model);
    return model;
  }

  /** Every model in the files that were read. */
  all(): readonly Model[] {
    return this.#modules
      .all()
      .flatMap(({ classes }) => [...classes.values()])
      .flatMap((facts) => this.of(facts) ?? []);
  }

  ofTable(table: string): readonly Model[] {
    return this.all().filter((model) => model.table === table);
  }

  /** The attributes through which a model reads and writes a column. */
  attributesFor({ attributes }: Model, column: string): readonly string[] {
    const direct = [...attributes].filter(([name, attribute]) => columnBehind(name, attribute) === column);
    const names = new Set(direct.map(([name]) => name));
    for (const [name, { kind, column: meant }] of attributes)
      if (kind === 'synonym' && meant && names.has(meant)) names.add(name);
    return [...names];
  }

  #read(facts: ClassFacts): Model | null {
    const bases = this.#bases(facts);
    const attributes = new Map([
      ...bases.toReversed().flatMap((base) => [...this.#inherited(base)]),
      ...facts.attributes,
    ]);
    const table = facts.isAbstract ? null : this.#tableOf(facts, bases, attributes);
    return table === null ? null : { facts, table, attributes };
  }

  #bases({ bases, path }: ClassFacts): readonly ClassFacts[] {
    return bases.flatMap((name) => {
      const meaning = this.#modules.meaning(path, name);
      return meaning.kind === 'class' ? [meaning.facts] : [];
    });
  }

  #inherited(facts: ClassFacts, depth = 0): ReadonlyMap<string, Attribute> {
    const above = depth > 8 ? [] : this.#bases(facts).toReversed();
    return new Map([...above.flatMap((base) => [...this.#inherited(base, depth + 1)]), ...facts.attributes]);
  }

  #tableOf(facts: ClassFacts, bases: readonly ClassFacts[], attributes: ReadonlyMap<string, Attribute>): string | null {
    if (facts.tableName !== null) return facts.tableName;
    const variable = facts.tableVariable ?? this.#modules.at(facts.path)?.mapped.get(facts.name);
    const table = variable && this.#modules.meaning(facts.path, variable);
    if (table && table.kind === 'table') return table.table;
    for (const base of bases) {
      const above = this.of(base);
      if (above) return above.table;
    }
    return this.#byColumns(facts, attributes);
  }

  /** A class without a table name is called by its base: the table named like the class that has most of its columns. */
  #byColumns(facts: ClassFacts, attributes: ReadonlyMap<string, Attribute>): string | null {
    const stored = [...attributes].filter(([, { kind }]) => kind === 'column' || (facts.isTable && kind === 'field'));
    const columns = stored.map(([name, attribute]) => columnBehind(name, attribute) ?? name);
    if (columns.length === 0) return null;
    const named = tableNamesFor(facts.name).filter((table) => this.#tables.has(table));
    return named.find((table) => this.#tables.fit(table, columns) >= 0.6) ?? null;
  }
}

/** The column that an attribute of a mapped class stands for. */
export const columnBehind = (name: string, { kind, column }: Attribute): string | null =>
  kind === 'column' || kind === 'field' ? (column ?? name) : null;

/** The columns that the attributes of a model stand for. */
export const columnsIn = (attributes: Model['attributes']): readonly string[] =>
  [...attributes].flatMap(([name, attribute]) => columnBehind(name, attribute) ?? []);

/** How bases that name tables by themselves call the one of a class: `UserGroup` → `user_group`, `user_groups`, `usergroup`, … */
export function tableNamesFor(className: string): readonly string[] {
  const snake = className
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
  const bare = className.toLowerCase();
  return [...new Set([snake, bare].flatMap((name) => [name, plural(name), `${name}s`]))];
}
