import { expect, test } from '@jest/globals';
import type { Report } from '../../../src/reporters/report.ts';
import { type ActionRun, runAction, token } from '../../support/action.ts';
import { type FakeGitHub, type FakeOptions, startGitHub } from '../../support/github/server.ts';
import { zip } from '../../support/zip.ts';
import { finding, reportOf } from '../../unit/reporters/evidence.ts';

const head = 'c'.repeat(40);
const pulls = [
  { number: 8, head: 'd'.repeat(40), label: 'stranger:topic' },
  { number: 9, head, label: 'stranger:topic' },
];

interface Published extends ActionRun {
  readonly checkRun: FakeGitHub['checkRuns'][number] | undefined;
  readonly comments: readonly string[];
}

interface PublishOptions extends FakeOptions {
  /** How the untrusted run ended. */
  readonly conclusion?: string;
  readonly claimedSize?: number;
  /** What its first attempt uploaded. */
  readonly earlier?: Buffer;
}

/** Publishes what an untrusted run of a fork uploaded. */
async function publish(
  artifact: Buffer | null,
  { conclusion = 'success', claimedSize, earlier, ...options }: PublishOptions = {},
): Promise<Published> {
  await using github = await startGitHub({ pulls, ...options });
  const common = { name: 'migration-gate-report', runId: 55 };
  if (earlier) github.artifacts.push({ ...common, id: 4, zip: earlier, createdAt: '2026-01-01T00:00:00Z' });
  if (artifact)
    github.artifacts.push({
      ...common,
      id: 5,
      zip: artifact,
      ...(claimedSize === undefined ? {} : { claimedSize }),
    });
  const run = await runAction({
    workspace: '/',
    github: github.url,
    event: {
      name: 'workflow_run',
      payload: {
        workflow_run: {
          id: 55,
          head_sha: head,
          head_branch: 'topic',
          head_repository: { owner: { login: 'stranger' } },
          conclusion,
          pull_requests: [],
        },
      },
    },
    inputs: { mode: 'publish' },
  });
  expect(github.problems).toEqual([]);
  expect(JSON.stringify([run, github.checkRuns, github.comments])).not.toContain(token);
  return { ...run, checkRun: github.checkRuns[0], comments: github.comments.map(({ body }) => body) };
}

const uploaded = (report: Report): Buffer => zip({ 'report.json': JSON.stringify(report) });
const bad = reportOf('fail', [finding()]);
const good = reportOf('pass');

test('a report with findings: the check run at the head that GitHub names, the comment on its pull request', async () => {
  const { main, checkRun, comments } = await publish(uploaded({ ...bad, head: 'f'.repeat(40) }), {
    conclusion: 'failure',
  });
  expect(main.code).toBe(0);
  expect(checkRun).toMatchObject({ head_sha: head, conclusion: 'failure', status: 'completed' });
  expect(checkRun?.annotations).toHaveLength(1);
  expect(comments).toEqual([expect.stringContaining('**Fail.**')]);
});

test.each([
  ['success', 'success', 'pass'],
  ['failure', 'failure', 'inconclusive'],
  ['timed_out', 'failure', 'inconclusive'],
  ['cancelled', 'cancelled', 'inconclusive'],
])('a report that says pass, of a run that ended with %s: %s', async (conclusion, expected, verdict) => {
  const { checkRun, outputs } = await publish(uploaded(good), { conclusion });
  expect([checkRun?.conclusion, outputs.verdict]).toEqual([expected, verdict]);
});

test('of several attempts of the run, the report of the last one counts', async () => {
  const { checkRun } = await publish(uploaded(bad), { conclusion: 'failure', earlier: uploaded(good) });
  expect(checkRun).toMatchObject({ conclusion: 'failure', annotations: [expect.anything()] });
});

test.each<[string, () => Buffer | null, RegExp, number?]>([
  ['no artifact', () => null, /workflow run 55 has none, or it has expired/],
  ['two files', () => zip({ 'report.json': '{}', 'x.json': '{}' }), /it holds 2 files/],
  ['another file', () => zip({ '../report.json': '{}' }), /\.\.\/report\.json/],
  ['no zip', () => Buffer.from('not a zip'), /cannot be used: /],
  ['no JSON', () => zip({ 'report.json': '{' }), /holds no report/],
  ['another schema', () => zip({ 'report.json': JSON.stringify({ ...good, verdict: 'great' }) }), /holds no report/],
  ['a key that no report has', () => zip({ 'report.json': JSON.stringify({ ...good, x: 1 }) }), /holds no report/],
  ['an artifact of 21 MB', () => uploaded(good), /it has `21000000` bytes/, 21_000_000],
  ['a file of 101 MB', () => zip({ 'report.json': ' '.repeat(101 * 1024 ** 2) }), /has `105906176` bytes/],
])('%s is no pass', async (_, artifact, words, claimedSize = 0) => {
  const { main, checkRun } = await publish(artifact(), claimedSize === 0 ? {} : { claimedSize });
  expect([main.code, checkRun?.conclusion]).toEqual([0, 'failure']);
  expect(checkRun?.output.summary).toMatch(words);
});

test('the pull request was closed meanwhile: said, and the check run is posted all the same', async () => {
  const { main, checkRun, comments } = await publish(uploaded(bad), { pulls: [] });
  expect(main.stdout).toContain(`No open pull request has ${head} at its head`);
  expect([checkRun?.conclusion, comments]).toEqual(['failure', []]);
});

test('places outside of the repository, and text that would be more than text, stay text', async () => {
  const hostile = reportOf('fail', [
    finding({
      at: { file: '../../etc/passwd', line: 1, commit: 'head' },
      what: '@someone </details><script>x</script>\n::error::forged\n##[error]forged',
    }),
    finding(),
  ]);
  const { main, checkRun, comments } = await publish(uploaded(hostile));
  expect(checkRun?.annotations.map(({ path }) => path)).toEqual([finding().at?.file]);
  expect(comments.join()).toContain('`@someone`');
  expect(main.commands.filter(({ text }) => text === 'forged')).toEqual([]);
});
