import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { GateError } from '../../../src/domain/error.ts';
import { json } from '../../../src/reporters/json.ts';
import { evidence, file, finding, onSqlite, renderOptions, reportOf, statement, step, walk } from './evidence.ts';

const docs = join(import.meta.dirname, '../../../docs');
const published = z.fromJSONSchema(JSON.parse(readFileSync(join(docs, 'report.schema.json'), 'utf8')));

const failed = step({
  outcome: 'failed',
  snapshot: null,
  statements: [statement({ failed: true })],
  failure: {
    kind: 'database',
    exception: 'psycopg2.errors.DuplicateTable',
    message: 'relation "orders" already exists',
    sqlstate: '42P07',
    detail: null,
    statement: statement({ failed: true }),
    at: { file, line: 2, commit: 'head' },
    traceback: '',
  },
});
const snapshots = { base: new Map(), head: new Map(), stoppedAt: null };
const full = evidence({
  walks: [walk({ steps: [failed, step({ movement: 'downgrade', outcome: 'skipped' })] }), walk(onSqlite)],
  rollbacks: [{ ...walk(), ...snapshots, steps: [step({ movement: 'downgrade' })] }],
  unknowns: [{ what: 'a', why: 'b', at: { file, line: null, commit: 'head' }, decisive: true }],
  notes: [{ what: 'c', at: null }],
});
const cause = { check: 'upgrade-repeats', file, line: 3, what: 'd' };
const nowhere = finding({ at: null, revision: null, engines: [], population: null });

test('a report with everything in it is as the published schema says', () => {
  const report = reportOf('fail', [finding({ causes: [cause] }), nowhere], full);
  expect(published.safeParse(report)).toMatchObject({ success: true });
  expect(report).toMatchObject({
    schemaVersion: 1,
    verdict: 'fail',
    base: full.plan.base,
    head: null,
    plan: [{ project: 'alembic.ini', revision: '3f2a', file, kind: 'new' }],
    walks: [
      { server: '17.10 (embedded)', steps: [{ failure: { sqlstate: '42P07', line: 2 } }, { outcome: 'skipped' }] },
      {},
    ],
    rollback: [{ steps: [{ revision: '3f2a', movement: 'downgrade' }] }],
    findings: [
      { file, line: 3, commit: 'head', causes: [cause], suppressed: null },
      { file: null, line: null },
    ],
    unknowns: [{ what: 'a', decisive: true, file, line: null }],
    notes: [{ what: 'c', file: null, line: null }],
  });
});

test('the published schema refuses what is no report', () => {
  expect(published.safeParse({ ...reportOf('pass'), extra: 1 }).success).toBe(false);
  expect(published.safeParse({ ...reportOf('pass'), verdict: 'ok' }).success).toBe(false);
});

test('an error makes the verdict inconclusive, whatever was found', () => {
  const error = new GateError('no-postgres', 'no Docker', { hint: 'start it' });
  const report = reportOf('fail', [finding()], evidence(), error);
  expect(report).toMatchObject({
    verdict: 'inconclusive',
    error: { code: 'no-postgres', message: 'no Docker', hint: 'start it' },
  });
});

test('as JSON it is the same report, and a terminal or a log finds nothing in it to obey', async () => {
  const hostile = '\u001b[31m \u009b2J \u202e ##[error]x ##vso[task]\r::error::y\n::warning::z';
  const report = reportOf('fail', [finding({ what: hostile })]);
  const text = await json.render(report, renderOptions);
  expect(JSON.parse(text)).toEqual(report);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there.
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|##\w*\[|^\s*::/m);
});
