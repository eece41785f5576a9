import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Report } from '../../src/reporters/report.ts';
import { gate } from '../support/gate-command.ts';
import { openShop, revisionFile, versions } from '../support/shop.ts';

const table = (name: string) => `op.create_table("${name}", sa.Column("id", sa.Integer, primary_key=True))`;

/** Five new revisions; the second leaves its table behind. */
const files = Object.fromEntries(
  ['0003', '0004', '0005', '0006', '0007'].map((id, index) => [
    `${versions}/${id}.py`,
    revisionFile(
      id,
      `000${index + 2}`,
      table(`t${id}`),
      id === '0004' ? 'op.execute("SELECT 1")' : `op.drop_table("t${id}")`,
    ),
  ]),
);

const walked = ({ walks }: Report) => walks.map(({ revision }) => revision);
const told = ({ findings }: Report) =>
  findings.map(({ check, revision, severity, fingerprint }) => ({ check, revision, severity, fingerprint }));

test('shards walk each revision once, the last one takes all back, and their reports say together what one run says', async () => {
  using shop = openShop();
  shop.commit('five', files);
  const folder = mkdtempSync(join(tmpdir(), 'shards-'));
  try {
    const cwd = shop.folder;
    const plan = await gate(['plan', '--format', 'matrix', '--shards', '3'], { cwd });
    const { shard } = JSON.parse(plan.stdout) as { readonly shard: readonly string[] };
    expect(shard).toEqual(['1/3', '2/3', '3/3']);

    const reports: Report[] = [];
    for (const [index, part] of shard.entries()) {
      const file = `json:${join(folder, `${index}.json`)}`;
      const { report } = await gate(['check', '--engines', 'sqlite', '--shard', part, '--format', file], { cwd });
      if (report) reports.push(report);
    }
    expect(reports.map(walked)).toEqual([['0003'], ['0004', '0005'], ['0006', '0007']]);
    expect(reports.map(({ verdict, rollback }) => [verdict, rollback.length])).toEqual([
      ['pass', 0],
      ['fail', 0],
      [expect.any(String), 1],
    ]);

    const merge = [
      'merge',
      ...shard.map((_, index) => join(folder, `${index}.json`)),
      '--format',
      `json:${join(folder, 'all.json')}`,
    ];
    const { code } = await gate(merge, { cwd });
    const all = JSON.parse(readFileSync(join(folder, 'all.json'), 'utf8')) as Report;
    const { report: whole, code: wholeCode } = await gate(['check', '--engines', 'sqlite'], { cwd });
    expect({ code, verdict: all.verdict, told: told(all) }).toEqual({
      code: wholeCode,
      verdict: whole?.verdict,
      told: whole && told(whole),
    });
    expect(walked(all)).toEqual(whole && walked(whole));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
