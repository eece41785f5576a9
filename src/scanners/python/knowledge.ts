import type { SchemaName } from '../../domain/reference.ts';
import type { Tables } from '../../domain/tables.ts';
import { Catalog } from '../catalog.ts';
import { Mirrors } from './mirrors.ts';
import { Models } from './models.ts';
import type { Modules } from './modules.ts';
import { RowEvidence } from './row-evidence.ts';
import { rowGuesses } from './row-guesses.ts';
import { type Target, targetOf } from './target.ts';
import type { Type } from './types.ts';

/** What follows from the files that were read so far; worked out anew only when more were read. */
export class Knowledge {
  readonly modules: Modules;
  readonly tables: Tables;
  readonly catalog: Catalog;
  readonly rows: RowEvidence;
  readonly #names: readonly SchemaName[];
  #worked: Worked | null = null;

  constructor(modules: Modules, names: readonly SchemaName[], tables: Tables) {
    this.modules = modules;
    this.tables = tables;
    this.catalog = new Catalog(tables, names);
    this.rows = new RowEvidence(this.catalog);
    this.#names = names;
  }

  readonly models = (): Models => this.#work().models;

  readonly targets = (): readonly Target[] => this.#work().targets;

  readonly mirrors = (): Mirrors => this.#work().mirrors;

  readonly guess = (name: string): Type | null => this.#work().guess(name);

  #work(): Worked {
    if (this.#worked?.of === this.modules.count) return this.#worked;
    const models = new Models(this.modules, this.tables);
    const targets = this.#names.map((name) => targetOf(name, models));
    const mirrors = new Mirrors(this.catalog, this.modules, models);
    this.#worked = { of: this.modules.count, models, targets, mirrors, guess: rowGuesses(models) };
    return this.#worked;
  }
}

interface Worked {
  /** How many files had been read. */
  readonly of: number;
  readonly models: Models;
  readonly targets: readonly Target[];
  readonly mirrors: Mirrors;
  readonly guess: (name: string) => Type | null;
}
