import type { Random } from '../../support/random.ts';

/** A database as its `sqlite_schema` lists it. */
export interface Listed {
  readonly type: 'table' | 'index' | 'view' | 'trigger';
  readonly name: string;
  readonly sql: string;
}

/** Statements that change a database; null where it has nothing of the kind. */
type Change = (random: Random, database: readonly Listed[]) => string | null;

const types = ['INTEGER', 'TEXT', 'REAL', 'BLOB', 'VARCHAR(20)', 'NUMERIC(8, 2)'];
const strictTypes = types.slice(0, 4);
const conflicts = ['ABORT', 'IGNORE', 'REPLACE', 'FAIL', 'ROLLBACK'];
const actions = ['CASCADE', 'SET NULL', 'SET DEFAULT', 'RESTRICT'];

const fresh = (random: Random): string => `n${random.below(30)}`;
const some = (random: Random, words: string): string => (random.chance(0.3) ? ` ${words}` : '');
const quoted = (name: string): string => `"${name}"`;

function any(random: Random, database: readonly Listed[], type: Listed['type'], words = /^/): Listed | null {
  const fitting = database.filter((each) => each.type === type && words.test(each.sql));
  return fitting.length === 0 ? null : random.pick(fitting);
}

/** Makes a change of one object of a type, where there is one whose text the words fit. */
const of =
  (
    type: Listed['type'],
    write: (name: string, random: Random, listed: Listed) => string | null,
    words?: RegExp,
  ): Change =>
  (random, database) => {
    const listed = any(random, database, type, words);
    return listed && write(quoted(listed.name), random, listed);
  };

const isPlain = /^CREATE TABLE/;

/** The ends of columns a to d, which all plain tables have. */
const table = (random: Random, allowed: readonly string[]): string =>
  [
    `a ${random.pick(allowed)}${some(random, `NOT NULL ON CONFLICT ${random.pick(conflicts)}`)}${some(random, "DEFAULT 'x'")}`,
    `b TEXT${some(random, `COLLATE ${random.pick(['NOCASE', 'RTRIM'])}`)}${some(random, 'CHECK (length(b) > 1)')}`,
    `c INTEGER${some(random, `REFERENCES ${fresh(random)} (id) ON DELETE ${random.pick(actions)} ON UPDATE ${random.pick(actions)}${some(random, 'DEFERRABLE INITIALLY DEFERRED')}`)}`,
    ...(random.chance(0.3)
      ? [`d INTEGER GENERATED ALWAYS AS (c + ${random.below(3)}) ${random.pick(['STORED', 'VIRTUAL'])}`]
      : []),
    ...(random.chance(0.3) ? [`CONSTRAINT uq UNIQUE (a, b) ON CONFLICT ${random.pick(conflicts)}`] : []),
    ...(random.chance(0.3) ? [`CONSTRAINT ck CHECK (c > ${random.below(3)})`] : []),
    ...(random.chance(0.2)
      ? [`FOREIGN KEY (a, b) REFERENCES ${fresh(random)} (a, b) ON DELETE ${random.pick(actions)}`]
      : []),
  ].join(', ');

/** Words of a table's text, each the other's place-taker. */
const swaps: readonly (readonly [RegExp, string])[] = [
  [/ON DELETE CASCADE/, 'ON DELETE SET NULL'],
  [/ON UPDATE RESTRICT/, 'ON UPDATE CASCADE'],
  [/ DEFERRABLE INITIALLY DEFERRED/, ''],
  [/COLLATE NOCASE/, 'COLLATE RTRIM'],
  [/ON CONFLICT (IGNORE|FAIL)/, 'ON CONFLICT REPLACE'],
  [/ AUTOINCREMENT/, ''],
  [/ STRICT$/, ''],
  [/ WITHOUT ROWID/, ''],
  [/ STORED/, ' VIRTUAL'],
  [/\(c \+ \d\)/, '(c + 7)'],
  [/ DEFAULT 'x'/, " DEFAULT 'y'"],
  [/length\(b\) > 1/, 'length(b) > 2'],
  [/CONSTRAINT ck/, 'CONSTRAINT ck2'],
  [/CONSTRAINT uq/, 'CONSTRAINT uq2'],
  [/UNIQUE \(a, b\)/, 'UNIQUE (b, a)'],
  [/^(CREATE TABLE \S+ \(id INTEGER PRIMARY KEY)/, '$1 DESC'],
  [/a TEXT/, 'a BLOB'],
  [/VARCHAR\(20\)/, 'VARCHAR(21)'],
  [/ NOT NULL/, ''],
  [/, CONSTRAINT ck CHECK \(c > \d\)/, ''],
];

export const statements: Readonly<Record<string, Change>> = {
  table: (random) => `CREATE TABLE ${fresh(random)} (id INTEGER PRIMARY KEY, ${table(random, types)})`,
  AUTOINCREMENT: (random) =>
    `CREATE TABLE ${fresh(random)} (id INTEGER PRIMARY KEY AUTOINCREMENT, ${table(random, types)})`,
  STRICT: (random) => `CREATE TABLE ${fresh(random)} (id INTEGER PRIMARY KEY, ${table(random, strictTypes)}) STRICT`,
  'WITHOUT ROWID': (random) =>
    `CREATE TABLE ${fresh(random)} (id TEXT PRIMARY KEY, ${table(random, types)}) WITHOUT ROWID`,
  rebuild: of(
    'table',
    (name, random, { sql }) => {
      const [from, to] = random.pick(swaps);
      return from.test(sql) ? `DROP TABLE ${name}; ${sql.replace(from, to)}` : null;
    },
    isPlain,
  ),
  'rebuild without a change': of('table', (name, _, { sql }) => `DROP TABLE ${name}; ${sql}`, isPlain),
  'column added': of(
    'table',
    (name, random) =>
      `ALTER TABLE ${name} ADD COLUMN ${fresh(random)} ${random.pick(strictTypes)}${some(random, `DEFAULT ${random.below(9)}`)}${some(random, `CHECK (a <> ${random.below(9)})`)}`,
    isPlain,
  ),
  'column gone': of('table', (name, random, { sql }) => {
    const added = [...sql.matchAll(/, (n\d+) /g)].map(([, column = '']) => column);
    return added.length === 0 ? null : `ALTER TABLE ${name} DROP COLUMN ${random.pick(added)}`;
  }),
  'column renamed': of(
    'table',
    (name, random) =>
      `ALTER TABLE ${name} RENAME COLUMN ${random.pick(['a', 'b', 'c', 'id', fresh(random)])} TO ${random.pick(['a', 'b', 'c', 'id', fresh(random)])}`,
    isPlain,
  ),
  'table renamed': of('table', (name, random) => `ALTER TABLE ${name} RENAME TO ${fresh(random)}`, isPlain),
  'table gone': of('table', (name) => `DROP TABLE ${name}`),
  index: of(
    'table',
    (name, random) =>
      `CREATE${some(random, 'UNIQUE')} INDEX i${random.below(40)} ON ${name} (${random.pick(['a', 'b', 'a, c'])}${some(random, 'DESC')})`,
    isPlain,
  ),
  'partial index': of(
    'table',
    (name, random) =>
      `CREATE INDEX i${random.below(40)} ON ${name} (a) WHERE ${random.pick(['b', 'c'])} ${random.pick(['IS NOT NULL', '> 1'])}`,
    isPlain,
  ),
  'index on an expression': of(
    'table',
    (name, random) =>
      `CREATE INDEX i${random.below(40)} ON ${name} (${random.pick(['lower(b)', 'c + 1', 'b COLLATE NOCASE', 'lower(b) COLLATE RTRIM DESC'])}, id)`,
    isPlain,
  ),
  'index anew': of('index', (name, random, { sql }) => {
    const [from, to] = random.pick([
      [/ DESC\)/, ')'],
      [/ UNIQUE/, ''],
      [/\(a\)/, '(c)'],
      [/> 1/, '> 2'],
      [/COLLATE NOCASE/, 'COLLATE RTRIM'],
      [/ WHERE .*/, ''],
    ] as const);
    return from.test(sql) ? `DROP INDEX ${name}; ${sql.replace(from, to)}` : null;
  }),
  'index gone': of('index', (name) => `DROP INDEX ${name}`),
  view: of(
    'table',
    (name, random) =>
      `CREATE VIEW v${random.below(20)}${some(random, '(one, two)')} AS SELECT a, b FROM ${name}${some(random, 'WHERE c > 1')}`,
    isPlain,
  ),
  'view anew': of(
    'view',
    (name, random, { sql }) => `DROP VIEW ${name}; ${random.chance(0.3) ? sql : sql.replace(/c > \d/, 'c > 2')}`,
  ),
  'view gone': of('view', (name) => `DROP VIEW ${name}`),
  trigger: of(
    'table',
    (name, random) =>
      `CREATE TRIGGER t${random.below(20)} ${random.pick(['BEFORE', 'AFTER'])} ${random.pick(['INSERT', 'DELETE', 'UPDATE', 'UPDATE OF a'])} ON ${name}${some(random, 'WHEN 1 > 0')} BEGIN SELECT ${random.below(3)}; END`,
    isPlain,
  ),
  'trigger on a view': of(
    'view',
    (name, random) =>
      `CREATE TRIGGER t${random.below(20)} INSTEAD OF ${random.pick(['INSERT', 'DELETE'])} ON ${name} BEGIN SELECT ${random.below(3)}; END`,
  ),
  'trigger anew': of(
    'trigger',
    (name, random, { sql }) => `DROP TRIGGER ${name}; ${sql.replace(/SELECT \d/, `SELECT ${random.below(3)}`)}`,
  ),
  'trigger gone': of('trigger', (name) => `DROP TRIGGER ${name}`),
  'virtual table': (random) =>
    `CREATE VIRTUAL TABLE ${fresh(random)} USING ${random.pick(['fts5(a, b)', "fts5(a, tokenize = 'porter')", 'rtree(id, low, high)', 'fts5(a, b, prefix = 2)'])}`,
  'virtual table anew': of(
    'table',
    (name, _, { sql }) => `DROP TABLE ${name}; ${sql.replace('(a, b)', '(a, b, c)')}`,
    /^CREATE VIRTUAL/,
  ),
  'virtual table renamed': of(
    'table',
    (name, random) => `ALTER TABLE ${name} RENAME TO ${fresh(random)}`,
    /^CREATE VIRTUAL/,
  ),
};
