import { expect, test } from '@jest/globals';
import { databaseName, literal, quoted, runOf } from '../../../../src/engines/postgres/identifier.ts';

test('a database is named by its run and fits into 63 bytes', () => {
  expect(databaseName('a1', 3, 'Shop & Co.')).toBe('migration_gate_a1_3_shop_co');
  expect(databaseName('a1', 3, '')).toBe('migration_gate_a1_3');
  expect(databaseName('a1', 3, 'x'.repeat(100))).toHaveLength(63);
  expect(databaseName('a1', 12, 'é')).toBe('migration_gate_a1_12');
});

test('the run of a database is read from its name, and of no other', () => {
  expect(runOf(databaseName('0123456789', 3, 'shop'))).toBe('0123456789');
  expect(runOf('migration_gate_production')).toBeNull();
  expect(runOf('migration_gate_cache_0123456789')).toBeNull();
  expect(runOf('my_migration_gate_0123456789_3')).toBeNull();
});

test('identifiers and strings are quoted whatever they hold', () => {
  expect(quoted('a"b')).toBe('"a""b"');
  expect(literal(`it's \\`)).toBe(`E'it''s \\\\'`);
});
