import { expect, test } from '@jest/globals';
import { tablesOfSql } from '../../../src/scanners/sql/schema.ts';

const read = (sql: string) =>
  Object.fromEntries([...tablesOfSql(sql)].map(([table, columns]) => [table, [...columns]]));

test.each([
  ['CREATE TABLE a (id int PRIMARY KEY, b varchar(20) NOT NULL, c numeric(10, 2));', { a: ['id', 'b', 'c'] }],
  ['create unlogged table if not exists public."a b" ("x y" int, CONSTRAINT u UNIQUE (z));', { 'public.a b': ['x y'] }],
  ['CREATE TABLE a (id int, PRIMARY KEY (id), CHECK (id > (1 + 2)), b int) WITH (fillfactor=70);', { a: ['id', 'b'] }],
  ['CREATE TABLE `a` (`id` int, KEY `k` (`id`));', { a: ['id'] }],
  [
    'CREATE TABLE a (id int); ALTER TABLE ONLY a ADD COLUMN b int, ADD CONSTRAINT c CHECK (b > 0), DROP COLUMN id;',
    { a: ['b'] },
  ],
  [
    'CREATE TABLE a (id int); ALTER TABLE a RENAME COLUMN id TO b; ALTER TABLE a RENAME TO c; DROP TABLE d;',
    { c: ['b'] },
  ],
  ['CREATE TABLE a (id int); CREATE TABLE b (id int); DROP TABLE IF EXISTS a;', { b: ['id'] }],
  ['ALTER TABLE a ADD COLUMN b int; ALTER TABLE c OWNER TO d;', { a: ['b'] }],
  ["CREATE TABLE a (id int DEFAULT 'x, y'); -- CREATE TABLE b (id int);", { a: ['id'] }],
  [
    'CREATE TABLE "?".a (id int); CREATE TABLE :schema.b (id int); CREATE TABLE ?.c (id int)',
    { a: ['id'], b: ['id'], c: ['id'] },
  ],
  ['CREATE OR REPLACE VIEW v AS SELECT 1 AS x;', { v: [] }],
  ['CREATE FUNCTION f() RETURNS int AS $$ CREATE TABLE no (id int); $$ LANGUAGE sql; SELECT 1;', {}],
])('%s', (sql, expected) => {
  expect(read(sql)).toEqual(expected);
});
