import type { SchemaName } from '../../domain/reference.ts';
import type { Tables } from '../../domain/tables.ts';
import { Models } from './models.ts';
import type { Modules } from './modules.ts';
import { type Target, targetOf } from './target.ts';

/** What follows from the files that were read so far; worked out anew only when more were read. */
export class Knowledge {
  readonly modules: Modules;
  readonly tables: Tables;
  readonly #names: readonly SchemaName[];
  #worked: { readonly of: number; readonly models: Models; readonly targets: readonly Target[] } | null = null;

  constructor(modules: Modules, names: readonly SchemaName[], tables: Tables) {
    this.modules = modules;
    this.tables = tables;
    this.#names = names;
  }

  readonly models = (): Models => this.#work().models;

  readonly targets = (): readonly Target[] => this.#work().targets;

  #work() {
    if (this.#worked?.of === this.modules.count) return this.#worked;
    const models = new Models(this.modules, this.tables);
    const targets = this.#names.map((name) => targetOf(name, models));
    this.#worked = { of: this.modules.count, models, targets };
    return this.#worked;
  }
}
