import { expect, test } from '@jest/globals';
import { type ActionOptions, type ActionRun, runAction } from '../../support/action.ts';
import { containersOf, whyNoDocker } from '../../support/containers.ts';
import { type FakeGitHub, startGitHub } from '../../support/github/server.ts';
import { foldersOf, leftovers, runIdOf } from '../../support/leftovers.ts';
import { host } from '../../support/pull-request.ts';
import { openShop, revisionFile, versions } from '../../support/shop.ts';

const sleeping = revisionFile('0003', '0002', 'time.sleep(60)', 'pass', 'import time');

/** A pull request whose migration sleeps, and what befalls its run. */
async function during(
  meanwhile: Pick<ActionOptions, 'heard' | 'started'>,
  postgres = 'embedded',
): Promise<ActionRun & { readonly github: FakeGitHub }> {
  using shop = openShop();
  shop.commit('proposal', { [`${versions}/0003_sleep.py`]: sleeping });
  using hosted = host(shop.folder);
  await using github = await startGitHub({ repository: hosted.origin });
  const run = await runAction({
    workspace: hosted.checkout(),
    github: github.url,
    event: { name: 'pull_request', payload: hosted.payload, sha: hosted.merge },
    inputs: { postgres, 'postgres-version': '17' },
    ...meanwhile,
  });
  expect(github.problems).toEqual([]);
  return { ...run, github };
}

/** Sends a signal as soon as the revision is being walked. */
function onceWalking(signal: NodeJS.Signals): {
  readonly heard: (text: string, pid: number) => void;
  readonly sentAt: () => number;
  /** What was running then. */
  readonly runIds: () => readonly string[];
} {
  let sentAt = 0;
  let runIds: readonly string[] = [];
  const heard = (text: string, pid: number) => {
    if (sentAt > 0 || !/upgrade 0003/.test(text)) return;
    sentAt = performance.now();
    runIds = foldersOf(pid).map(runIdOf);
    setTimeout(() => process.kill(pid, signal), 500);
  };
  return { heard, sentAt: () => sentAt + 500, runIds: () => runIds };
}

const noDocker = await whyNoDocker();

test('Docker is here where it has to be', () => {
  if (process.env.MIGRATION_GATE_REQUIRE_DOCKER === '1') expect(noDocker).toBeNull();
});

test.each(['embedded', ...(noDocker === null ? ['testcontainers'] : [])])(
  'SIGINT, Postgres by %s: the check run is cancelled, the report written, nothing left within seven seconds',
  async (postgres) => {
    const { heard, sentAt, runIds } = onceWalking('SIGINT');
    const begun = performance.now();
    const { main, post, report, github } = await during({ heard }, postgres);
    const took = begun + main.durationMs - sentAt();
    const [runId = ''] = runIds();
    expect([main.code, runId]).toEqual([130, expect.stringMatching(/^[0-9a-f]{10}$/)]);
    expect(github.checkRuns).toEqual([expect.objectContaining({ status: 'completed', conclusion: 'cancelled' })]);
    expect(github.comments).toEqual([]);
    expect(report?.error?.code).toBe('interrupted');
    expect(leftovers(main)).toEqual([]);
    expect(postgres === 'testcontainers' ? await containersOf(runId) : []).toEqual([]);
    expect(took).toBeLessThan(7_000);
    expect(post.stdout).toBe('');
  },
);

test('SIGKILL: the post step cancels the check run and removes what was left', async () => {
  const { main, post, github } = await during({ heard: onceWalking('SIGKILL').heard });
  expect([main.signal, post.code]).toEqual(['SIGKILL', 0]);
  expect(github.checkRuns).toEqual([expect.objectContaining({ status: 'completed', conclusion: 'cancelled' })]);
  expect(post.stdout).toContain('is completed as cancelled');
  expect(post.stdout).toContain('Removed what a run that was killed had left');
  expect(leftovers(main)).toEqual([]);
});
