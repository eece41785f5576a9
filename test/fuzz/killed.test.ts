import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Server } from '../../src/engines/engine.ts';
import { postgres } from '../../src/engines/postgres/index.ts';
import type { Report } from '../../src/reporters/report.ts';
import { options, postgresTarget, type TestOptions } from '../fixtures/postgres/servers.ts';
import { containersOf, docker, volumesOf, whyNoDocker } from '../support/containers.ts';
import { type GateRun, gate } from '../support/gate-command.ts';
import {
  childrenOf,
  foldersOf,
  leftovers,
  processesOf,
  runIdOf,
  sharedMemory,
  sharedMemoryOf,
} from '../support/leftovers.ts';
import { Random, rounds, seed } from '../support/random.ts';
import { openShop, revisionFile, type Shop, versions } from '../support/shop.ts';

const noDocker = await whyNoDocker();

test('Docker is here where it has to be', () => {
  if (process.env.MIGRATION_GATE_REQUIRE_DOCKER === '1') expect(noDocker).toBeNull();
});

/** Takes its time in every step, and starts something that leaves the driver's process group. */
const slow = revisionFile(
  '0003',
  '0002',
  [
    'subprocess.Popen(["sleep", "600"], start_new_session=True)',
    'op.create_table("notes", sa.Column("id", sa.Integer, primary_key=True))',
    'op.execute("SELECT pg_sleep(0.2)")',
  ].join('\n'),
  'op.drop_table("notes")\nop.execute("SELECT pg_sleep(0.2)")',
  'import subprocess\nimport sqlalchemy as sa\nfrom alembic import op',
);

const command = ['check', '--engines', 'postgres', '--postgres-version', '17', '--postgres'];

let surroundings: TestOptions;
let users: Server;
let url: string;
let shop: Shop;
beforeAll(async () => {
  surroundings = await options();
  users = await postgres.start(surroundings);
  const database = await users.createDatabase('users');
  const { host, port, user, password } = postgresTarget(database);
  url = `postgresql://${user}:${password}@${host}:${port}/postgres`;
  shop = openShop();
  shop.commit('slow', { [`${versions}/0003_notes.py`]: slow });
});
afterAll(async () => {
  shop[Symbol.dispose]();
  await users[Symbol.asyncDispose]();
  await surroundings[Symbol.asyncDispose]();
});

/** What runs have on the user's server: their databases, and roles. */
async function onTheServer(): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select 'database ' || datname as name from pg_database where datname not like '%\\_${surroundings.runId}\\_%'
     union all select 'role ' || rolname from pg_roles order by 1`,
  );
  await client.end();
  return rows.map(({ name }) => name);
}

interface Killed {
  readonly run: GateRun;
  /** What the run had when it was hit. */
  readonly folder: string | undefined;
  readonly memory: readonly string[];
  readonly volumes: readonly string[];
}

/** Runs the gate and hits it after so many milliseconds. `aim` gives what to hit, and is asked until it does or the gate has ended. */
async function killedAfter(
  ms: number,
  provider: string,
  aim: (gatePid: number, runId: string) => Promise<(() => unknown) | null>,
): Promise<Killed> {
  let hit = Promise.reject<Omit<Killed, 'run'>>(new Error('it did not start'));
  hit.catch(() => undefined);
  let ended = false;
  const strike = async (pid: number): Promise<Omit<Killed, 'run'>> => {
    await delay(ms);
    for (;;) {
      const folder = foldersOf(pid)[0];
      const shot = await aim(pid, folder === undefined ? '' : runIdOf(folder));
      if (!shot && !ended) {
        await delay(10);
        continue;
      }
      const memory = folder === undefined ? [] : sharedMemoryOf(folder);
      const isContained = provider === 'testcontainers' && folder !== undefined;
      const volumes = isContained ? await volumesOf(await containersOf(runIdOf(folder))) : [];
      await shot?.();
      return { folder, memory, volumes };
    }
  };
  const run = await gate([...command, provider], {
    cwd: shop.folder,
    started: (pid) => {
      hit = strike(pid);
    },
  });
  ended = true;
  return { run, ...(await hit) };
}

/** Nothing is left of a run anywhere. */
async function expectNothingLeft({ run, folder, memory, volumes }: Killed, provider: string): Promise<void> {
  const runId = folder === undefined ? null : runIdOf(folder);
  const docks = provider === 'testcontainers' && runId !== null;
  const stays = new Set(docks ? (await docker('volume', 'ls', '-q')).split('\n') : []);
  expect({
    left: leftovers(run),
    processes: runId === null ? [] : processesOf(runId),
    memory: memory.filter((id) => sharedMemory().includes(id)),
    containers: docks ? await containersOf(runId) : [],
    volumes: volumes.filter((volume) => stays.has(volume)),
    server: await onTheServer(),
  }).toEqual({ left: [], processes: [], memory: [], containers: [], volumes: [], server: await untouched });
}

let untouched: Promise<readonly string[]>;
beforeAll(async () => {
  untouched = onTheServer();
  await untouched;
});

/** A pass that is true: whatever was hit came too late to matter, for every movement was made and seen. */
const isWhole = (report: Report): boolean =>
  report.walks.length === 1 &&
  report.walks[0]?.steps.map(({ outcome }) => outcome).join() === 'ok,ok,ok' &&
  report.rollback[0]?.steps.map(({ outcome }) => outcome).join() === 'ok,ok';

/** Never a pass, always a reason. @returns whether the hit came too late */
function expectReason({ code, report }: GateRun): boolean {
  if (report?.verdict === 'pass' && isWhole(report)) return true;
  const reasons = [
    ...(report?.unknowns.filter(({ decisive }) => decisive).map(({ why }) => why) ?? []),
    ...(report?.error ? [report.error.message] : []),
  ];
  expect({ verdict: report?.verdict, internal: report?.error?.code === 'internal', code }).toEqual({
    verdict: 'inconclusive',
    internal: false,
    code: report?.error ? 2 : 1,
  });
  expect(reasons.join('')).toMatch(/\S/);
  return false;
}

const random = new Random(seed);
/** Moments of a run, in milliseconds; most runs last as long. */
const moments = (count: number, longest: number): readonly number[] =>
  Array.from({ length: count }, () => random.below(longest));

describe(`killed at any moment (seed ${seed})`, () => {
  const shot = (pid: number) => () => {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      // It had ended by itself a moment before: what became of the run is judged as of one that was hit too late.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };

  const dying = (['embedded', 'url', ...(noDocker === null ? ['testcontainers'] : [])] as const).flatMap((way) =>
    moments(rounds({ short: 1, full: 10 }), way === 'testcontainers' ? 4_500 : 3_000).map((ms) => [way, ms] as const),
  );
  test.each(dying)('the gate, with Postgres by %s, after %i ms: the next run removes what it left', async (way, ms) => {
    const provider = way === 'url' ? url : way;
    const killed = await killedAfter(ms, provider, async (pid) => shot(pid));
    const { code, signal, report } = killed.run;
    if (report?.verdict !== 'pass')
      expect({ code, signal, report }).toEqual({ code: null, signal: 'SIGKILL', report: null });
    const next = await gate([...command, provider], { cwd: shop.folder });
    expect(next.report).toMatchObject({ verdict: 'pass', error: null });
    await expectNothingLeft(killed, provider);
  });

  test('and runs beside it on the same server go their way', async () => {
    const cwd = shop.folder;
    const living = gate([...command, url], { cwd });
    const killed = killedAfter(1_000 + random.below(1_500), url, async (pid) => shot(pid));
    await killed;
    const next = await Promise.all([gate([...command, url], { cwd }), gate([...command, url], { cwd }), living]);
    expect(next.map(({ report }) => [report?.verdict, report?.error])).toEqual(next.map(() => ['pass', null]));
    await expectNothingLeft(await killed, url);
  });

  test.each(moments(rounds({ short: 2, full: 30 }), 2_500))('the driver, after %i ms', async (ms) => {
    const killed = await killedAfter(ms, 'embedded', async (pid) => {
      const [driver] = childrenOf(pid, /^python/);
      return driver === undefined ? null : shot(driver);
    });
    expectReason(killed.run);
    await expectNothingLeft(killed, 'embedded');
  });

  test.each(moments(rounds({ short: 2, full: 30 }), 2_500))('Postgres, after %i ms', async (ms) => {
    const killed = await killedAfter(ms, 'embedded', async (pid) => {
      const [server] = childrenOf(pid, 'postgres');
      return server === undefined ? null : shot(server);
    });
    expectReason(killed.run);
    await expectNothingLeft(killed, 'embedded');
  });

  (noDocker === null ? test : test.skip).each(moments(rounds({ short: 1, full: 30 }), 3_000))(
    `the container, after %i ms${noDocker === null ? '' : ` (NOT RUN: ${noDocker})`}`,
    async (ms) => {
      const killed = await killedAfter(ms, 'testcontainers', async (_, runId) => {
        const [container] = runId === '' ? [] : await containersOf(runId);
        return container === undefined ? null : () => docker('kill', container).catch(() => undefined);
      });
      expectReason(killed.run);
      await expectNothingLeft(killed, 'testcontainers');
    },
  );
});
