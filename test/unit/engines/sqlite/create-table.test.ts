import { describe, expect, it } from '@jest/globals';
import { readTable } from '../../../../src/engines/sqlite/table.ts';
import { tableObjects } from '../../../../src/engines/sqlite/table-objects.ts';

const parent = readTable('Parent', 'CREATE TABLE Parent (Id INTEGER PRIMARY KEY)');
const read = (body: string, options = '') =>
  tableObjects(readTable('a', `CREATE TABLE a (${body}) ${options}`), (name) =>
    name.toLowerCase() === 'parent' ? parent : null,
  );
/** All that a comparison sees. */
const seen = (body: string, options = '') => read(body, options).map(({ key, attributes }) => [key, attributes]);
const definitions = (body: string, options = '') => read(body, options).map(({ definition }) => definition);

describe('reading a CREATE TABLE', () => {
  it.each([
    ['white space, comments and case', 'b int not null', 'b  INT /* x */ NOT\nNULL -- y\n'],
    ['quotes', '"b" "int", [c] text, `d` blob', 'b int, c text, d blob'],
    ['a name in single quotes', "'b' int", 'b int'],
    ['inline and table-level UNIQUE', 'b int unique, c', 'b int, c, unique (b)'],
    ['inline and table-level PRIMARY KEY', 'b text primary key', 'b text, primary key (b)'],
    ['inline and table-level CHECK', 'b int check (b > 0), c', 'b int, c, check (B>0)'],
    [
      'inline and table-level REFERENCES',
      'b int references parent (id)',
      'b int, foreign key (b) references parent (id)',
    ],
    ['a foreign key with and without columns', 'b references parent', 'b references "parent" (ID)'],
    ['named constraints', 'b int constraint x unique', 'b int, constraint x unique (b)'],
    ['the order of table constraints', 'b, c, unique (b), check (c > 0)', 'b, c, check (c > 0), unique (b)'],
    ['commas between table constraints', 'b, c, unique (b), check (c > 0)', 'b, c, unique (b) check (c > 0)'],
    ['NOT NULL on the rowid', 'b integer primary key', 'b integer not null primary key'],
    [
      'NOT NULL on the rowid of a table constraint',
      'b integer, primary key (b)',
      'b integer not null, primary key (b)',
    ],
    ['ASC', 'b text primary key, unique (b asc)', 'b text primary key asc, unique (b)'],
    ['brackets around a default', 'b default (1), c default (-1)', 'b default 1, c default -1'],
    ['brackets around a CHECK', 'b check ((b > 0))', 'b check (b > 0)'],
    ['a default of NULL', 'b default null', 'b'],
    ['NULL', 'b text null', 'b text'],
    ['how a default string is quoted', 'b default "x", c default y', "b default 'x', c default 'y'"],
    ['COLLATE BINARY', 'b text collate binary', 'b text'],
    ['ON CONFLICT ABORT', 'b not null on conflict abort unique on conflict abort', 'b not null unique'],
    ['NO ACTION', 'b references p on delete no action', 'b references p'],
    ['what is not deferred', 'b references p deferrable initially immediate', 'b references p not deferrable'],
    ['MATCH', 'b references p (x) match full', 'b references p (x)'],
    ['GENERATED ALWAYS and VIRTUAL', 'b, c int generated always as (b) virtual', 'b, c int as (b)'],
    ['INT for INTEGER', 'b int', 'b INTEGER'],
    ['how type sizes are spaced', 'b numeric ( 10,2 )', 'b NUMERIC(10, 2)'],
    ['a name that no constraint follows', 'b constraint x, c', 'b, c'],
    [
      'where DEFERRABLE stands',
      'b references p not null deferrable initially deferred',
      'b not null references p deferrable initially deferred',
    ],
  ])('does not tell %s', (_, one, other) => {
    expect(seen(one)).toEqual(seen(other));
  });

  it.each([
    ['the name of a constraint', 'b, constraint x unique (b)', 'b, constraint y unique (b)'],
    ['a named constraint from an unnamed one', 'b, constraint x unique (b)', 'b unique'],
    ['CHECK text', 'b check (b > 0)', 'b check (b > 1)'],
    ['the case of a string', "b check (b = 'a')", "b check (b = 'A')"],
    ['defaults', "b default 'a'", "b default 'b'"],
    ['a string and a number', "b default '1'", 'b default 1'],
    ['collations', 'b collate nocase', 'b'],
    ['NOT NULL', 'b text not null', 'b text'],
    ['NOT NULL on a primary key that is not the rowid', 'b text primary key not null', 'b text primary key'],
    ['types', 'b varchar(50)', 'b varchar(51)'],
    ['the rowid from another primary key', 'b integer primary key', 'b int primary key'],
    ['AUTOINCREMENT', 'b integer primary key autoincrement', 'b integer primary key'],
    ['conflict clauses', 'b unique on conflict replace', 'b unique'],
    ['foreign keys to elsewhere', 'b references p', 'b references q'],
    ['actions', 'b references p on delete cascade', 'b references p'],
    ['deferred foreign keys', 'b references p deferrable initially deferred', 'b references p'],
    ['STORED', 'b, c as (b) stored', 'b, c as (b)'],
    ['the order of columns', 'b, c', 'c, b'],
    ['the order of key columns', 'b, c, unique (b, c)', 'b, c, unique (c, b)'],
    ['one key from two', 'b unique, c unique', 'b, c, unique (b, c)'],
  ])('tells %s', (_, one, other) => {
    expect(seen(one)).not.toEqual(seen(other));
  });

  it('knows what a primary key makes NOT NULL', () => {
    const notNull = (body: string, options?: string) => read(body, options)[1]?.attributes['not null'];
    expect(notNull('b text primary key')).toBeUndefined();
    expect(notNull('b text primary key', 'STRICT')).toBe('yes');
    expect(notNull('b text primary key', 'WITHOUT ROWID')).toBe('yes');
    expect(notNull('b integer primary key')).toBe('yes');
    expect(notNull('b integer primary key desc')).toBeUndefined();
  });

  it('writes SQL that a person can read', () => {
    const [table] = definitions(
      "id integer primary key autoincrement, [order] varchar(10) default 'x' not null collate nocase, c as (id+1) stored, constraint ck check ([order]<>'')",
      'strict',
    );
    expect(table).toBe(
      [
        'CREATE TABLE a (',
        '  id INTEGER AUTOINCREMENT NOT NULL,',
        `  "order" VARCHAR(10) COLLATE NOCASE DEFAULT 'x' NOT NULL,`,
        '  c GENERATED ALWAYS AS (id + 1) STORED,',
        `  CONSTRAINT ck CHECK ("order" <> ''),`,
        '  PRIMARY KEY (id)',
        ') STRICT',
      ].join('\n'),
    );
  });

  it('says where it cannot go on', () => {
    expect(() => seen('b text sugar check')).toThrow(/cannot read what SQLite keeps of its schema, near ""/);
  });
});
