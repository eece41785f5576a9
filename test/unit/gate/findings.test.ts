import { expect, test } from '@jest/globals';
import type { Check } from '../../../src/checks/check.ts';
import { checks } from '../../../src/checks/index.ts';
import type { Draft } from '../../../src/domain/finding.ts';
import { type SeveritySettings, toFindings } from '../../../src/gate/findings.ts';
import { foldings } from '../../../src/gate/foldings.ts';
import {
  evidence,
  failure,
  fileOf,
  findingsOf,
  project,
  rendered,
  revision,
  rollback,
  statement,
  step,
  walk,
} from '../../support/evidence.ts';
import { column, empty, index, onSqlite, snapshot, table } from '../../support/schema.ts';

const check = (id: string, own: Partial<Check> = {}): Check => ({
  id,
  group: 'walk',
  severity: 'error',
  summary: '',
  why: '',
  needs: ['plan'],
  run: () => [],
  ...own,
});

const draft = (own: Partial<Draft> = {}): Draft => ({
  project,
  revision: 'b2',
  engine: 'postgres',
  population: 'empty',
  at: { file: fileOf('b2'), line: 12, commit: 'head' },
  what: 'It is so.',
  fix: 'Mend it.',
  subject: 'table users',
  ...own,
});

const at = (line: number) => ({ file: fileOf('b2'), line, commit: 'head' as const });
const { plan } = evidence({ revisions: [revision('b2'), revision('c3', { downRevisions: ['b2'] })] });
const find = (
  said: Readonly<Record<string, readonly Draft[]>>,
  settings: SeveritySettings = {},
  own: Partial<Check> = {},
) =>
  toFindings(
    Object.entries(said).map(([id, drafts]) => ({ check: check(id, own), drafts })),
    settings,
    plan,
  );

test('the same subject on two engines is one finding that names both', () => {
  const findings = find({ x: [draft(), draft({ engine: 'sqlite', at: at(13) })] });
  expect(findings.map(({ engines, at, what }) => ({ engines, line: at?.line, what }))).toEqual([
    { engines: ['postgres', 'sqlite'], line: 12, what: 'It is so.' },
  ]);
});

test('words that differ say which engine they are of', () => {
  const [finding] = find({ x: [draft(), draft({ engine: 'sqlite', what: 'It is otherwise.' })] });
  expect(finding?.what).toBe('On Postgres: It is so.\n\nOn SQLite: It is otherwise.');
});

test('the same sentence with other definitions is told once', () => {
  const [finding] = find({ x: [draft({ what: 'So.\n\nint' }), draft({ engine: 'sqlite', what: 'So.\n\nINTEGER' })] });
  expect(finding?.what).toBe('So.\n\nint');
});

test('two subjects on one line are one finding, on two lines two', () => {
  const other = { subject: 'index ix', what: 'The index too.' };
  expect(find({ x: [draft(), draft(other)] }).map(({ what }) => what)).toEqual(['It is so.\n\nThe index too.']);
  expect(find({ x: [draft(), draft({ ...other, at: at(14) })] })).toHaveLength(2);
});

test('a notice does not hide in an error of the same line', () => {
  const findings = find({ x: [draft(), draft({ subject: 'index ix', severity: 'notice' })] });
  expect(findings.map(({ severity }) => severity)).toEqual(['error', 'notice']);
});

test('a draft may be milder than its check, never harsher', () => {
  const severities = (settings: SeveritySettings, own: Partial<Check>, severity: Draft['severity']) =>
    find({ x: [draft(severity ? { severity } : {})] }, settings, own).map((finding) => finding.severity);
  expect(severities({}, {}, 'notice')).toEqual(['notice']);
  expect(severities({}, { severity: 'warning' }, 'error')).toEqual(['warning']);
});

test('a configured severity takes the place of the check’s own', () => {
  const severities = (setting: 'off' | 'notice' | 'error', severity: Draft['severity'] = undefined) =>
    find({ x: [draft(severity ? { severity } : {})] }, { x: setting }, { severity: 'warning' }).map(
      (finding) => finding.severity,
    );
  expect(severities('error')).toEqual(['error']);
  expect(severities('error', 'notice')).toEqual(['notice']);
  expect(severities('notice', 'warning')).toEqual(['notice']);
  expect(severities('off')).toEqual([]);
});

test('a fingerprint stays when lines and words change, and changes with check, revision and subject', () => {
  const fingerprint = (id: string, own: Partial<Draft>) => find({ [id]: [draft(own)] })[0]?.fingerprint;
  const first = fingerprint('x', {});
  expect(first).toMatch(/^[0-9a-f]{16}$/);
  expect(fingerprint('x', { at: at(99), what: 'Seen 7 times.', engine: 'sqlite' })).toBe(first);
  const others = [fingerprint('y', {}), fingerprint('x', { revision: 'c3' }), fingerprint('x', { subject: 'table y' })];
  expect(new Set([first, ...others]).size).toBe(4);
});

test('harsh before mild, then in the order of the plan, then of the checks', () => {
  const far = { subject: 'far', at: null };
  const findings = find({
    first: [draft({ ...far, revision: 'c3' }), draft({ ...far, severity: 'notice' })],
    second: [
      draft({ ...far }),
      draft({ ...far, revision: null, severity: 'notice' }),
      draft({ ...far, revision: 'c3' }),
    ],
  });
  expect(findings.map(({ severity, revision, check }) => `${severity} ${revision} ${check}`)).toEqual([
    'error b2 second',
    'error c3 first',
    'error c3 second',
    'notice null second',
    'notice b2 first',
  ]);
});

test('what only one engine shows is not accounted for by a failure on the other', () => {
  const said = {
    'downgrade-restores-schema': [draft()],
    'upgrade-repeats': [draft({ engine: 'sqlite', at: at(14) })],
  };
  expect(find(said).map((finding) => finding.check)).toEqual(['downgrade-restores-schema', 'upgrade-repeats']);
});

test('of two that have one cause the harsher speaks, the other is its cause', () => {
  const said = {
    'downgrade-exists': [draft({ severity: 'notice', subject: 'downgrade' })],
    'upgrade-repeats': [draft()],
  };
  expect(find(said).map(({ check, severity, causes }) => [check, severity, causes])).toEqual([
    ['upgrade-repeats', 'error', [{ check: 'downgrade-exists', file: fileOf('b2'), line: 12, what: 'It is so.' }]],
  ]);
});

test('every check that the table of foldings names is there', () => {
  const named = foldings.flatMap(({ primary, folds }) => [primary, ...folds]);
  const known = checks.map(({ id }) => id);
  expect(named.filter((id) => !known.includes(id))).toEqual([]);
});

const users = snapshot(table('users'));
const heads = (from: Parameters<typeof evidence>[0]) =>
  findingsOf(checks, evidence(from)).map(({ check, causes }) => [check, ...causes.map((cause) => cause.check)]);

test('a failing upgrade is exactly one finding', () => {
  const after = [
    step('upgrade', { failure: failure(), snapshot: empty }),
    step('downgrade', { outcome: 'skipped', snapshot: null, versions: null }),
    step('re-upgrade', { outcome: 'skipped', snapshot: null, versions: null }),
  ];
  const walks = [walk(after), walk(after, { engine: 'sqlite' })];
  const rollbacks = [rollback([step('downgrade', { outcome: 'skipped', snapshot: null })])];
  expect(heads({ walks, rollbacks })).toEqual([['upgrade-applies']]);
});

test('an empty downgrade is one finding, with all that follows from it as its causes', () => {
  const exists = failure({ message: 'relation "users" already exists', sqlstate: '42P07' });
  const steps = [
    step('upgrade', { snapshot: users, statements: [statement('CREATE TABLE users ()')] }),
    step('downgrade', { snapshot: users }),
    step('re-upgrade', { failure: exists, snapshot: users }),
  ];
  const rollbacks = [rollback(steps.slice(1), { head: users })];
  const revisions = [revision('b2', { downgrade: { kind: 'empty' } })];
  expect(heads({ revisions, walks: [walk(steps)], rollbacks })).toEqual([
    ['downgrade-exists', 'downgrade-restores-schema', 'upgrade-repeats'],
  ]);
});

test('a failing downgrade is one finding, though the rollback fails with it', () => {
  const down = step('downgrade', { failure: failure({ at: at(21) }), snapshot: users });
  const steps = [step('upgrade', { snapshot: users, statements: [statement('CREATE TABLE users ()')] }), down];
  const rollbacks = [rollback([down], { head: users })];
  expect(heads({ walks: [walk(steps)], rollbacks })).toEqual([['downgrade-applies']]);
});

test('a good revision on both engines is no finding', () => {
  const after = snapshot(
    table('users'),
    column('users', 'id', { 'not null': 'yes' }),
    index('users', 'ix_users_id', 'id'),
  );
  const statements = [statement('CREATE TABLE users (id integer NOT NULL)')];
  const steps = (seen: (from: typeof after) => typeof after) => [
    step('upgrade', { snapshot: seen(after), statements }),
    step('downgrade', { snapshot: empty }),
    step('re-upgrade', { snapshot: seen(after), statements }),
  ];
  const walks = [walk(steps((same) => same)), walk(steps(onSqlite), { engine: 'sqlite' })];
  const rollbacks = [rollback(steps((same) => same).slice(1), { head: after })];
  expect(findingsOf(checks, evidence({ walks, rollbacks })).flatMap(rendered)).toEqual([]);
});
