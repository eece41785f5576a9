import { describe, expect, test } from '@jest/globals';
import { droppedObjectUnreferenced } from '../../../../src/checks/code/dropped-object-unreferenced.ts';
import { runningCodeSurvives } from '../../../../src/checks/code/running-code-survives.ts';
import type { Reference } from '../../../../src/domain/reference.ts';
import { evidence, findingsOf, said, statement, step, walk } from '../../../support/evidence.ts';
import { column, constraint, snapshot, table } from '../../../support/schema.ts';

const before = snapshot(table('tenants'), column('tenants', 'id'), column('tenants', 'config'));
const walks = (
  after = snapshot(table('tenants'), column('tenants', 'id')),
  sql = 'ALTER TABLE tenants DROP COLUMN config',
) => [walk([step('upgrade', { snapshot: after, statements: [statement(sql, 12)] })], { before })];
const reference = (own: Partial<Reference> = {}): Reference => ({
  table: 'tenants',
  column: 'config',
  file: 'app/api.py',
  line: 7,
  text: 'return tenant.config',
  certainty: 'certain',
  kind: 'attribute',
  why: 'tenant is a Tenant, a row of tenants',
  commit: 'head',
  ...own,
});

describe('code at the head', () => {
  test('that certainly names a dropped column', () => {
    expect(said(droppedObjectUnreferenced, evidence({ walks: walks(), references: [reference()] }))).toEqual([
      'error dropped-object-unreferenced b2 at app/api.py:7',
      'This names `tenants.config` (attribute: tenant is a Tenant, a row of tenants), which revision b2 drops (line 12).',
      'fix: Take the use of `tenants.config` out, or keep it in the database until no code names it.',
      'also dropped-object-unreferenced: Revision b2 drops `tenants.config`.',
    ]);
  });

  test.each([
    ['likely', 'warning'],
    ['possible', 'notice'],
  ] as const)('that names it %s is a %s', (certainty, severity) => {
    const [finding] = findingsOf(
      [droppedObjectUnreferenced],
      evidence({ walks: walks(), references: [reference({ certainty })] }),
    );
    expect(finding?.severity).toBe(severity);
  });

  test('that names a dropped constraint is a notice, however sure', () => {
    const unique = constraint('tenants', 'uq_id', 'unique', 'UNIQUE (id)');
    const was = snapshot(table('tenants'), column('tenants', 'id'), unique);
    const statements = [statement('ALTER TABLE tenants DROP CONSTRAINT uq_id', 12)];
    const after = snapshot(table('tenants'), column('tenants', 'id'));
    const walked = [walk([step('upgrade', { snapshot: after, statements })], { before: was })];
    const named = reference({ column: 'uq_id', kind: 'constraint', why: 'the statement names it' });
    expect(said(droppedObjectUnreferenced, evidence({ walks: walked, references: [named] }))).toEqual([
      'notice dropped-object-unreferenced b2 at app/api.py:7',
      'This names the constraint `tenants.uq_id` (constraint: the statement names it), which revision b2 drops (line 12).',
      'fix: Take the use of the constraint `tenants.uq_id` out, or keep it in the database until no code names it.',
      'also dropped-object-unreferenced: Revision b2 drops the constraint `tenants.uq_id`.',
    ]);
    const atBase = evidence({ walks: walked, references: [{ ...named, commit: 'base' as const }] });
    expect(findingsOf([runningCodeSurvives], atBase).map(({ severity }) => severity)).toEqual(['notice']);
  });

  test('is told the new name of a renamed column', () => {
    const after = snapshot(table('tenants'), column('tenants', 'id'), column('tenants', 'settings'));
    const renamed = walks(after, 'ALTER TABLE tenants RENAME config TO settings');
    expect(said(droppedObjectUnreferenced, evidence({ walks: renamed, references: [reference()] }))).toEqual(
      expect.arrayContaining(['fix: Name `settings` instead: the revision renames it.']),
    );
  });

  test('is told where the value of a dropped column went', () => {
    const after = snapshot(table('tenants'), column('tenants', 'id'), column('tenants', 'settings'));
    const statements = [
      statement('UPDATE tenants SET settings = config', 10),
      statement('ALTER TABLE tenants DROP COLUMN config', 12),
    ];
    const moved = [walk([step('upgrade', { snapshot: after, statements })], { before })];
    expect(said(droppedObjectUnreferenced, evidence({ walks: moved, references: [reference()] }))).toEqual(
      expect.arrayContaining([
        'fix: Read `tenants.settings` instead, where revision b2 moves the value (line 10); or keep `tenants.config` for one more release.',
      ]),
    );
  });

  test('that names what is only altered gets a notice, however sure, and none for what is possible', () => {
    const strict = snapshot(
      table('tenants'),
      column('tenants', 'id'),
      column('tenants', 'config', { 'not null': 'yes' }),
    );
    const altered = walks(strict, 'ALTER TABLE tenants ALTER COLUMN config SET NOT NULL');
    const references = [
      reference(),
      reference({ line: 8, certainty: 'possible' }),
      reference({ line: 9, commit: 'base', text: 'x' }),
    ];
    expect(
      [droppedObjectUnreferenced, runningCodeSurvives].flatMap((check) =>
        said(check, evidence({ walks: altered, references })),
      ),
    ).toEqual([
      'notice dropped-object-unreferenced b2 at app/api.py:7',
      'This names `tenants.config` (attribute: tenant is a Tenant, a row of tenants); revision b2 makes it NOT NULL (line 12).',
      'fix: See that this line reads and writes only what the column takes afterwards.',
      'also dropped-object-unreferenced: Revision b2 alters `tenants.config`: makes it NOT NULL.',
    ]);
  });

  test('is told once a line, as sure as the surest', () => {
    const references = [reference({ certainty: 'likely' }), reference(), reference({ line: 9 })];
    const findings = findingsOf([droppedObjectUnreferenced], evidence({ walks: walks(), references }));
    expect(findings.map(({ at, severity }) => `${severity} ${at?.line}`)).toEqual(['error 7', 'error 9']);
  });

  test('that names something else is silent', () => {
    const references = [reference({ column: 'id' }), reference({ table: 'plans' })];
    expect(said(droppedObjectUnreferenced, evidence({ walks: walks(), references }))).toEqual([]);
  });
});

describe('code at the base', () => {
  test('that the pull request takes out together with the column', () => {
    expect(
      said(runningCodeSurvives, evidence({ walks: walks(), references: [reference({ commit: 'base' })] })),
    ).toEqual([
      'warning running-code-survives b2 at app/api.py:7 of the base',
      'The code of the base names `tenants.config` here, which revision b2 drops (line 12). This pull request takes both away at once.',
      'fix: Split it in two: a first pull request takes the uses of `tenants.config` out of the code and leaves the column; when that is deployed everywhere, a second one drops it.',
      'also running-code-survives: Revision b2 drops `tenants.config`.',
    ]);
  });

  test('that still stands at the head, on another line, is told there alone', () => {
    const references = [reference({ commit: 'base', line: 3 }), reference()];
    const findings = findingsOf(
      [droppedObjectUnreferenced, runningCodeSurvives],
      evidence({ walks: walks(), references }),
    );
    expect(findings.map(({ check }) => check)).toEqual(['dropped-object-unreferenced']);
  });

  test('that got a comment for the gate at the head is the same line', () => {
    const text = 'return tenant.config  # migration-gate: ignore[dropped-object-unreferenced] dead code';
    const references = [reference({ commit: 'base' }), reference({ text })];
    expect(said(runningCodeSurvives, evidence({ walks: walks(), references }))).toEqual([]);
  });

  test.each([
    'tests/api.py',
    'app/tests/api.py',
    'app/test_api.py',
    'conftest.py',
    'web/api.test.ts',
    'web/__tests__/api.ts',
  ])('is silent in %s, which does not run while a deploy goes on', (file) => {
    const references = [reference({ commit: 'base', file })];
    expect(said(runningCodeSurvives, evidence({ walks: walks(), references }))).toEqual([]);
  });

  test('is told in files that are called nearly so', () => {
    const references = ['app/contest/api.py', 'app/latest.py', 'app/testing.py'].map((file) =>
      reference({ commit: 'base', file }),
    );
    expect(findingsOf([runningCodeSurvives], evidence({ walks: walks(), references }))).toHaveLength(3);
  });

  test('that possibly names it is silent', () => {
    const references = [reference({ commit: 'base', certainty: 'possible' })];
    expect(said(runningCodeSurvives, evidence({ walks: walks(), references }))).toEqual([]);
  });
});
