import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { processMark } from '../../src/runs/processes.ts';
import { nothingSaid } from '../../src/tools/alembic/detect.ts';
import { childEnvironment } from '../../src/tools/alembic/environment.ts';
import { WaitingDrivers } from '../../src/tools/alembic/waiting-drivers.ts';
import { alembicProject, interpreter, open, revision, traced } from './support/alembic-project.ts';

const own = { PATH: process.env.PATH, HOME: process.env.HOME };
const runId = `waiting${process.pid}`;
const says = (variable: string) => `import os\nop.execute("SELECT '" + os.environ["${variable}"] + "'")`;

/** The Python processes of this test. */
const running = (): readonly number[] =>
  readdirSync('/proc')
    .filter((id) => /^\d+$/.test(id))
    .filter((id) => {
      try {
        return readFileSync(`/proc/${id}/environ`, 'latin1').includes(`${processMark}=${runId}-`);
      } catch {
        return false;
      }
    })
    .map(Number);

let project: ReturnType<typeof alembicProject>;
let waiting: WaitingDrivers;

beforeEach(async () => {
  project = alembicProject({ revisions: { a1: revision('a1', null, says('TOLD_LATE')) } });
  waiting = new WaitingDrivers({
    python: interpreter.path,
    workingFolder: project.facts.workingFolder,
    environment: await childEnvironment(own, nothingSaid, null, { root: project.root, projectUrl: null }),
    runId,
    signal: new AbortController().signal,
  });
});
afterEach(async () => {
  await waiting[Symbol.asyncDispose]();
  project[Symbol.dispose]();
});

const openWith = (env: Readonly<Record<string, string>>) =>
  open(project, project.sqlite(), { runId, waiting, project: { env } });

test('a process that waits is taken, and is told what only the database decides', async () => {
  waiting.fill(1).fill(1);
  const before = running();
  expect(before).toHaveLength(1);
  await using mover = await openWith({ TOLD_LATE: 'at {path}' });
  expect(running()).toEqual(before);
  const { statements } = await mover.upgrade('a1', traced);
  expect(statements.map(({ sql }) => sql).join()).toContain("SELECT 'at /");
});

test('what Python reads when it starts is not told late: another process is started', async () => {
  waiting.fill(1);
  const before = running();
  await using mover = await openWith({ TOLD_LATE: 'x', PYTHONHASHSEED: '1' });
  expect(running()).toHaveLength(2);
  expect(running()).toEqual(expect.arrayContaining([...before]));
  expect(await mover.upgrade('a1', traced)).toMatchObject({ outcome: 'ok' });
});

test('one that was killed while it waited is replaced', async () => {
  waiting.fill(1);
  const [id = 0] = running();
  process.kill(id, 'SIGKILL');
  while (running().includes(id)) await delay(10);
  await delay(50);
  await using mover = await openWith({ TOLD_LATE: 'x' });
  expect(await mover.upgrade('a1', traced)).toMatchObject({ outcome: 'ok' });
});

test('those that nobody took are gone afterwards', async () => {
  waiting.fill(2);
  expect(running()).toHaveLength(2);
  await waiting[Symbol.asyncDispose]();
  expect(running()).toEqual([]);
});
