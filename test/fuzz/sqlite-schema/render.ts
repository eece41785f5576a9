import type { Random } from '../../support/random.ts';
import type { Column, Computed, Conflict, Constraint, Index, Model } from './model.ts';

/** One of the many texts of a model: as a script that makes the table `child` and its indexes. */
export function render(model: Model, random: Random): string {
  return new Writer(random).script(model);
}

class Writer {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  script(model: Model): string {
    const statements = [this.#table(model), ...this.#random.shuffle(model.indexes).map((index) => this.#index(index))];
    return statements.map((words) => `${this.#join(words)};`).join('\n');
  }

  #table(model: Model): readonly string[] {
    const { columns, constraints, computed, autoincrement } = model;
    const mustBeInline = ({ kind }: Constraint): boolean => autoincrement && kind === 'PRIMARY KEY';
    const inline = new Set(
      constraints.filter((each) => each.columns.length === 1 && (mustBeInline(each) || this.#random.chance(0.5))),
    );
    const definitions = columns.map((column) => {
      const own = [...inline].filter((constraint) => constraint.columns[0] === column.name);
      return this.#column(column, own, autoincrement);
    });
    const last = computed ? [this.#computed(computed)] : [];
    const others = this.#random.shuffle(constraints.filter((constraint) => !inline.has(constraint)));
    const body = [...definitions, ...last, ...others.map((constraint) => this.#tableConstraint(constraint))];
    const options = [
      ...(model.strict ? [this.#keywords('STRICT')] : []),
      ...(model.withoutRowid ? [this.#keywords('WITHOUT ROWID')] : []),
    ];
    return [
      this.#keyword('CREATE'),
      this.#keyword('TABLE'),
      this.#name('child'),
      '(',
      ...commas(body),
      ')',
      ...commas(this.#random.shuffle(options)),
    ];
  }

  /** SQLite takes GENERATED ALWAYS for words of the type and cuts them off, but not a comment before them. */
  #computed({ of, plus, stored }: Computed): readonly string[] {
    const length = [this.#keyword('LENGTH'), '(', this.#name(of), ')', '+', String(plus)];
    const type = [this.#keyword('INTEGER'), ...this.#maybe('GENERATED ALWAYS')].join(' ');
    const kept = stored ? this.#keywords('STORED') : this.#maybe('VIRTUAL');
    return [this.#quoted('made up'), type, this.#keyword('AS'), '(', ...length, ')', ...kept];
  }

  #conflict(conflict: Conflict | null): readonly string[] {
    return conflict === null ? this.#maybe('ON CONFLICT ABORT') : this.#keywords(`ON CONFLICT ${conflict}`);
  }

  #column(column: Column, constraints: readonly Constraint[], autoincrement: boolean): readonly string[] {
    const parts = [
      column.notNull ? [...this.#keywords('NOT NULL'), ...this.#conflict(column.onNull)] : this.#maybe('NULL'),
      ...(column.default === null
        ? []
        : [[this.#keyword('DEFAULT'), ...this.#wrapped([this.#constant(column.default)])]]),
      ...(column.collation === null ? [] : [[this.#keyword('COLLATE'), this.#keyword(column.collation)]]),
      ...constraints.map((constraint) => this.#inlineConstraint(constraint, autoincrement)),
    ];
    return [this.#name(column.name), ...this.#type(column.type), ...this.#random.shuffle(parts).flat()];
  }

  #type(type: string): readonly string[] {
    return (type.match(/\w+|[(),]/g) ?? []).map((word) => (/^[A-Z]/.test(word) ? this.#keyword(word) : word));
  }

  #constant(text: string): string {
    return /^[A-Z]/.test(text) ? this.#keyword(text) : text;
  }

  #inlineConstraint(constraint: Constraint, autoincrement: boolean): readonly string[] {
    const name = this.#constraintName(constraint);
    if (constraint.kind === 'CHECK') return [...name, ...this.#check(constraint)];
    if (constraint.kind === 'FOREIGN KEY') return [...name, ...this.#references(constraint)];
    const order = constraint.kind === 'PRIMARY KEY' && this.#random.chance(0.3) ? this.#keywords('ASC') : [];
    const counting = autoincrement && constraint.kind === 'PRIMARY KEY' ? this.#keywords('AUTOINCREMENT') : [];
    return [...name, ...this.#keywords(constraint.kind), ...order, ...this.#conflict(constraint.conflict), ...counting];
  }

  #tableConstraint(constraint: Constraint): readonly string[] {
    const name = this.#constraintName(constraint);
    if (constraint.kind === 'CHECK') return [...name, ...this.#check(constraint)];
    const columns = commas(constraint.columns.map((column) => [this.#name(column)]));
    const keyword = this.#keywords(constraint.kind);
    const references = constraint.kind === 'FOREIGN KEY' ? this.#references(constraint) : [];
    const conflict = constraint.kind === 'FOREIGN KEY' ? [] : this.#conflict(constraint.conflict);
    return [...name, ...keyword, '(', ...columns, ')', ...references, ...conflict];
  }

  #constraintName({ name }: Constraint): readonly string[] {
    return name === null ? [] : [this.#keyword('CONSTRAINT'), this.#quoted(name)];
  }

  #check({ columns: [column = ''], limit }: Constraint): readonly string[] {
    const condition = [this.#keyword('LENGTH'), '(', this.#name(column), ')', '>', String(limit)];
    return [this.#keyword('CHECK'), '(', ...this.#wrapped(condition), ')'];
  }

  #references({ onDelete, onUpdate, deferred }: Constraint): readonly string[] {
    return [
      ...[this.#keyword('REFERENCES'), this.#name('parent')],
      ...(this.#random.chance(0.5) ? [] : ['(', this.#name('pid'), ')']),
      ...(onDelete === null ? this.#maybe('ON DELETE NO ACTION') : this.#keywords(`ON DELETE ${onDelete}`)),
      ...(onUpdate === null ? this.#maybe('ON UPDATE NO ACTION') : this.#keywords(`ON UPDATE ${onUpdate}`)),
      ...(deferred ? this.#keywords('DEFERRABLE INITIALLY DEFERRED') : this.#maybe('NOT DEFERRABLE')),
    ];
  }

  #index({ name, unique, parts, where }: Index): readonly string[] {
    const key = parts.map(({ column, descending, collation, lower }) => [
      ...(lower ? [this.#keyword('LOWER'), '(', this.#name(column), ')'] : [this.#name(column)]),
      ...(collation === null ? [] : [this.#keyword('COLLATE'), this.#keyword(collation)]),
      ...(descending ? this.#keywords('DESC') : this.#maybe('ASC')),
    ]);
    const condition = where === null ? [] : [this.#name(where), ...this.#keywords('IS NOT NULL')];
    return [
      ...this.#keywords(unique ? 'CREATE UNIQUE INDEX' : 'CREATE INDEX'),
      this.#quoted(name),
      ...[this.#keyword('ON'), this.#name('child'), '(', ...commas(key), ')'],
      ...(where === null ? [] : [this.#keyword('WHERE'), ...this.#wrapped(condition)]),
    ];
  }

  #wrapped(words: readonly string[]): readonly string[] {
    return this.#random.chance(0.4) ? ['(', ...words, ')'] : words;
  }

  #maybe(words: string): readonly string[] {
    return this.#random.chance(0.3) ? this.#keywords(words) : [];
  }

  #keywords(words: string): readonly string[] {
    return words.split(' ').map((word) => this.#keyword(word));
  }

  #keyword(word: string): string {
    return this.#random.pick([word, word.toLowerCase(), word.slice(0, 1) + word.slice(1).toLowerCase()]);
  }

  /** Bare where SQLite allows it, else in one of its quotes. */
  #name(name: string): string {
    const needsQuotes = !/^[A-Za-z]\w*$/.test(name) || ['order', 'check'].includes(name);
    return needsQuotes || this.#random.chance(0.5) ? this.#quoted(name) : name;
  }

  #quoted(name: string): string {
    return this.#random.pick([`"${name.replaceAll('"', '""')}"`, `\`${name}\``, `[${name}]`]);
  }

  #join(words: readonly string[]): string {
    return words
      .map((word) => word + this.#random.pick([' ', ' ', ' ', '\n', '\t', '  ', ' /* ), */ ', ' -- ),\n']))
      .join('');
  }
}

const commas = (items: readonly (readonly string[])[]): readonly string[] =>
  items.flatMap((item, index) => (index === 0 ? item : [',', ...item]));
