import { type Catalog, isCalledLike } from '../catalog.ts';
import type { ClassFacts } from './facts.ts';
import type { Models } from './models.ts';
import type { Modules } from './modules.ts';
import type { Target } from './target.ts';

/** Classes that are no models and whose fields are columns of a table: schemas of an API, forms, data that is handed on. */
export class Mirrors {
  readonly #catalog: Catalog;
  readonly #modules: Modules;
  readonly #models: Models;

  constructor(catalog: Catalog, modules: Modules, models: Models) {
    this.#catalog = catalog;
    this.#modules = modules;
    this.#models = models;
  }

  /** Why a field of the class is the target's column; null when it is not. */
  why(facts: ClassFacts, field: string, target: Target): string | null {
    const { table, column } = target.name;
    if (field !== column || this.#models.of(facts)) return null;
    const fields = this.#fieldsOf(facts);
    if (!fields.includes(field)) return null;
    if (this.#isFed(facts) && this.#isNamedFor(facts, target) && this.#catalog.fit(table, fields).share >= 0.6)
      return `${facts.name} is filled from rows of ${table}: its fields are columns of it`;
    if (fields.length < 2) return null;
    const called = target.models.find((model) => isCalledLike(facts.name, model.facts.name))?.facts.name;
    // What is called like the model is called like a row, whatever the table is called.
    const { matched, share } = this.#catalog.fit(table, fields);
    if (called !== undefined && matched >= 2 && share >= 0.4)
      return `${facts.name} is called like ${called}, and ${matched} of its ${fields.length} fields are columns of ${table}`;
    return this.#catalog.mirrors(table, facts.name, fields);
  }

  #fieldsOf(facts: ClassFacts, depth = 0): readonly string[] {
    const own = [...facts.attributes].flatMap(([name, { kind }]) =>
      kind === 'field' || kind === 'described' ? [name] : [],
    );
    const above = depth > 6 ? [] : this.#basesOf(facts).flatMap((base) => this.#fieldsOf(base, depth + 1));
    return [...new Set([...own, ...above])];
  }

  #basesOf({ bases, path }: ClassFacts): readonly ClassFacts[] {
    return bases.flatMap((base) => {
      const meaning = this.#modules.meaning(path, base);
      return meaning.kind === 'class' ? [meaning.facts] : [];
    });
  }

  #isFed(facts: ClassFacts, depth = 0): boolean {
    return facts.isFed || (depth < 6 && this.#basesOf(facts).some((base) => this.#isFed(base, depth + 1)));
  }

  #isNamedFor({ name }: ClassFacts, { models, rowNames }: Target): boolean {
    const lower = name.toLowerCase();
    return [
      ...models.map(({ facts }) => facts.name.toLowerCase()),
      ...[...rowNames].map((row) => row.replaceAll('_', '')),
    ].some((row) => lower.includes(row));
  }
}
