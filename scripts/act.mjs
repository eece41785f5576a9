// Runs workflows as users have them, unchanged, in a real runner (act) on a good and a bad pull request of an example, against the tests' GitHub: the
// first one of the README, and those of docs/github-action.md for forks and for several machines. Needs Go for act. Usage: npm run act
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGitHub } from '../test/support/github/server.ts';
import { host } from '../test/support/pull-request.ts';
import { zip } from '../test/support/zip.ts';
import { programs, ready, workflowRun } from './act-runner.mjs';
import { standIns, tools } from './act-stand-ins.mjs';
import { pullRequest } from './example.mjs';
import { root } from './setup.mjs';

const place = 'migrations/versions/0003_index_status.py:14';

/** What each workflow comes to. */
const scenarios = {
  README: {
    example: 'downgrade-applies',
    workflows: [workflowOf('README.md', /uses: OWNER\/migration-gate@v1/)],
    expected: {
      good: { exit: 0, conclusion: 'success', annotations: [], comments: 0, artifacts: 0 },
      bad: { exit: 1, conclusion: 'failure', annotations: [place], comments: 1, artifacts: 0 },
    },
  },
  // What the untrusted run uploads, a second one posts.
  forks: {
    example: 'downgrade-applies',
    workflows: [/name: migration-gate-report/, /mode: publish/].map((what) =>
      workflowOf('docs/github-action.md', what),
    ),
    expected: {
      good: { exit: 0, conclusion: 'success', annotations: [], comments: 0, artifacts: 1 },
      bad: { exit: 1, conclusion: 'failure', annotations: [place], comments: 1, artifacts: 1 },
    },
  },
  sharded: {
    // Two revisions, and what is wrong only shows when both go back.
    example: 'rollback-reaches-base',
    workflows: [workflowOf('docs/github-action.md', /sharded\.yml@v1/)],
    expected: {
      good: { exit: 0, conclusion: null, annotations: [], comments: 0, artifacts: 2 },
      bad: { exit: 1, conclusion: null, annotations: [], comments: 0, artifacts: 2 },
    },
  },
};

/** The first workflow of a page that has something in it. */
function workflowOf(page, what) {
  const texts = [...readFileSync(join(root, page), 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```/gm)];
  const [, text] = texts.find(([, yaml]) => /^jobs:/m.test(yaml) && what.test(yaml)) ?? [];
  if (text === undefined) throw new Error(`${page} has no workflow with ${what}`);
  return text;
}

ready();
const folder = mkdtempSync(join(tmpdir(), 'act-'));
const wrong = [];
try {
  for (const [name, { example, workflows, expected }] of Object.entries(scenarios))
    for (const [variant, wanted] of Object.entries(expected)) {
      const said = await proposed(join(folder, `${name}-${variant}`), pullRequest(example, variant), workflows);
      const isRight = JSON.stringify(said) === JSON.stringify(wanted);
      console.log(`${isRight ? '✓' : '✗'} ${name}, ${variant}: ${JSON.stringify(said)}`);
      if (!isRight) wrong.push(`${name}, ${variant}`);
    }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (wrong.length > 0) console.log(`Not as expected: ${wrong.join('; ')}`);
process.exitCode = wrong.length > 0 ? 1 : 0;

/** Runs a workflow on a pull request, and what follows on its end. */
async function proposed(at, made, [first, following]) {
  using hosted = host(made.folder);
  made.dispose();
  const artifacts = join(at, 'artifacts');
  mkdirSync(artifacts, { recursive: true });
  const pulls = [{ number: 3, head: hosted.head, label: 'stranger:proposal' }];
  await using github = await startGitHub({ repository: hosted.origin, pulls });
  const common = { folder: at, api: github.url, uses: standIns(at, hosted, artifacts), path: [programs(at, tools)] };
  const running = (workflow, event) => {
    const workspace = hosted.checkout();
    const file = join(workspace, '.github/workflows/migrations.yml');
    mkdirSync(join(workspace, '.github/workflows'), { recursive: true });
    writeFileSync(file, workflow);
    return workflowRun({ ...common, workspace, workflow: file, event });
  };
  const exit = await running(first, { name: 'pull_request', payload: hosted.payload, sha: hosted.merge });
  if (following) {
    const name = 'migration-gate-report';
    const report = readFileSync(join(artifacts, name, 'report.json'), 'utf8');
    github.artifacts.push({ id: 5, name, runId: 55, zip: zip({ 'report.json': report }) });
    const published = await running(following, {
      name: 'workflow_run',
      payload: {
        workflow_run: {
          id: 55,
          head_sha: hosted.head,
          head_branch: 'proposal',
          head_repository: { owner: { login: 'stranger' } },
          conclusion: exit === 0 ? 'success' : 'failure',
          pull_requests: [],
        },
      },
      sha: hosted.base,
    });
    if (published !== 0) throw new Error(`publishing ended with ${published}`);
  }
  const [check] = github.checkRuns;
  if (github.problems.length > 0) throw new Error(github.problems.join('\n'));
  return {
    exit,
    conclusion: check?.conclusion ?? null,
    annotations: check?.annotations.map(({ path, start_line }) => `${path}:${start_line}`) ?? [],
    comments: github.comments.length,
    artifacts: readdirSync(artifacts).length,
  };
}
