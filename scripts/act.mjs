// Runs workflows as users have them, unchanged, in a real runner (act) on a good and a bad pull request of an example, against the tests' GitHub:
// the first one of the README, and the sharded one as docs/github-action.md calls it. Needs Go for act. Usage: npm run act
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGitHub } from '../test/support/github/server.ts';
import { host } from '../test/support/pull-request.ts';
import { programs, pullRequestRun, ready, standIn } from './act-runner.mjs';
import { pullRequest } from './example.mjs';
import { root } from './setup.mjs';

const place = 'migrations/versions/0003_index_status.py:14';

/** What each workflow comes to. */
const scenarios = {
  README: {
    example: 'downgrade-applies',
    workflow: workflowOf('README.md', /uses: OWNER\/migration-gate@v1/),
    expected: {
      good: { exit: 0, conclusion: 'success', annotations: [], comments: 0, shards: 0 },
      bad: { exit: 1, conclusion: 'failure', annotations: [place], comments: 1, shards: 0 },
    },
  },
  sharded: {
    // Two revisions, and what is wrong only shows when both go back.
    example: 'rollback-reaches-base',
    workflow: workflowOf('docs/github-action.md', /sharded\.yml@v1/),
    expected: {
      good: { exit: 0, conclusion: null, annotations: [], comments: 0, shards: 2 },
      bad: { exit: 1, conclusion: null, annotations: [], comments: 0, shards: 2 },
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

/** The command as npm would bring it, and a pip that finds everything installed. */
const tools = {
  npx: `[ "$1 $2" = "--yes migration-gate@1" ] || exit 64\nshift 2\nexec '${process.execPath}' '${join(root, 'dist/cli.js')}' "$@"`,
  pip: '[ "$*" = "install -r requirements.txt" ]',
};

ready();
const folder = mkdtempSync(join(tmpdir(), 'act-'));
const wrong = [];
try {
  for (const [name, { example, workflow, expected }] of Object.entries(scenarios))
    for (const [variant, wanted] of Object.entries(expected)) {
      const said = await proposed(join(folder, `${name}-${variant}`), pullRequest(example, variant), workflow);
      const isRight = JSON.stringify(said) === JSON.stringify(wanted);
      console.log(`${isRight ? '✓' : '✗'} ${name}, ${variant}: ${JSON.stringify(said)}`);
      if (!isRight) wrong.push(`${name}, ${variant}`);
    }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (wrong.length > 0) console.log(`Not as expected: ${wrong.join('; ')}`);
process.exitCode = wrong.length > 0 ? 1 : 0;

async function proposed(at, made, workflow) {
  using hosted = host(made.folder);
  made.dispose();
  const workspace = hosted.checkout();
  const file = join(workspace, '.github/workflows/migrations.yml');
  mkdirSync(join(workspace, '.github/workflows'), { recursive: true });
  writeFileSync(file, workflow);
  const artifacts = join(at, 'artifacts');
  mkdirSync(artifacts, { recursive: true });
  await using github = await startGitHub({ repository: hosted.origin });
  const exit = await pullRequestRun({
    folder: at,
    workspace,
    workflow: file,
    hosted,
    api: github.url,
    uses: standIns(at, hosted, artifacts),
    path: [programs(at, tools)],
  });
  const [check] = github.checkRuns;
  if (github.problems.length > 0) throw new Error(github.problems.join('\n'));
  return {
    exit,
    conclusion: check?.conclusion ?? null,
    annotations: check?.annotations.map(({ path, start_line }) => `${path}:${start_line}`) ?? [],
    comments: github.comments.length,
    shards: readdirSync(artifacts).length,
  };
}

/** What the two workflows use, and ours of them. */
function standIns(at, hosted, artifacts) {
  const gate = join(at, 'migration-gate');
  // Nothing else of the repository is needed to run it.
  for (const part of ['action.yml', 'dist', '.github/workflows/sharded.yml'])
    cpSync(join(root, part), join(gate, part), { recursive: true });
  const checkout = standIn(
    at,
    'checkout',
    [
      'git init --quiet .',
      `git remote add origin 'file://${hosted.origin}'`,
      `[ "$INPUT_FETCH_DEPTH" = 0 ] || depth=--depth=1`,
      `[ "$INPUT_FETCH_DEPTH" = 0 ] && git fetch --quiet origin '+refs/heads/*:refs/remotes/origin/*'`,
      `git fetch --quiet --no-tags $depth origin ${hosted.merge}`,
      'git checkout --quiet --detach FETCH_HEAD',
    ],
    ['fetch-depth'],
  );
  const setUp = standIn(at, 'set-up', ['true'], ['python-version', 'node-version']);
  const upload = standIn(
    at,
    'upload',
    [`mkdir '${artifacts}'/"$INPUT_NAME"`, `cp $INPUT_PATH '${artifacts}'/"$INPUT_NAME"`],
    ['name', 'path'],
  );
  const download = standIn(
    at,
    'download',
    ['mkdir -p "$INPUT_PATH"', `cp '${artifacts}'/$INPUT_PATTERN/* "$INPUT_PATH"`],
    ['pattern', 'merge-multiple', 'path'],
  );
  const by = {
    'actions/checkout': checkout,
    'actions/setup-python': setUp,
    'actions/setup-node': setUp,
    'actions/upload-artifact': upload,
    'actions/download-artifact': download,
  };
  const pinned = [...readFileSync(join(root, '.github/workflows/sharded.yml'), 'utf8').matchAll(/uses: (\S+)@(\S+)/g)];
  return {
    'actions/checkout@v5': checkout,
    'actions/setup-python@v6': setUp,
    'OWNER/migration-gate@v1': gate,
    ...Object.fromEntries(pinned.map(([, name, ref]) => [`${name}@${ref}`, by[name]])),
  };
}
