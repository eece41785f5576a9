import { describe, expect, test } from '@jest/globals';
import type { Suppressing } from '../../../src/config.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { PlannedRevision } from '../../../src/domain/plan.ts';
import { judge } from '../../../src/domain/verdict.ts';
import { suppressed } from '../../../src/gate/suppressions.ts';

const finding = (own: Partial<Finding> = {}): Finding => ({
  check: 'dropped-object-unreferenced',
  severity: 'error',
  project: 'alembic.ini',
  revision: 'b2f0',
  engines: [],
  population: null,
  at: { file: 'app/api.py', line: 2, commit: 'head' },
  what: '',
  why: '',
  fix: '',
  causes: [{ check: 'dropped-object-unreferenced', file: 'migrations/b2.py', line: 1, what: '' }],
  fingerprint: '',
  suppressed: null,
  ...own,
});

const run = (files: Readonly<Record<string, string>>, configured: readonly Suppressing[] = [], own = finding()) =>
  suppressed([own], {
    configured,
    configFile: 'migration-gate.yml',
    checkIds: new Set(['dropped-object-unreferenced', 'no-leftovers']),
    settled: [],
    read: async (file, commit) => files[`${commit === 'base' ? 'base:' : ''}${file}`] ?? null,
    today: '2026-06-15',
  });

const code = (comment: string) => ({ 'app/api.py': `import x\nx(tenant.config)  # migration-gate: ${comment}\n` });
const configured = (own: Partial<Suppressing> = {}): Suppressing => ({
  check: 'dropped-object-unreferenced',
  revision: null,
  file: null,
  reason: 'moved next week',
  until: null,
  ...own,
});

test('a comment with a reason takes the weight of a finding, and both stand in the report', async () => {
  const { findings, notes } = await run(code('ignore[dropped-object-unreferenced] dead code until 2026-06-15'));
  expect(findings[0]?.suppressed).toEqual({ reason: 'dead code', until: '2026-06-15', file: 'app/api.py', line: 2 });
  expect(notes).toEqual([
    {
      what: 'Suppressed: error dropped-object-unreferenced of revision b2f0, for "dead code" until 2026-06-15',
      at: { file: 'app/api.py', line: 2, commit: 'head' },
    },
  ]);
  expect(judge(findings, [], null, 'notice').kind).toBe('pass');
});

test('so does one at the line of the revision, for code that the base alone has', async () => {
  const at = { file: 'app/api.py', line: 2, commit: 'base' as const };
  const files = { 'migrations/b2.py': 'op.x()  # migration-gate: ignore[dropped-object-unreferenced] all is stopped' };
  const { findings } = await run(files, [], finding({ at }));
  expect(findings[0]?.suppressed).toMatchObject({ reason: 'all is stopped', file: 'migrations/b2.py', line: 1 });
});

test.each([
  ['everywhere', {}],
  ['of the revision', { revision: 'b2' }],
  ['in the file', { file: 'app/api.py' }],
  ['in the folder', { file: 'app' }],
  ['in files of the pattern', { file: '**/*.py' }],
  ['until today', { until: '2026-06-15' }],
])('the configuration suppresses the check %s', async (_, own) => {
  const { findings } = await run({}, [configured(own)]);
  expect(findings[0]?.suppressed).toMatchObject({ reason: 'moved next week', file: 'migration-gate.yml', line: null });
});

test.each([
  ['of another check', { check: 'no-leftovers' }],
  ['of another revision', { revision: 'c3' }],
  ['of another file', { file: 'app/models.py' }],
  ['that is over', { until: '2026-06-14' }],
])('the configuration says nothing of it: one %s', async (_, own) => {
  const { findings } = await run({}, [configured(own)]);
  expect(findings[0]?.suppressed).toBeNull();
  expect(judge(findings, [], null, 'error').kind).toBe('fail');
});

test.each([
  [
    'ignore[dropped-object-unreferenced]',
    'A comment to ignore dropped-object-unreferenced gives no reason, so it suppresses nothing.',
  ],
  [
    'ignore[dropped-object-unreferenced] old until 2026-06-14',
    'A comment to ignore dropped-object-unreferenced held until 2026-06-14, so it suppresses nothing.',
  ],
  [
    'ignore[dropped-object] typing error',
    'A comment ignores "dropped-object", which is no check: migration-gate explain lists them.',
  ],
])('%s suppresses nothing, and a note says why', async (comment, what) => {
  const { findings, notes } = await run(code(comment));
  expect(findings[0]?.suppressed).toBeNull();
  expect(notes).toEqual([{ what, at: { file: 'app/api.py', line: 2, commit: 'head' } }]);
});

test('a comment about another check, or at another line, is silent', async () => {
  expect((await run(code('ignore[no-leftovers] so'))).findings[0]?.suppressed).toBeNull();
  const elsewhere = {
    'app/api.py': 'import x  # migration-gate: ignore[dropped-object-unreferenced] so\nx(tenant.config)',
  };
  expect((await run(elsewhere)).findings[0]?.suppressed).toBeNull();
});

describe('what no finding needs is told', () => {
  const planned = (id: string): PlannedRevision => {
    const file = `migrations/${id}.py`;
    return { project: 'alembic.ini', revision: id, file, kind: 'new', because: file };
  };
  const unneeded = async (
    files: Readonly<Record<string, string>>,
    own: readonly Finding[],
    said: readonly Suppressing[],
  ) => {
    const { notes } = await suppressed(own, {
      configured: said,
      configFile: 'migration-gate.yml',
      checkIds: new Set(['dropped-object-unreferenced', 'no-leftovers']),
      settled: [planned('c3'), planned('d4')],
      read: async (file, commit) => (commit === 'head' ? (files[file] ?? null) : null),
      today: '2026-06-15',
    });
    return notes.map(({ what, at }) => `${what}${at ? ` (${at.file}:${at.line})` : ''}`);
  };
  const comment = 'op.x()  # migration-gate: ignore[no-leftovers] known\n';
  const atC3 = finding({
    check: 'no-leftovers',
    revision: 'c3',
    at: { file: 'migrations/c3.py', line: 1, commit: 'head' },
  });

  test('a comment in a new revision, and a configured one of it', async () => {
    const said = ['c3', 'a1'].map((revision) => configured({ check: 'no-leftovers', revision }));
    expect(await unneeded({ 'migrations/c3.py': comment, 'migrations/a1.py': comment }, [], said)).toEqual([
      'A comment to ignore no-leftovers suppresses nothing: there is no such finding. (migrations/c3.py:1)',
      'migration-gate.yml: the suppression of no-leftovers of revision c3 suppresses nothing: there is no such finding.',
    ]);
  });

  test('not where a finding needs it, and not while something else is wrong with the revision', async () => {
    expect(await unneeded({ 'migrations/c3.py': comment }, [atC3], [])).toEqual([
      'Suppressed: error no-leftovers of revision c3, for "known" (migrations/c3.py:1)',
    ]);
    const other = finding({ revision: 'd4', at: null, causes: [] });
    expect(await unneeded({ 'migrations/d4.py': comment }, [other], [])).toEqual([]);
  });
});
