import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type ActionRun, runAction, token } from '../../support/action.ts';
import { notAccessible } from '../../support/github/faults.ts';
import { type FakeGitHub, startGitHub } from '../../support/github/server.ts';
import { type Hosted, host } from '../../support/pull-request.ts';
import { notes, openShop, revisionFile, type Shop, versions } from '../../support/shop.ts';

const nothing = '0'.repeat(40);

/** A second child of 0002, as main got it after the proposal had left. */
const tags = revisionFile('00t', '0002', 'op.execute("CREATE TABLE tags (id int)")', 'op.execute("DROP TABLE tags")');
/** A revision that cannot be read: told by the plan, so nothing has to be walked. */
const broken = 'revision = "0003"\ndown_revision = "0002"\n\ndef upgrade(:\n';
const brokenFile = `${versions}/0003_notes.py`;

interface Told {
  readonly code: number | null;
  readonly conclusion: string | null | undefined;
  readonly commit: string | undefined;
  /** `new 0003`, … */
  readonly plan: readonly string[] | undefined;
  readonly findings: readonly string[] | undefined;
  readonly error: string | undefined;
  readonly notes: string;
  readonly github: FakeGitHub;
  readonly run: ActionRun;
}

interface Given {
  readonly event: { readonly name: string; readonly payload: object; readonly sha?: string };
  readonly workspace?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly prepare?: (github: FakeGitHub) => void;
}

async function on(hosted: Hosted, { event, workspace, inputs = {}, prepare }: Given): Promise<Told> {
  await using github = await startGitHub({ repository: hosted.origin });
  prepare?.(github);
  const run = await runAction({
    workspace: workspace ?? hosted.checkout(),
    github: github.url,
    event,
    inputs: { engines: 'sqlite', ...inputs },
  });
  expect(github.problems).toEqual([]);
  expect(JSON.stringify(run)).not.toContain(token);
  const [checkRun] = github.checkRuns;
  return {
    code: run.main.code,
    conclusion: checkRun?.conclusion,
    commit: checkRun?.head_sha,
    plan: run.report?.plan.map(({ kind, revision }) => `${kind} ${revision}`),
    findings: run.report?.findings.map(({ check, file, line, commit }) => `${check} ${file}:${line} ${commit}`),
    error: run.report?.error?.message,
    notes: run.report?.notes.map(({ what }) => what).join('\n') ?? '',
    github,
    run,
  };
}

/** The shop with a broken proposal, hosted; `change` is done to it before. */
function hostedShop(change: (shop: Shop) => void = () => undefined): Hosted {
  using shop = openShop();
  shop.commit('proposal', { [brokenFile]: broken });
  change(shop);
  return host(shop.folder);
}

/** Commits on main, which the proposal does not have. */
function onMain(shop: Shop, files: Readonly<Record<string, string>>): void {
  shop.git('switch', '--quiet', 'main');
  shop.commit('meanwhile', files);
  shop.git('switch', '--quiet', 'proposal');
}

const unreadable = { code: 1, conclusion: 'failure' };
const pull = (hosted: Hosted) => ({ name: 'pull_request', payload: hosted.payload, sha: hosted.merge });

test('a pull request: the base is the parent of the merge, the check belongs to the head', async () => {
  using hosted = hostedShop((shop) => onMain(shop, { [`${versions}/00t_tags.py`]: tags }));
  const told = await on(hosted, { event: pull(hosted) });
  expect(told).toMatchObject({ ...unreadable, commit: hosted.head });
  expect(told.run.report).toMatchObject({ base: hosted.base, head: hosted.head });
  // What main got meanwhile is not the proposal's.
  expect(JSON.stringify(told.findings)).not.toContain('00t');
});

test('the head checked out in its place, one commit deep: GitHub tells where the branches meet', async () => {
  using hosted = hostedShop((shop) => onMain(shop, { 'README.md': 'meanwhile' }));
  const { github, ...told } = await on(hosted, {
    event: pull(hosted),
    workspace: hosted.checkout({ what: hosted.head }),
  });
  expect(told).toMatchObject({ ...unreadable, commit: hosted.head });
  expect(told.run.report?.base).toBe(hosted.git('merge-base', 'main', 'proposal'));
  expect(github.calls.some(({ path }) => path.includes('/compare/'))).toBe(true);
});

test('a whole clone is not made shallow', async () => {
  using hosted = hostedShop();
  const workspace = hosted.checkout({ depth: 0 });
  expect(await on(hosted, { event: pull(hosted), workspace })).toMatchObject(unreadable);
  const said = execFileSync('git', ['-C', workspace, 'rev-parse', '--is-shallow-repository'], { encoding: 'utf8' });
  expect(said.trim()).toBe('false');
});

test('a clone that may fetch nothing gets the base from the API, and the report names it rightly', async () => {
  using hosted = hostedShop((shop) => onMain(shop, { 'deep/er/README.md': 'meanwhile' }));
  const workspace = hosted.checkout();
  hosted.git('config', 'uploadpack.allowAnySHA1InWant', 'false');
  execFileSync('git', ['-C', workspace, 'remote', 'set-url', 'origin', 'file:///nowhere']);
  const { github, ...told } = await on(hosted, { event: pull(hosted), workspace });
  expect(told).toMatchObject(unreadable);
  expect(told.run.report?.base).toBe(hosted.base);
  expect(github.calls.filter(({ path }) => path.includes('/git/')).length).toBeGreaterThan(2);
});

test('neither git nor the API has the base: said, with the way out', async () => {
  using hosted = hostedShop();
  const workspace = hosted.checkout();
  execFileSync('git', ['-C', workspace, 'remote', 'set-url', 'origin', 'file:///nowhere']);
  const told = await on(hosted, {
    event: pull(hosted),
    workspace,
    prepare: (github) => github.fail({ path: /\/git\//, answer: notAccessible }),
  });
  expect(told).toMatchObject({ code: 2, conclusion: 'failure' });
  expect(told.error).toMatch(/^The base commit [0-9a-f]{40} can neither be fetched nor read from GitHub/);
  expect(told.run.report?.error?.hint).toContain('fetch-depth: 0');
});

test('the base branch is gone and the pull request closed meanwhile: said, not crashed', async () => {
  using hosted = hostedShop();
  const workspace = hosted.checkout();
  hosted.git('update-ref', '-d', 'refs/heads/main');
  const payload = hosted.payload as { pull_request: object };
  const told = await on(hosted, {
    event: {
      name: 'pull_request',
      payload: { ...payload, pull_request: { ...payload.pull_request, state: 'closed' } },
    },
    workspace,
  });
  expect(told).toMatchObject(unreadable);
  expect(told.notes).toContain('The branch main is gone');
  expect(told.notes).toContain('The pull request is closed.');
});

test('heads are judged against the live tip of the target branch, not against the base', async () => {
  using shop = openShop();
  shop.commit('proposal', { [brokenFile]: notes });
  using hosted = host(shop.folder);
  const workspace = hosted.checkout();
  onMain(shop, { [`${versions}/00t_tags.py`]: tags });
  execFileSync('git', ['-C', shop.folder, 'push', '--quiet', hosted.origin, 'main'], { stdio: 'pipe' });
  const told = await on(hosted, { event: pull(hosted), workspace });
  expect(told.findings).toEqual([expect.stringContaining('single-head')]);
  expect(told.run.report?.base).toBe(hosted.base);
});

test('lines are those of the head, whatever the merge moved', async () => {
  using shop = openShop();
  const grown = (text: string) => `# merged meanwhile\n# on main\n${text}`;
  const original = '"""Orders."""\n\nx = 1\n\n\n\n\n\ny = 2\n';
  shop.git('switch', '--quiet', 'main');
  shop.commit('base', { [`${versions}/0003_notes.py`]: notes.replace('"""0003"""', original) });
  shop.git('switch', '--quiet', 'proposal');
  shop.git('reset', '--quiet', '--hard', 'main');
  shop.commit('proposal', {
    [`${versions}/0003_notes.py`]: notes
      .replace('"""0003"""', original)
      .replace('op.drop_table("notes")', 'op.drop_table("note")'),
  });
  onMain(shop, { [`${versions}/0003_notes.py`]: grown(notes.replace('"""0003"""', original)) });
  using hosted = host(shop.folder);
  const told = await on(hosted, { event: pull(hosted) });
  const atHead = hosted.git('show', `${hosted.head}:${versions}/0003_notes.py`).split('\n');
  const finding = told.run.report?.findings.find(({ check }) => check === 'downgrade-applies');
  expect(atHead[(finding?.line ?? 0) - 1]).toContain('op.drop_table("note")');
  expect(told.run.summary).toContain('op.drop_table("note")');
});

test.each([['merge_group', 'failure']] as const)(
  '%s: against the base of the queue, at the commit of the queue, without a comment',
  async (name, conclusion) => {
    using hosted = hostedShop();
    const payload = {
      merge_group: {
        head_sha: hosted.merge,
        base_sha: hosted.base,
        base_ref: 'refs/heads/main',
        head_ref: 'refs/heads/q',
      },
    };
    const told = await on(hosted, { event: { name, payload, sha: hosted.merge } });
    expect(told).toMatchObject({ conclusion, commit: hosted.merge });
    expect(told.github.comments).toEqual([]);
  },
);

const push = (hosted: Hosted, own: object) => ({
  name: 'push',
  payload: {
    ref: 'refs/heads/proposal',
    before: hosted.base,
    after: hosted.head,
    forced: false,
    repository: { default_branch: 'main' },
    ...own,
  },
  sha: hosted.head,
});

test.each<[string, object, 'base' | 'whole']>([
  ['with what was before', {}, 'base'],
  ['of a new branch: against where it left the default branch', { before: nothing }, 'base'],
  ['that was forced: the same', { before: 'e'.repeat(40), forced: true }, 'base'],
  ['whose before is gone: the same', { before: 'e'.repeat(40) }, 'base'],
  ['of a tag: the same', { ref: 'refs/tags/v1', before: nothing }, 'base'],
  [
    'to the default branch, with nothing before: the whole history',
    { ref: 'refs/heads/main', before: nothing },
    'whole',
  ],
])('a push %s', async (_, own, expected) => {
  using hosted = hostedShop();
  const told = await on(hosted, { event: push(hosted, own), workspace: hosted.checkout({ what: hosted.head }) });
  expect(told).toMatchObject({ ...unreadable, commit: hosted.head });
  expect(told.run.report?.base).toBe(expected === 'base' ? hosted.base : null);
  expect(told.github.comments).toEqual([]);
});

test.each(['workflow_dispatch', 'schedule'])('%s: the whole history, or against the input base', async (name) => {
  using hosted = hostedShop();
  const event = { name, payload: { repository: { default_branch: 'main' } }, sha: hosted.head };
  const workspace = hosted.checkout({ what: hosted.head });
  const whole = await on(hosted, { event, workspace });
  expect(whole).toMatchObject({ ...unreadable, commit: hosted.head });
  expect(whole.run.report?.base).toBeNull();
  const against = await on(hosted, { event, workspace, inputs: { base: 'main' } });
  expect(against.run.report?.base).toBe(hosted.base);
});

test('pull_request_target: the head is refused unless it is allowed, the base is no proposal', async () => {
  using hosted = hostedShop();
  const event = { name: 'pull_request_target', payload: hosted.payload, sha: hosted.base };
  const refused = await on(hosted, { event });
  expect(refused).toMatchObject({ code: 2, conclusion: 'failure' });
  expect(refused.error).toContain("would run with this repository's secrets");
  const allowed = await on(hosted, { event, inputs: { 'allow-pull-request-target': 'true' } });
  expect(allowed).toMatchObject(unreadable);
  const base = await on(hosted, { event, workspace: hosted.checkout({ what: hosted.base }) });
  expect(base).toMatchObject({ code: 2, conclusion: 'failure' });
  expect(base.error).toContain('nothing of it would be walked');
});

test.each<[string, Given['event'], RegExp]>([
  [
    'an event that is not what GitHub sends',
    { name: 'pull_request', payload: {} },
    /the event file is not that of pull_request: pull_request/,
  ],
  [
    'workflow_run without mode: publish',
    {
      name: 'workflow_run',
      payload: {
        workflow_run: { id: 1, head_sha: 'a'.repeat(40), head_branch: null, head_repository: null, conclusion: null },
      },
    },
    /workflow_run brings no code of its own/,
  ],
])('%s: said, with a report', async (_, event, words) => {
  using hosted = hostedShop();
  const told = await on(hosted, { event });
  expect(told.code).toBe(2);
  expect(told.error).toMatch(words);
});

test('without a checkout it says so', async () => {
  using hosted = hostedShop();
  const workspace = mkdtempSync(join(tmpdir(), 'no-checkout-'));
  const told = await on(hosted, { event: pull(hosted), workspace });
  rmSync(workspace, { recursive: true });
  expect(told).toMatchObject({ code: 2, conclusion: 'failure' });
  expect(told.run.report?.error?.hint).toContain('actions/checkout');
});
