import type { Random } from '../../support/random.ts';

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  /** A constant. */
  readonly default: string | null;
  readonly collation: string | null;
}

export interface Constraint {
  readonly kind: 'PRIMARY KEY' | 'UNIQUE' | 'CHECK' | 'FOREIGN KEY';
  readonly name: string | null;
  /** Of a CHECK the one that must be greater than `limit`. */
  readonly columns: readonly string[];
  readonly limit: number;
  readonly onDelete: 'CASCADE' | 'SET NULL' | null;
  readonly deferred: boolean;
}

export interface Index {
  readonly name: string;
  readonly unique: boolean;
  readonly parts: readonly { readonly column: string; readonly descending: boolean }[];
  /** The column that must not be null. */
  readonly where: string | null;
}

/** A table whatever its text. Foreign keys refer to the table `parent`. */
export interface Model {
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
  readonly strict: boolean;
}

const names = ['id', 'Email', 'order', 'key', 'two words', 'quo"te', 'größe', 'a.b', 'VALUE', 'x1', 'check', "it's"];
const types = ['INTEGER', 'TEXT', 'REAL', 'BLOB'];
const defaults = ["'new'", '0', '-1', '1.5', 'CURRENT_TIMESTAMP', "x'AB'", "'it''s'", 'TRUE'];

export function randomModel(random: Random): Model {
  const strict = random.chance(0.2);
  const used = random.shuffle(names).slice(0, 1 + random.below(6));
  const columns = used.map((name) => ({
    name,
    type: random.pick(strict ? types : [...types, 'VARCHAR(50)', 'NUMERIC(10, 2)', 'DOUBLE PRECISION', '']),
    notNull: random.chance(0.4),
    default: random.chance(0.3) ? random.pick(defaults) : null,
    collation: random.chance(0.2) ? random.pick(['NOCASE', 'RTRIM']) : null,
  }));
  const several = (): readonly string[] => random.shuffle(used).slice(0, 1 + random.below(2));
  const constraints = Array.from({ length: random.below(4) }, (_, index) => ({
    ...randomConstraint(random, random.pick(['UNIQUE', 'CHECK', 'FOREIGN KEY']), several()),
    name: random.chance(0.5) ? `con ${index}` : null,
  }));
  const key = random.chance(0.7) ? [randomConstraint(random, 'PRIMARY KEY', several())] : [];
  const indexes = Array.from({ length: random.below(3) }, (_, index) => ({
    name: `ix ${index}`,
    unique: random.chance(0.3),
    parts: several().map((column) => ({ column, descending: random.chance(0.3) })),
    where: random.chance(0.3) ? random.pick(used) : null,
  }));
  return { columns, constraints: [...key, ...constraints], indexes, strict };
}

function randomConstraint(random: Random, kind: Constraint['kind'], columns: readonly string[]): Constraint {
  const single = kind === 'CHECK' || kind === 'FOREIGN KEY' ? columns.slice(0, 1) : columns;
  const onDelete = random.pick<Constraint['onDelete']>(['CASCADE', 'SET NULL', null]);
  return { kind, name: null, columns: single, limit: random.below(5), onDelete, deferred: random.chance(0.3) };
}
