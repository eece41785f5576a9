import type { ClassFacts } from './facts.ts';
import type { Modules } from './modules.ts';
import type { SchemaSaid } from './schemas.ts';

/** In which schema classes say that their tables live. */
export class TableSchemas {
  readonly #modules: Modules;

  constructor(modules: Modules) {
    this.#modules = modules;
  }

  /** By the class itself, its bases and mixins, or what collects its tables. */
  of(facts: ClassFacts): string | null {
    return this.#inArguments(facts) ?? this.ofMetadata(facts);
  }

  #inArguments(facts: ClassFacts, depth = 0): string | null {
    if (facts.schema) return this.said(facts.path, facts.schema);
    return depth > 8 ? null : firstOf(this.#modules.basesOf(facts), (base) => this.#inArguments(base, depth + 1));
  }

  ofMetadata(facts: ClassFacts, depth = 0): string | null {
    if (facts.metadata) return this.said(facts.path, facts.metadata);
    if (depth > 8) return null;
    return (
      firstOf(this.#modules.basesOf(facts), (base) => this.ofMetadata(base, depth + 1)) ??
      firstOf(facts.bases, (name) => this.said(facts.path, { name }))
    );
  }

  /** The schema that is said; null where it is not written out in the repository. */
  said(path: string, said: SchemaSaid | null, depth = 0): string | null {
    if (!said || depth > 8) return null;
    if ('text' in said) return said.text;
    const name = said.name.replace(/\.metadata$/, '');
    const meaning = this.#modules.meaning(path, name);
    if (meaning.kind === 'class' && name !== said.name) return this.ofMetadata(meaning.facts, depth + 1);
    return meaning.kind === 'schema' ? this.said(meaning.path, meaning.said, depth + 1) : null;
  }
}

/** The first answer to be had. */
export function firstOf<Item, Answer>(items: readonly Item[], ask: (item: Item) => Answer | null): Answer | null {
  for (const item of items) {
    const answer = ask(item);
    if (answer !== null) return answer;
  }
  return null;
}
