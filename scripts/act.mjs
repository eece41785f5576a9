// Runs the README's workflow, unchanged, in a real runner (act) on a good and a bad pull request of an example, against the tests' GitHub.
// Needs Go to build act into .cache/, and a proxy for its modules. Usage: npm run act
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { startGitHub } from '../test/support/github/server.ts';
import { host } from '../test/support/pull-request.ts';
import { pullRequest } from './example.mjs';
import { python, root, run } from './setup.mjs';

const version = 'v0.2.89';
const example = 'downgrade-applies';
const expected = {
  good: { exit: 0, conclusion: 'success', annotations: [], comments: 0 },
  bad: { exit: 1, conclusion: 'failure', annotations: ['migrations/versions/0003_index_status.py:14'], comments: 1 },
};

const act = join(root, '.cache/act/act');
if (!existsSync(act))
  run('go', ['install', `github.com/nektos/act@${version}`], { env: { ...process.env, GOBIN: dirname(act) } });

/** The first workflow of the README. */
const [, workflow = ''] =
  [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```/gm)].find(([, yaml]) =>
    /^jobs:/m.test(yaml),
  ) ?? [];

const folder = mkdtempSync(join(tmpdir(), 'act-'));
const gate = join(folder, 'migration-gate');
const wrong = [];
try {
  // Nothing else of the repository is needed to run it.
  for (const part of ['action.yml', 'dist']) cpSync(join(root, part), join(gate, part), { recursive: true });
  for (const variant of Object.keys(expected)) {
    const said = await proposed(variant);
    const isRight = JSON.stringify(said) === JSON.stringify(expected[variant]);
    console.log(`${isRight ? '✓' : '✗'} ${variant}: ${JSON.stringify(said)}`);
    if (!isRight) wrong.push(variant);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = wrong.length > 0 ? 1 : 0;

async function proposed(variant) {
  const made = pullRequest(example, variant);
  using hosted = host(made.folder);
  made.dispose();
  const workspace = hosted.checkout();
  const file = join(workspace, '.github/workflows/migrations.yml');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, workflow);
  const event = join(folder, 'event.json');
  writeFileSync(event, JSON.stringify(hosted.payload));
  await using github = await startGitHub({ repository: hosted.origin });
  const standIns = {
    'actions/checkout@v5': standIn('checkout', [
      'git init --quiet .',
      `git remote add origin 'file://${hosted.origin}'`,
      `git fetch --quiet --no-tags --depth=1 origin ${hosted.merge}`,
      'git checkout --quiet --detach FETCH_HEAD',
    ]),
    'actions/setup-python@v6': standIn('setup-python', ['true']),
    'OWNER/migration-gate@v1': gate,
  };
  const exit = await running(
    [
      'pull_request',
      ...['--workflows', file, '--eventpath', event, '--platform', 'ubuntu-latest=-self-hosted'],
      ...['--no-skip-checkout', '--action-offline-mode', '--secret', 'GITHUB_TOKEN=ghs_of_the_act_harness'],
      ...[
        '--env',
        `GITHUB_API_URL=${github.url}`,
        '--env',
        'GITHUB_REPOSITORY=o/r',
        '--env',
        `GITHUB_SHA=${hosted.merge}`,
      ],
      ...Object.entries(standIns).flatMap(([name, to]) => ['--local-repository', `${name}=${to}`]),
    ],
    workspace,
  );
  const [check] = github.checkRuns;
  if (github.problems.length > 0) throw new Error(github.problems.join('\n'));
  return {
    exit,
    conclusion: check?.conclusion,
    annotations: check?.annotations.map(({ path, start_line }) => `${path}:${start_line}`),
    comments: github.comments.length,
  };
}

/** An action of others, as far as it matters here. */
function standIn(name, commands) {
  const at = join(folder, name);
  mkdirSync(at, { recursive: true });
  const steps = [{ run: commands.join('\n'), shell: 'bash' }];
  const inputs = { 'python-version': { description: '', required: false } };
  writeFileSync(
    join(at, 'action.yml'),
    stringify({ name, description: 'stands in', inputs, runs: { using: 'composite', steps } }),
  );
  return at;
}

function running(args, cwd) {
  const environment = { ...process.env, PATH: `${dirname(python)}:${dirname(process.execPath)}:${process.env.PATH}` };
  const child = spawn(act, args, {
    cwd,
    env: { ...environment, VIRTUAL_ENV: dirname(dirname(python)) },
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
}
