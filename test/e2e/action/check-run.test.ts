import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ActionRun, runAction } from '../../support/action.ts';
import type { StoredCheckRun } from '../../support/github/answers.ts';
import { type FakeGitHub, startGitHub } from '../../support/github/server.ts';
import { type Hosted, host } from '../../support/pull-request.ts';
import { openShop, versions } from '../../support/shop.ts';

/** Each is an error on a line of its own, told by the plan: nothing has to be walked. */
const unreadable = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `${versions}/${1000 + index}_broken.py`,
      `revision = "${1000 + index}"\ndown_revision = "${index === 0 ? '0002' : 999 + index}"\n\ndef upgrade(:\n`,
    ]),
  );

const count = 49;
let hosted: Hosted;
beforeAll(() => {
  using shop = openShop();
  shop.commit('proposal', unreadable(count));
  hosted = host(shop.folder);
});
afterAll(() => hosted[Symbol.dispose]());

interface Run extends ActionRun {
  readonly github: FakeGitHub;
  readonly requests: readonly string[];
}

/** @param earlier what stands on the commit already */
async function run({ attempt = 1, earlier = [] }: { attempt?: number; earlier?: readonly Partial<StoredCheckRun>[] }) {
  await using github = await startGitHub({ repository: hosted.origin });
  for (const [index, own] of earlier.entries())
    github.checkRuns.push({
      name: 'migration-gate',
      head_sha: hosted.head,
      external_id: '',
      details_url: '',
      status: 'in_progress',
      conclusion: null,
      output: { title: null, summary: null, text: null },
      annotations: [],
      titles: [],
      ...own,
      id: index + 1,
    });
  const ran = await runAction({
    workspace: hosted.checkout(),
    github: github.url,
    event: { name: 'pull_request', payload: hosted.payload, sha: hosted.merge },
    inputs: { engines: 'sqlite' },
    environment: { GITHUB_RUN_ATTEMPT: String(attempt) },
  });
  expect(github.problems).toEqual([]);
  const requests = github.calls.map(({ method, path }) => `${method} ${path.replace(/^\/repos\/o\/r/, '')}`);
  return { ...ran, github, requests } satisfies Run;
}

test('a run with fifty annotations begins, ends and comments: twelve requests at most', async () => {
  const { main, github, requests, report } = await run({});
  expect(main.code).toBe(1);
  expect(report?.findings).toHaveLength(count);
  // And one for what could not be learned.
  expect(github.checkRuns.map(({ annotations }) => annotations.length)).toEqual([50]);
  expect(requests.filter((request) => request.startsWith('PATCH /check-runs'))).toHaveLength(1);
  expect(requests.length).toBeLessThanOrEqual(12);
});

test('a re-run has a check run of its own, and ends what its earlier attempts left, and nothing else', async () => {
  const ours = (attempt: number, word: string) => `migration-gate:77:${attempt}:${word}`;
  const { github, requests } = await run({
    attempt: 3,
    earlier: [
      { external_id: ours(1, 'completed'), status: 'completed', conclusion: 'failure' },
      { external_id: ours(1, 'lost') },
      { external_id: ours(2, 'lost-too'), status: 'queued' },
      { external_id: ours(3, 'beside-it') },
      { external_id: 'migration-gate:76:1:another-run' },
      { external_id: 'somebody:77:1:else' },
      { external_id: ours(2, 'another-name'), name: 'another gate' },
      { external_id: ours(2, 'another-commit'), head_sha: hosted.base },
    ],
  });
  expect(github.checkRuns.map(({ external_id, conclusion }) => [external_id, conclusion])).toEqual([
    [ours(1, 'completed'), 'failure'],
    [ours(1, 'lost'), 'cancelled'],
    [ours(2, 'lost-too'), 'cancelled'],
    [ours(3, 'beside-it'), null],
    ['migration-gate:76:1:another-run', null],
    ['somebody:77:1:else', null],
    [ours(2, 'another-name'), null],
    [ours(2, 'another-commit'), null],
    [expect.stringMatching(/^migration-gate:77:3:[0-9a-f]{12}$/), 'failure'],
  ]);
  expect(requests.length).toBeLessThanOrEqual(12);
});
