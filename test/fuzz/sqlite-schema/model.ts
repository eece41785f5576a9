import type { Random } from '../../support/random.ts';

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  /** What a NULL does in a column that is NOT NULL; null for the ordinary ABORT. */
  readonly onNull: Conflict | null;
  /** A constant. */
  readonly default: string | null;
  readonly collation: string | null;
}

/** Of a computed column, which is the last of its table: the length of another one and a number. */
export interface Computed {
  readonly of: string;
  readonly plus: number;
  readonly stored: boolean;
}

export type Conflict = 'IGNORE' | 'REPLACE' | 'ROLLBACK';

export interface Constraint {
  readonly kind: 'PRIMARY KEY' | 'UNIQUE' | 'CHECK' | 'FOREIGN KEY';
  readonly name: string | null;
  /** Of a CHECK the one that must be greater than `limit`. */
  readonly columns: readonly string[];
  readonly limit: number;
  readonly onDelete: 'CASCADE' | 'SET NULL' | null;
  readonly onUpdate: 'CASCADE' | null;
  readonly deferred: boolean;
  /** Of a key; null for the ordinary ABORT. */
  readonly conflict: Conflict | null;
}

interface Part {
  readonly column: string;
  readonly descending: boolean;
  /** Its collation where it is not the column's; BINARY is every column's that says nothing. */
  readonly collation: 'NOCASE' | 'RTRIM' | null;
  /** Whether not the column but its lower case is indexed. */
  readonly lower: boolean;
}

export interface Index {
  readonly name: string;
  readonly unique: boolean;
  readonly parts: readonly Part[];
  /** The column that must not be null. */
  readonly where: string | null;
}

/** A table whatever its text. Foreign keys refer to the table `parent`. */
export interface Model {
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
  readonly strict: boolean;
  /** Only with a primary key. */
  readonly withoutRowid: boolean;
  /** Only where the primary key is one INTEGER column of a table with rowids. */
  readonly autoincrement: boolean;
  readonly computed: Computed | null;
}

const names = ['id', 'Email', 'order', 'key', 'two words', 'quo"te', 'größe', 'a.b', 'VALUE', 'x1', 'check', "it's"];
const types = ['INTEGER', 'TEXT', 'REAL', 'BLOB'];
const conflicts: readonly Conflict[] = ['IGNORE', 'REPLACE', 'ROLLBACK'];
const defaults = ["'new'", '0', '-1', '1.5', 'CURRENT_TIMESTAMP', "x'AB'", "'it''s'", 'TRUE'];

export function randomModel(random: Random): Model {
  const strict = random.chance(0.2);
  const used = random.shuffle(names).slice(0, 1 + random.below(6));
  const columns = used.map((name) => ({
    name,
    type: random.pick(strict ? types : [...types, 'VARCHAR(50)', 'NUMERIC(10, 2)', 'DOUBLE PRECISION', '']),
    notNull: random.chance(0.4),
    onNull: random.chance(0.1) ? random.pick(conflicts) : null,
    default: random.chance(0.3) ? random.pick(defaults) : null,
    collation: random.chance(0.2) ? random.pick(['NOCASE', 'RTRIM']) : null,
  }));
  const several = (): readonly string[] => random.shuffle(used).slice(0, 1 + random.below(2));
  const constraints = Array.from({ length: random.below(4) }, (_, index) => ({
    ...randomConstraint(random, random.pick(['UNIQUE', 'CHECK', 'FOREIGN KEY']), several()),
    name: random.chance(0.5) ? `con ${index}` : null,
  }));
  const key = random.chance(0.7) ? [randomConstraint(random, 'PRIMARY KEY', several())] : [];
  const all = [...key, ...constraints].map((constraint, _, every) =>
    mayHaveConflict(constraint, every) ? constraint : { ...constraint, conflict: null },
  );
  const indexes = Array.from({ length: random.below(3) }, (_, index) => ({
    name: `ix ${index}`,
    unique: random.chance(0.3),
    parts: several().map((column) => ({
      column,
      descending: random.chance(0.3),
      collation: random.chance(0.15) ? random.pick(['NOCASE', 'RTRIM'] as const) : null,
      lower: random.chance(0.15),
    })),
    where: random.chance(0.3) ? random.pick(used) : null,
  }));
  const computed = random.chance(0.2)
    ? { of: random.pick(used), plus: random.below(3), stored: random.chance(0.5) }
    : null;
  const withoutRowid = key.length > 0 && random.chance(0.2);
  const model = {
    columns,
    constraints: all,
    indexes,
    strict,
    withoutRowid,
    autoincrement: false,
    computed,
  };
  return { ...model, autoincrement: mayAutoincrement(model) && random.chance(0.3) };
}

/** Whether a constraint may say what a duplicate does: two keys on the same columns must not disagree. */
export function mayHaveConflict({ kind, columns }: Constraint, constraints: readonly Constraint[]): boolean {
  const isKey = (each: Constraint): boolean => each.kind === 'PRIMARY KEY' || each.kind === 'UNIQUE';
  const onSame = constraints.filter(
    (each) => isKey(each) && each.columns.toSorted().join() === columns.toSorted().join(),
  );
  return (kind === 'PRIMARY KEY' || kind === 'UNIQUE') && onSame.length === 1;
}

/** Whether SQLite takes a table: what one part of it needs, a change may have taken from another. */
export const isSound = (model: Model): boolean =>
  (!model.autoincrement || mayAutoincrement(model)) &&
  (!model.withoutRowid || model.constraints.some(({ kind }) => kind === 'PRIMARY KEY'));

/** Whether AUTOINCREMENT may stand in a table. */
export function mayAutoincrement({ columns, constraints, withoutRowid }: Omit<Model, 'autoincrement'>): boolean {
  const key = constraints.find(({ kind }) => kind === 'PRIMARY KEY');
  const column = columns.find(({ name }) => name === key?.columns[0]);
  return !withoutRowid && key?.columns.length === 1 && column?.type === 'INTEGER';
}

function randomConstraint(random: Random, kind: Constraint['kind'], columns: readonly string[]): Constraint {
  const single = kind === 'CHECK' || kind === 'FOREIGN KEY' ? columns.slice(0, 1) : columns;
  const onDelete = random.pick<Constraint['onDelete']>(['CASCADE', 'SET NULL', null]);
  const isKey = kind === 'PRIMARY KEY' || kind === 'UNIQUE';
  return {
    ...{ kind, name: null, columns: single, limit: random.below(5), onDelete, deferred: random.chance(0.3) },
    onUpdate: random.chance(0.3) ? 'CASCADE' : null,
    conflict: isKey && random.chance(0.15) ? random.pick(conflicts) : null,
  };
}
