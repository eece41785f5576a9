// Walks one good and one broken pull request on embedded Postgres and on SQLite, shows both reports, and checks that the gate said the right thing of each.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pullRequest } from './example.mjs';
import { python, root } from './setup.mjs';

const example = 'downgrade-restores-schema';
const expected = {
  good: { exit: 0, verdict: 'pass', findings: [] },
  bad: { exit: 1, verdict: 'fail', findings: [example] },
};

const results = Object.keys(expected).map((variant) => {
  console.log(`\n━━ a ${variant} pull request: examples/${example}/${variant} ━━\n`);
  return { variant, ...gate(variant) };
});

console.log('\n━━ what the demo expected ━━\n');
const wrong = results.filter(({ variant, ...said }) => {
  const right = JSON.stringify(said) === JSON.stringify(expected[variant]);
  const checks = said.findings.length > 0 ? `, ${said.findings.join(', ')}` : '';
  console.log(`${right ? '✓' : '✗'} ${variant}: ${said.verdict}${checks} (exit ${said.exit})`);
  return !right;
});
if (wrong.length > 0) {
  console.log(`\nThe gate did not say what it should: ${JSON.stringify(expected)}`);
  process.exit(1);
}

function gate(variant) {
  const proposal = pullRequest(example, variant);
  const reports = mkdtempSync(join(tmpdir(), 'demo-report-'));
  const report = join(reports, 'report.json');
  try {
    const args = ['check', '--postgres', 'embedded', '--format', 'json', '--output', report];
    const { status } = spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...args], {
      cwd: proposal.folder,
      stdio: 'inherit',
      env: { ...process.env, VIRTUAL_ENV: dirname(dirname(python)) },
    });
    const { verdict, findings } = JSON.parse(readFileSync(report, 'utf8'));
    return { exit: status, verdict, findings: [...new Set(findings.map(({ check }) => check))] };
  } finally {
    proposal.dispose();
    rmSync(reports, { recursive: true, force: true });
  }
}
