import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runAction } from '../support/action.ts';
import { containersOf, docker, volumesOf, whyNoDocker } from '../support/containers.ts';
import { startGitHub } from '../support/github/server.ts';
import { foldersOf, leftovers, processesOf, runIdOf, sharedMemory, sharedMemoryOf } from '../support/leftovers.ts';
import { type Hosted, host } from '../support/pull-request.ts';
import { Random, rounds, seed } from '../support/random.ts';
import { openShop, revisionFile, versions } from '../support/shop.ts';

const noDocker = await whyNoDocker();

/** Takes its time in every step, and starts something that leaves the driver's process group. */
const slow = revisionFile(
  '0003',
  '0002',
  [
    'subprocess.Popen(["sleep", "600"], start_new_session=True)',
    'op.create_table("notes", sa.Column("id", sa.Integer, primary_key=True))',
    'time.sleep(0.2)',
  ].join('\n'),
  'op.drop_table("notes")\ntime.sleep(0.2)',
  'import subprocess\nimport time\nimport sqlalchemy as sa\nfrom alembic import op',
);

let hosted: Hosted;
beforeAll(() => {
  using shop = openShop();
  shop.commit('slow', { [`${versions}/0003_notes.py`]: slow });
  hosted = host(shop.folder);
});
afterAll(() => hosted[Symbol.dispose]());

/** What a run had at the moment when it was killed. */
interface Had {
  readonly runId: string | null;
  readonly memory: readonly string[];
  readonly volumes: readonly string[];
}

async function killAfter(ms: number, pid: number, isContained: boolean): Promise<Had> {
  await delay(ms);
  const [folder] = foldersOf(pid);
  const runId = folder === undefined ? null : runIdOf(folder);
  const memory = folder === undefined ? [] : sharedMemoryOf(folder);
  const volumes = isContained && runId !== null ? await volumesOf(await containersOf(runId)) : [];
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It had ended by itself a moment before.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
  return { runId, memory, volumes };
}

const random = new Random(seed);
const providers = ['embedded', ...(noDocker === null ? ['testcontainers'] : [])];
/** In milliseconds; most runs last as long. */
const longest = 5_000;
const moments = Array.from(
  { length: rounds({ short: 4, full: 20 }) },
  (_, index) => [providers[index % providers.length] ?? '', random.below(longest)] as const,
);

describe(`the Action, killed at any moment (seed ${seed}${noDocker === null ? '' : `; NOT with Docker: ${noDocker}`})`, () => {
  test.each(moments)('with Postgres by %s, after %i ms: the post step leaves nothing', async (postgres, ms) => {
    const isContained = postgres === 'testcontainers';
    await using github = await startGitHub({ repository: hosted.origin });
    let had = Promise.resolve<Had>({ runId: null, memory: [], volumes: [] });
    const { main, post, state } = await runAction({
      workspace: hosted.checkout(),
      github: github.url,
      event: { name: 'pull_request', payload: hosted.payload, sha: hosted.merge },
      inputs: { postgres, 'postgres-version': '17' },
      started: (pid) => {
        had = killAfter(ms, pid, isContained);
      },
    });
    const { runId, memory, volumes } = await had;
    expect(main.signal === 'SIGKILL' || main.code === 0).toBe(true);
    expect(post.code).toBe(0);
    // Word of a check run is left before it is begun.
    expect(github.checkRuns.length).toBeLessThanOrEqual('check' in state ? 1 : 0);
    const ends = github.checkRuns.map(({ status, conclusion }) => [status, conclusion]);
    expect([
      ['completed', 'cancelled'],
      ['completed', 'success'],
    ]).toEqual(expect.arrayContaining(ends));
    if (main.code === 0) expect(ends).toEqual([['completed', 'success']]);
    const docks = isContained && runId !== null;
    const stays = new Set(docks ? (await docker('volume', 'ls', '-q')).split('\n') : []);
    expect({
      problems: github.problems,
      left: leftovers(main),
      processes: runId === null ? [] : processesOf(runId),
      memory: memory.filter((id) => sharedMemory().includes(id)),
      containers: docks ? await containersOf(runId) : [],
      volumes: volumes.filter((volume) => stays.has(volume)),
    }).toEqual({ problems: [], left: [], processes: [], memory: [], containers: [], volumes: [] });
  });
});
