import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Report } from '../../../src/reporters/report.ts';
import { folderWith } from '../config/folder.ts';
import { evidence, finding, planned, reportOf, walk } from '../reporters/evidence.ts';
import { command } from './world.ts';

const revisions = [planned({ revision: 'a' }), planned({ revision: 'b' })];
const shard = (index: number, count: number, given: Partial<Report> = {}): Report => ({
  ...reportOf('pass', [], evidence({ walks: [walk({ revision: index === 1 ? 'a' : 'b' })] }, revisions)),
  shard: { index, count },
  ...given,
});
const found = (...findings: Parameters<typeof finding>): Partial<Report> => ({
  verdict: 'fail',
  findings: reportOf('fail', [finding(...findings)]).findings,
});

/** Merges reports that lie in `0.json`, `1.json`, … */
async function merged(reports: readonly unknown[], ...args: readonly string[]) {
  await using folder = await folderWith(
    Object.fromEntries(
      reports.map((report, index) => [`${index}.json`, typeof report === 'string' ? report : JSON.stringify(report)]),
    ),
  );
  const files = reports.map((_, index) => `${index}.json`);
  const left = await command(folder.path, ['merge', ...files, '--format', 'json:all.json', ...args]);
  const text = await readFile(join(folder.path, 'all.json'), 'utf8').catch(() => null);
  return {
    ...left,
    said: left.stderr.replace(/\s+/g, ' '),
    report: text === null ? null : (JSON.parse(text) as Report),
  };
}

test('all shards pass: one report, in their order, whatever the order of the files', async () => {
  const { code, report, stdout } = await merged([shard(2, 2), shard(1, 2)]);
  expect(code).toBe(0);
  expect(report).toMatchObject({
    verdict: 'pass',
    shard: null,
    plan: [{ revision: 'a' }, { revision: 'b' }],
    walks: [{ revision: 'a' }, { revision: 'b' }],
  });
  expect(stdout).toMatch(/^PASS {2}2 revisions walked/m);
});

test('what two shards say alike is one finding, on the engines of both', async () => {
  const [one, two] = [shard(1, 2, found({ engines: ['postgres'] })), shard(2, 2, found({ engines: ['sqlite'] }))];
  const { code, report } = await merged([one, two]);
  expect(code).toBe(1);
  expect(report?.findings).toMatchObject([{ engines: ['postgres', 'sqlite'] }]);
});

test('the same fingerprint in another project is another finding', async () => {
  const { report } = await merged([shard(1, 2, found()), shard(2, 2, found({ project: 'other.ini' }))]);
  expect(report?.findings.length).toBe(2);
});

test('the rollback of the last shard does not say once more what a revision of another showed', async () => {
  const whole = found({ check: 'rollback-reaches-base', revision: 'b', fingerprint: 'w', what: 'The whole.' });
  const { report } = await merged([
    shard(1, 2, found({ check: 'downgrade-applies', revision: 'a' })),
    shard(2, 2, whole),
  ]);
  expect(report?.findings).toMatchObject([
    { check: 'downgrade-applies', causes: [{ check: 'rollback-reaches-base', what: 'The whole.' }] },
  ]);
  const alone = await merged([shard(1, 2), shard(2, 2, whole)]);
  expect(alone.report?.findings).toMatchObject([{ check: 'rollback-reaches-base' }]);
});

test.each<[string, readonly Report[], string, number]>([
  ['a shard is missing', [shard(1, 3), shard(3, 3)], 'inconclusive', 1],
  ['a shard is missing and another fails', [shard(1, 2, found())], 'fail', 1],
  ['a shard is inconclusive', [shard(1, 2), shard(2, 2, { verdict: 'inconclusive' })], 'inconclusive', 1],
  [
    'a shard could not run',
    [
      shard(1, 2, found()),
      shard(2, 2, {
        verdict: 'inconclusive',
        plan: [],
        base: null,
        error: { code: 'no-postgres', message: 'no Docker', hint: 'start it' },
      }),
    ],
    'inconclusive',
    2,
  ],
  ['there is one whole run', [reportOf('pass')], 'pass', 0],
])('%s', async (_, reports, verdict, exit) => {
  const { code, report } = await merged(reports);
  expect({ code, verdict: report?.verdict }).toEqual({ code: exit, verdict });
});

test('an error of the rollback stands beside what is milder', async () => {
  const mild = shard(1, 2, found({ check: 'downgrade-exists', severity: 'notice', revision: 'a' }));
  const harsh = shard(
    2,
    2,
    found({ check: 'rollback-reaches-base', severity: 'error', revision: 'b', fingerprint: 'b' }),
  );
  const { report } = await merged([mild, harsh]);
  expect(report?.findings).toMatchObject([{ check: 'rollback-reaches-base' }, { check: 'downgrade-exists' }]);
});

test('a single report of a whole run stays as it is', async () => {
  const both = [
    finding({ check: 'downgrade-applies', revision: 'a' }),
    finding({ check: 'rollback-reaches-base', revision: 'b', fingerprint: 'b' }),
  ];
  const whole = reportOf('fail', both, evidence({}, revisions));
  const { report } = await merged([whole]);
  expect(report).toEqual(whole);
});

test('a missing shard is named; it is no failure where inconclusive is allowed', async () => {
  const { report } = await merged([shard(1, 2)]);
  expect(report?.unknowns).toMatchObject([{ what: 'shard 2 of 2 was not judged', decisive: true }]);
  expect((await merged([shard(1, 2)], '--inconclusive', 'allow')).code).toBe(0);
});

test.each<[string, readonly unknown[], string]>([
  ['no file', [], 'merge needs the reports of the shards'],
  ['no JSON', ['{'], 'the report 0.json cannot be read'],
  ['no report', [{ verdict: 'ok' }], '0.json is not a report of this version of migration-gate: schemaVersion'],
  ['an extra key', [{ ...shard(1, 1), extra: 1 }], '0.json is not a report'],
  ['the same shard twice', [shard(1, 2), shard(1, 2)], '0.json and 1.json are both shard 1 of 2'],
  ['shards of two plans', [shard(1, 2), shard(2, 3)], '0.json is one of 2 shards and 1.json one of 3'],
  ['a whole run among shards', [shard(1, 2), reportOf('pass')], '1.json is the report of a whole run, not of a shard'],
  [
    'different bases',
    [shard(1, 2), shard(2, 2, { base: 'f00' })],
    `are compared with different bases: ${reportOf('pass').base} and f00`,
  ],
  ['different commits', [shard(1, 2), shard(2, 2, { head: 'f00' })], 'are of different commits: null and f00'],
  ['different plans', [shard(1, 2), shard(2, 2, { plan: [] })], 'plan different revisions'],
])('%s is refused with exit 2', async (_, reports, what) => {
  const { code, said, report } = await merged(reports);
  expect({ code, report }).toEqual({ code: 2, report: null });
  expect(said).toContain(what);
});

test('a file that is not there, and one that cannot be written', async () => {
  await using folder = await folderWith({});
  const left = await command(folder.path, ['merge', 'gone.json']);
  expect(left).toMatchObject({ code: 2, stderr: expect.stringContaining('gone.json cannot be read') });
  await writeFile(join(folder.path, 'r.json'), JSON.stringify(shard(1, 1)));
  const unwritten = await command(folder.path, ['merge', 'r.json', '--format', 'sarif:no/such/folder']);
  expect(unwritten).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be written to no/such/folder') });
});
