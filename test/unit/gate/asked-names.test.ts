import { describe, expect, test } from '@jest/globals';
import { isKnown, meaningOf, together, withNames } from '../../../src/gate/asked-names.ts';

const known = new Map([
  ['tenants', new Set(['id', 'config'])],
  ['shared.plans', new Set(['id'])],
]);

describe('what is asked for', () => {
  test.each([
    ['tenants', { table: 'tenants', column: null }],
    ['tenants.config', { table: 'tenants', column: 'config' }],
    ['shared.plans', { schema: 'shared', table: 'plans', column: null }],
    ['shared.plans.id', { schema: 'shared', table: 'plans', column: 'id' }],
    ['plans.id', { table: 'plans', column: 'id' }],
    ['public.tenants', { schema: 'public', table: 'tenants', column: null }],
    ['nowhere.nothing', { table: 'nowhere', column: 'nothing' }],
  ])('%s', (text, meaning) => expect(meaningOf(text, known)).toEqual(meaning));

  test.each([
    ['tenants.config', true],
    ['public.tenants.config', true],
    ['shared.tenants.config', false],
    ['tenants.nothing', false],
    ['shared.plans', true],
  ])('%s is known: %s', (text, is) => expect(isKnown(meaningOf(text, known), known)).toBe(is));
});

test('it is taken to exist, in a table that is known or in one more', () => {
  const names = ['plans.price', 'events.title'].map((name) => meaningOf(name, known));
  expect([...withNames(known, names)].map(([table, columns]) => `${table}: ${[...columns].join(' ')}`)).toEqual([
    'tenants: id config',
    'shared.plans: id price',
    'public.events: title',
  ]);
});

test('a table without a schema is in the default one where the same source has one elsewhere', () => {
  const models = new Map([
    ['tenants', new Set(['id'])],
    ['shared.tenants', new Set(['id'])],
    ['plans', new Set(['id'])],
  ]);
  const file = new Map([['app.plans', new Set(['price'])]]);
  expect([...together([models, file]).keys()]).toEqual(['public.tenants', 'shared.tenants', 'plans', 'app.plans']);
});
