import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { alembicProject, open, postgresTarget, revision, traced } from './support/alembic-project.ts';
import { type ScratchPostgres, startPostgres } from './support/scratch-postgres.ts';

let server: ScratchPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const one = (body: string) => alembicProject({ revisions: { a1: revision('a1', null, body) } });

test('a time limit inside a statement fails the step with that statement', async () => {
  using project = one("op.execute('SELECT 1')\nop.execute('SELECT pg_sleep(60)')  # slow");
  await using mover = await open(project, await postgresTarget(server), { timeoutMs: 8000 });
  const step = await mover.upgrade('a1', traced);
  expect(step).toMatchObject({ outcome: 'failed', bodies: 1 });
  expect(step.failure).toMatchObject({ kind: 'timeout', statement: { sql: 'SELECT pg_sleep(60)' } });
  expect(step.failure?.message).toContain('8 s passed in revision a1');
  expect(project.line(step.failure?.at ?? null)).toContain('# slow');
  expect(mover.alive).toBe(false);
  expect(await mover.upgrade('a1', traced)).toMatchObject({ outcome: 'failed', failure: { kind: 'lost' } });
});

test('a time limit inside Python code fails the step with the line that was running', async () => {
  using project = one('import time\ntime.sleep(60)  # asleep');
  await using mover = await open(project, project.sqlite(), { timeoutMs: 8000 });
  const step = await mover.upgrade('a1', traced);
  expect(step.failure).toMatchObject({ kind: 'timeout', statement: null });
  expect(project.line(step.failure?.at ?? null)).toContain('# asleep');
});

test('code that ignores SIGTERM is killed all the same', async () => {
  using project = one(
    'import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True:\n    time.sleep(1)',
  );
  await using mover = await open(project, project.sqlite(), { timeoutMs: 8000 });
  expect(await mover.upgrade('a1', traced)).toMatchObject({ failure: { kind: 'timeout' } });
});

test.each([
  { body: "import os\nprint('last words', flush=True)\nos._exit(0)", how: 'exited with code 0' },
  {
    body: "import os, signal\nprint('last words', flush=True)\nos.kill(os.getpid(), signal.SIGKILL)",
    how: 'ended by SIGKILL',
  },
  { body: "import os\nprint('last words', flush=True)\nos.closerange(3, 4096)", how: 'exited with code' },
])('a process that ends by itself is lost, with its last words: $how', async ({ body, how }) => {
  using project = one(body);
  await using mover = await open(project, project.sqlite());
  const step = await mover.upgrade('a1', traced);
  expect(step).toMatchObject({ outcome: 'failed', failure: { kind: 'lost' } });
  expect(step.failure?.message).toContain(how);
  expect(step.failure?.message).toMatch(/last words|Bad file descriptor/);
});

test('a database that goes away in the middle is lost', async () => {
  using _project = one("op.execute('SELECT pg_terminate_backend(pg_backend_pid())')  # gone");
  for (const driver of ['psycopg2', 'psycopg']) {
    using withDriver = alembicProject({
      url: `postgresql+${driver}://u@h/d`,
      revisions: { a1: revision('a1', null, "op.execute('SELECT pg_terminate_backend(pg_backend_pid())')  # gone") },
    });
    await using mover = await open(withDriver, await postgresTarget(server));
    const step = await mover.upgrade('a1', traced);
    expect(step.failure?.kind).toBe('lost');
    expect(withDriver.line(step.failure?.at ?? null)).toContain('# gone');
  }
});

test('an abort ends the process at once', async () => {
  using project = one('import time\ntime.sleep(60)');
  const abort = new AbortController();
  await using mover = await open(project, project.sqlite(), { signal: abort.signal });
  const step = mover.upgrade('a1', traced);
  const started = performance.now();
  setTimeout(() => abort.abort(), 200);
  await expect(step).rejects.toMatchObject({ code: 'interrupted' });
  expect(performance.now() - started).toBeLessThan(5000);
  expect(mover.alive).toBe(false);
});

test('what the code started in a session of its own does not outlive it', async () => {
  using project = one("import subprocess\nsubprocess.Popen(['sleep', '4711'], start_new_session=True)");
  {
    await using mover = await open(project, project.sqlite());
    expect(await mover.upgrade('a1', traced)).toMatchObject({ outcome: 'ok' });
    expect(commandLines()).toContain('sleep 4711');
  }
  await delay(100);
  expect(commandLines()).not.toContain('sleep 4711');
});

test('a gate that is killed takes the process with it, even in the middle of a statement', async () => {
  using project = one("op.execute('SELECT pg_sleep(4712)')");
  const script = join(import.meta.dirname, '../fixtures/mover/killed-gate.ts');
  const target = await postgresTarget(server);
  const gate = spawn(process.execPath, [script, JSON.stringify({ facts: project.facts, target })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [chunk] = await once(gate.stdout, 'data');
  const child = Number(String(chunk));
  expect(isRunning(child)).toBe(true);
  gate.kill('SIGKILL');
  await once(gate, 'exit');
  for (let waited = 0; isRunning(child) && waited < 5000; waited += 50) await delay(50);
  expect(isRunning(child)).toBe(false);
});

const isRunning = (pid: number) =>
  existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
const commandLines = () =>
  execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim());

describe('an env.py that does not run twice in one process', () => {
  const migrate =
    "with sa.create_engine('sqlite://').connect() as connection:\n    context.configure(connection=connection)\n    with context.begin_transaction():\n        context.run_migrations()\n";
  const files = { 'models.py': 'import sqlalchemy as sa\nmetadata = sa.MetaData()\nmigrated = []\n' };
  const head =
    'from alembic import context\nimport sqlalchemy as sa\nimport sys\nsys.path.insert(0, ".")\nimport models\n';
  const revisions = { a1: revision('a1', null, "op.execute('SELECT 1')"), b2: revision('b2', 'a1', 'pass') };

  test.each([
    {
      how: 'fails',
      env: `${head}sa.Table('audit', models.metadata, sa.Column('id', sa.Integer))\n${migrate}`,
      why: /^env.py does not run a second time in one process \(Table 'audit' is already defined/,
      line: "sa.Table('audit', models.metadata, sa.Column('id', sa.Integer))",
    },
    {
      how: 'does nothing',
      env: `${head}if not models.migrated:\n    models.migrated.append(1)\n${migrate.replace(/^/gm, '    ').trimEnd()}\n`,
      why: /^env.py does not run a second time in one process \(it then runs no migrations\)/,
      line: '',
    },
  ])('because it $how then, gets a process for each movement', async ({ env, why, line }) => {
    using project = alembicProject({ env, files, revisions });
    await using mover = await open(project, project.sqlite());
    const built = await mover.build(['a1']);
    expect(built).toMatchObject({ outcome: 'ok', applied: ['a1'] });
    const told = built.notes.find(({ what }) => why.test(what));
    expect(told).toBeDefined();
    expect(project.line(told?.at ?? null)).toBe(line);
    for (const step of [await mover.upgrade('b2', traced), await mover.downgrade('b2', traced)])
      expect(step).toMatchObject({ outcome: 'ok', applied: ['b2'] });
  });

  test('and that fails in a fresh one too, fails', async () => {
    const env = `${head}assert context.config.cmd_opts.cmd[0].__name__ == 'current', 'only looking'\n${migrate}`;
    using project = alembicProject({ env, files, revisions });
    await using mover = await open(project, project.sqlite());
    const failing = { outcome: 'failed', failure: { kind: 'python', message: 'only looking' } };
    expect(await mover.build(['a1'])).toMatchObject(failing);
    expect(await mover.build(['a1'])).toMatchObject(failing);
  });
});
