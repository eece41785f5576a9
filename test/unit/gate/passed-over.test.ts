import { describe, expect, test } from '@jest/globals';
import type { Walk } from '../../../src/domain/walk.ts';
import { passedOver } from '../../../src/gate/passed-over.ts';
import { evidence, revision, statement, step, walk } from '../../support/evidence.ts';
import { empty, snapshot, table } from '../../support/schema.ts';

const said = (walks: readonly Walk[], changesSchema = true) => {
  const [plan] = evidence({ revisions: [revision('b2', { changesSchema })] }).plan.projects;
  if (!plan) throw new Error('no plan');
  return passedOver(plan, walks).map(({ what, decisive }) => [what, decisive]);
};

const idle = walk([step('upgrade', { statements: [statement('SELECT schema FROM tenants')] })]);
const busy = walk([step('upgrade', { snapshot: snapshot(table('orders')) })], { engine: 'sqlite' });

describe('a revision whose text changes the schema', () => {
  test('and that changed nothing anywhere is a decisive unknown', () => {
    const onSqlite = { ...idle, engine: 'sqlite' as const };
    expect(said([idle, onSqlite])).toEqual([
      ['b2 ran on Postgres and SQLite and changed nothing, though its text changes the schema', true],
    ]);
  });

  test('and that one engine passes over is told', () => {
    expect(said([idle, busy])).toEqual([
      ['b2 ran on Postgres and changed nothing, though its text changes the schema', false],
    ]);
  });

  test.each([
    ['that changed it', [busy], true],
    ['that wrote rows', [walk([step('upgrade', { statements: [statement('INSERT INTO t VALUES (1)')] })])], true],
    ['that failed', [walk([step('upgrade', { outcome: 'failed' })])], true],
    ['that never ran', [walk([step('upgrade', { bodies: 0 })])], true],
    ['that was not walked', [walk([], { before: null })], true],
    ['whose text does not say so', [walk([step('upgrade', { snapshot: empty })])], false],
  ])('nothing is said of one %s', (_, walks, changesSchema) => {
    expect(said(walks, changesSchema)).toEqual([]);
  });
});
