// How long the Action takes where a pull request brings no new revision, and the most memory that its process holds, against a GitHub on loopback.
// Writes both into docs/github-action.md. Usage: npm run bench:action [-- --rounds N]
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { python, root } from '../scripts/setup.mjs';
import { runAction } from '../test/support/action.ts';
import { startGitHub } from '../test/support/github/server.ts';
import { host } from '../test/support/pull-request.ts';
import { openShop } from '../test/support/shop.ts';
import { machine } from './machine.mjs';

const limits = { ms: 1500, megabytes: 150 };
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' } } });

const folder = mkdtempSync(join(tmpdir(), 'bench-action-'));
const peakFile = join(folder, 'peak');
const runs = [];
try {
  using shop = openShop();
  shop.commit('proposal', { 'README.md': 'nothing that the gate walks' });
  using hosted = host(shop.folder);
  for (let round = 0; round < Number(values.rounds); round += 1) runs.push(await measured(hosted));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const ms = Math.round(median(runs.map((run) => run.ms)));
const megabytes = Math.round(median(runs.map((run) => run.megabytes)));
const slowest = Math.round(Math.max(...runs.map((run) => run.ms)));
const text = `A pull request that brings no revision is through in ${(ms / 1000).toFixed(2)} s (median of ${runs.length}; the slowest ${(slowest / 1000).toFixed(2)} s) and takes ${megabytes} MB.
Measured with one commit checked out and GitHub on loopback: ${machine(python)}; load average ${loadavg()[0]?.toFixed(1)}.`;
console.log(text);
const page = join(root, 'docs/github-action.md');
writeFileSync(
  page,
  readFileSync(page, 'utf8').replace(/(<!-- measured -->\n)[\s\S]*(<!-- \/measured -->)/, `$1${text}\n$2`),
);
if (ms > limits.ms || megabytes > limits.megabytes) {
  console.error(`More than ${limits.ms} ms or ${limits.megabytes} MB.`);
  process.exitCode = 1;
}

async function measured(hosted) {
  await using github = await startGitHub({ repository: hosted.origin });
  let peak = 0;
  const { main } = await runAction({
    workspace: hosted.checkout(),
    github: github.url,
    event: { name: 'pull_request', payload: hosted.payload, sha: hosted.merge },
    environment: { NODE_OPTIONS: `--import=${join(import.meta.dirname, 'peak-memory.mjs')}`, BENCH_PEAK: peakFile },
    // By now the main step has ended.
    postStarted: () => {
      peak = Number(readFileSync(peakFile, 'utf8'));
    },
  });
  const [check] = github.checkRuns;
  if (main.code !== 0 || check?.conclusion !== 'success')
    throw new Error(`it did not pass: ${main.stdout}${main.stderr}`);
  return { ms: main.durationMs, megabytes: peak / 1e6 };
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}
