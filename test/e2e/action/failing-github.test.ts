import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pullRequest } from '../../../scripts/example.mjs';
import { runAction, token } from '../../support/action.ts';
import { type Fault, notAccessible, secondaryRateLimit } from '../../support/github/faults.ts';
import { type FakeOptions, startGitHub } from '../../support/github/server.ts';
import { type Hosted, host } from '../../support/pull-request.ts';

let hosted: Hosted;
let workspace: string;

beforeAll(() => {
  const example = pullRequest('history-unbroken', 'bad');
  hosted = host(example.folder);
  example.dispose();
  workspace = hosted.checkout();
});
afterAll(() => hosted[Symbol.dispose]());

/** A pull request with two errors, for which nothing is walked, on a GitHub that misbehaves. */
async function run(faults: readonly Fault[], options: FakeOptions = {}) {
  await using github = await startGitHub({ repository: hosted.origin, ...options });
  for (const fault of faults) github.fail(fault);
  const { main, post, summary } = await runAction({
    workspace,
    github: github.url,
    event: { name: 'pull_request', payload: hosted.payload },
    inputs: { engines: 'sqlite' },
  });
  expect(github.problems).toEqual([]);
  // Whatever GitHub does, the verdict stands, and the job summary tells it.
  expect(main.code).toBe(1);
  expect(summary).toMatch(/^\*\*Fail\.\*\*/);
  expect(main.stdout + main.stderr + post.stdout + post.stderr + summary).not.toContain(token);
  const warnings = main.commands.filter(({ name }) => name === 'warning').map(({ text }) => text);
  return {
    conclusion: github.checkRuns.at(-1)?.conclusion ?? null,
    requests: github.calls.map(({ method, status }) => `${method} ${status}`),
    errors: main.commands.filter(({ name }) => name === 'error').length,
    warnings,
    durationMs: main.durationMs,
  };
}

const checks = /check-runs/;
const cured = { conclusion: 'failure', errors: 0, warnings: [] };

test.concurrent.each<[string, Fault[], FakeOptions?]>([
  ['500 twice', [{ path: checks, times: 2, answer: { status: 500 } }]],
  ['502 at the completion', [{ method: 'PATCH', times: 1, answer: { status: 502 } }]],
  ['429 with retry-after', [{ path: checks, times: 1, answer: { status: 429, headers: { 'retry-after': '1' } } }]],
  ['a secondary rate limit', [{ path: checks, times: 1, answer: secondaryRateLimit(1) }]],
  ['a connection that is cut', [{ path: checks, times: 1, answer: 'cut' }]],
  ['an answer that takes two seconds', [{ path: checks, times: 1, answer: { slowMs: 2000 } }]],
  ['429 without a word of how long', [{ path: checks, times: 1, answer: { status: 429 } }]],
  ['a clock two hours ahead', [], { skewSeconds: 7200 }],
  ['a clock two hours behind', [], { skewSeconds: -7200 }],
])('%s: waited out', async (_, faults, options = {}) => {
  expect(await run(faults, options)).toMatchObject(cured);
});

test.concurrent.each<[string, Fault['answer'], RegExp]>([
  ['401', { status: 401, message: 'Bad credentials' }, /GitHub does not know the token \(401\)/],
  ['403, as a fork is answered', notAccessible, /the token may not do this \(403\).*`permissions: checks: write`/],
  [
    '404, as a restricted token is answered',
    { status: 404, message: 'Not Found' },
    /the token may not do this \(404\)/,
  ],
  ['422', { status: 422, message: 'Invalid' }, /GitHub does not accept it \(422\): Invalid/],
  ['429 for an hour', { status: 429, headers: { 'retry-after': '3600' } }, /GitHub fails \(429\): told to fail/],
  ['500 for ever', { status: 500 }, /GitHub fails \(500\): told to fail/],
  ['502 for ever', { status: 502 }, /GitHub fails \(502\): told to fail/],
  ['connections that are always cut', 'cut', /GitHub does not answer: /],
  [
    'a secondary rate limit of an hour',
    secondaryRateLimit(3600),
    /GitHub's rate limit is used up \(403\): You have exceeded/,
  ],
])('%s on check runs: said once, and told by the log', async (_, answer, words) => {
  const { conclusion, errors, warnings } = await run([{ path: checks, answer }]);
  expect({ conclusion, errors }).toEqual({ conclusion: null, errors: 2 });
  expect(warnings).toEqual([expect.stringMatching(words)]);
});

test.concurrent('403 on comments: the check run has its conclusion all the same', async () => {
  const { conclusion, errors, warnings } = await run([{ path: /comments/, answer: notAccessible }]);
  expect({ conclusion, errors }).toEqual({ conclusion: 'failure', errors: 0 });
  expect(warnings).toEqual([expect.stringContaining('`permissions: pull-requests: write`')]);
});

test.concurrent('an annotation that GitHub does not accept: the conclusion goes without, the findings into the log', async () => {
  const { conclusion, errors } = await run([{ method: 'PATCH', times: 1, answer: { status: 422 } }]);
  expect({ conclusion, errors }).toEqual({ conclusion: 'failure', errors: 2 });
});
