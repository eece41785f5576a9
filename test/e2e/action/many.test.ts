import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { Log } from 'sarif';
import { runAction } from '../../support/action.ts';
import { startGitHub } from '../../support/github/server.ts';
import { host } from '../../support/pull-request.ts';
import { openShop, revisionFile, versions } from '../../support/shop.ts';

const number = 10_000;
const files = 100;
const most = 250;

/** Code with a line for each finding: one in a hundred proves that it names the column, the others most likely do. */
const code = (from: number, count: number): string =>
  [
    'from sqlalchemy import text',
    ...Array.from({ length: count }, (_, index) => [
      ...(index % 10 === 0 ? ['', '', `def run_${index}(connection, order):`] : []),
      (from + index) % 100 === 0
        ? '    connection.execute(text("SELECT status FROM orders"))'
        : '    print(order.status)',
    ]).flat(),
    '',
  ].join('\n');

test('10,000 findings: the report and the SARIF have all, the check run the 250 most severe and says how many more', async () => {
  using shop = openShop();
  shop.git('switch', '--quiet', 'main');
  const each = number / files;
  shop.commit(
    'code',
    Object.fromEntries(Array.from({ length: files }, (_, at) => [`shop/part_${at}.py`, code(at * each, each)])),
  );
  shop.git('switch', '--quiet', 'proposal');
  shop.git('reset', '--quiet', '--hard', 'main');
  shop.commit('proposal', {
    [`${versions}/0003_status.py`]: revisionFile(
      '0003',
      '0002',
      'op.drop_column("orders", "status")',
      'op.add_column("orders", sa.Column("status", sa.String(20)))',
    ),
  });
  using hosted = host(shop.folder);
  await using github = await startGitHub({ repository: hosted.origin });
  const workspace = hosted.checkout();
  const { main, report, outputs, summary } = await runAction({
    workspace,
    github: github.url,
    event: { name: 'pull_request', payload: hosted.payload, sha: hosted.merge },
    inputs: { engines: 'sqlite', sarif: 'all.sarif' },
  });
  expect(main.code).toBe(1);
  expect(github.problems).toEqual([]);

  const named = report?.findings.filter(({ check }) => check === 'dropped-object-unreferenced') ?? [];
  const lines = new Set(named.map(({ file, line }) => `${file}:${line}`));
  expect(lines.size).toBe(number);
  expect(outputs.findings).toBe(String(report?.findings.length));
  const sarif = JSON.parse(readFileSync(outputs.sarif ?? '', 'utf8')) as Log;
  expect(sarif.runs[0]?.results).toHaveLength(report?.findings.length ?? 0);

  const [checkRun] = github.checkRuns;
  expect(checkRun?.annotations).toHaveLength(most);
  const errors = Number(outputs.errors);
  expect(errors).toBeGreaterThanOrEqual(number / 100);
  expect(checkRun?.annotations.map(({ annotation_level }) => annotation_level)).toEqual([
    ...Array(errors).fill('failure'),
    ...Array(most - errors).fill('warning'),
  ]);
  expect(github.calls.filter(({ method, path }) => method === 'PATCH' && /check-runs/.test(path))).toHaveLength(5);
  expect(checkRun?.output.summary).toContain(
    `${(report?.findings.length ?? 0) - most} more findings have no annotation`,
  );
  expect(checkRun?.output.summary).toMatch(/\*\*Not shown here\*\* for want of room: \d+ findings/);
  expect(summary).toMatch(/\*\*Not shown here\*\*/);
}, 300_000);
