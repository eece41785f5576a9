import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { alembicProject, open, postgresTarget, revision, traced } from './support/alembic-project.ts';
import { type ScratchPostgres, startPostgres } from './support/scratch-postgres.ts';

let scratch: ScratchPostgres;
let decoy: ScratchPostgres;
let folder: string;
beforeAll(async () => {
  [scratch, decoy] = await Promise.all([startPostgres(), startPostgres()]);
  folder = mkdtempSync(join(tmpdir(), 'isolation-'));
});
afterAll(async () => {
  await Promise.all([scratch[Symbol.asyncDispose](), decoy[Symbol.asyncDispose]()]);
  rmSync(folder, { recursive: true });
});

const isolated = () => ({ isolate: true, runFolder: folder });
const one = (body: string) => alembicProject({ revisions: { a1: revision('a1', null, body) } });

/** The same client in a process of its own, where nothing of ours watches. */
const byAnotherProcess = (where: string) =>
  `import subprocess, sys\nprogram = "import psycopg2; psycopg2.connect(\\"${where} user=gate password=secret dbname=postgres\\").cursor().execute('SELECT 1')"\nsubprocess.run([sys.executable, '-c', program], check=True)`;

describe('what the guard cannot see reaches the decoy, and with isolate does not', () => {
  test.each([
    { way: 'a process of its own', body: () => byAnotherProcess(`host=127.0.0.1 port=${decoy.port}`) },
    { way: 'through the file system', body: () => byAnotherProcess(`host=${decoy.socketFolder} port=${decoy.port}`) },
    {
      way: 'psql',
      body: () =>
        `import os, subprocess\nsubprocess.run(['psql', 'postgresql://gate:secret@127.0.0.1:${decoy.port}/postgres', '-c', 'SELECT 1'], check=True)`,
    },
    {
      way: 'a library called directly',
      body: () =>
        `import ctypes, glob, psycopg2\nlibrary = ctypes.CDLL(glob.glob(psycopg2.__path__[0] + '/../psycopg2_binary.libs/libpq*')[0])\nlibrary.PQconnectdb.restype = ctypes.c_void_p\nconnection = library.PQconnectdb(b'host=127.0.0.1 port=${decoy.port} user=gate password=secret dbname=postgres')\nassert library.PQstatus(ctypes.c_void_p(connection)) == 0`,
    },
    {
      way: "the driver's own class",
      body: () =>
        `import psycopg2.extensions\npsycopg2.extensions.connection('host=127.0.0.1 port=${decoy.port} user=gate password=secret dbname=postgres')`,
    },
  ])('$way', async ({ body }) => {
    using project = one(body());
    const asked = () => decoy.asked().length;
    const before = asked();
    {
      await using mover = await open(project, project.sqlite());
      expect((await mover.upgrade('a1', traced)).failure).toBeNull();
    }
    const unguarded = asked();
    expect(unguarded).toBeGreaterThan(before);
    rmSync(join(project.root, 'scratch.db'));
    await using mover = await open(project, project.sqlite(), isolated());
    expect((await mover.upgrade('a1', traced)).outcome).toBe('failed');
    expect(asked()).toBe(unguarded);
  });
});

test.each(['psycopg2', 'psycopg', 'pg8000', 'asyncpg', 'psycopg_async'])(
  '%s walks on Postgres all the same',
  async (driver) => {
    const isAsync = driver === 'asyncpg' || driver === 'psycopg_async';
    using project = alembicProject({
      env: isAsync ? 'async-url-from-ini.py' : 'url-from-ini.py',
      url: `postgresql+${driver}://app@db.prod/app`,
      revisions: { a1: revision('a1', null, "op.create_table('made', sa.Column('id', sa.Integer))") },
    });
    const target = await postgresTarget(scratch);
    await using mover = await open(project, target, isolated());
    expect((await mover.upgrade('a1', traced)).failure).toBeNull();
    expect(await scratch.query(target.database, "SELECT to_regclass('made')::text AS made")).toEqual([
      { made: 'made' },
    ]);
  },
);

test('the code has DATABASE_URL and its parts as they work there', async () => {
  const body = [
    'import os, psycopg2',
    "assert psycopg2.connect(os.environ['DATABASE_URL']).info.dbname == os.environ['DB']",
    "psycopg2.connect(host=os.environ['HOST'], port=os.environ['PORT'], user='gate', password='secret', dbname=os.environ['DB'])",
  ].join('\n');
  using project = one(body);
  await using mover = await open(project, await postgresTarget(scratch), {
    ...isolated(),
    project: { env: { HOST: '{host}', PORT: '{port}', DB: '{database}' } },
  });
  expect((await mover.upgrade('a1', traced)).failure).toBeNull();
});

test('the gate’s own environment, which may hold a token, cannot be read', async () => {
  const body = 'import os\nopen(f"/proc/{os.getppid()}/environ").read()';
  using project = one(body);
  await using mover = await open(project, project.sqlite(), isolated());
  expect((await mover.upgrade('a1', traced)).failure).toMatchObject({ exception: 'PermissionError' });
});

test('what was hidden cannot be brought back', async () => {
  const body = `import os, subprocess\nassert subprocess.run(['umount', '${decoy.socketFolder}/.s.PGSQL.${decoy.port}']).returncode\nassert subprocess.run(['unshare', '-rm', 'umount', '${decoy.socketFolder}/.s.PGSQL.${decoy.port}']).returncode`;
  using project = one(body);
  await using mover = await open(project, project.sqlite(), isolated());
  expect((await mover.upgrade('a1', traced)).failure).toBeNull();
});

test('what it started is killed with it, and its socket goes', async () => {
  using project = one("import subprocess\nsubprocess.Popen(['sleep', '4717'], start_new_session=True)");
  {
    await using mover = await open(project, await postgresTarget(scratch), isolated());
    expect((await mover.upgrade('a1', traced)).failure).toBeNull();
    expect(readdirSync(folder)).toHaveLength(1);
  }
  expect(readdirSync(folder)).toEqual([]);
  for (let waited = 0; asleep() && waited < 2000; waited += 50) await delay(50);
  expect(asleep()).toBe(false);
});

const asleep = () => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).includes('sleep 4717');

describe('where it cannot be had, nothing runs', () => {
  test('a path too long for a socket', async () => {
    using project = one('pass');
    const long = mkdtempSync(join(folder, 'x'.repeat(90)));
    await expect(
      open(project, await postgresTarget(scratch), { isolate: true, runFolder: long }),
    ).rejects.toMatchObject({
      code: 'io',
      hint: expect.stringContaining('TMPDIR'),
    });
    rmSync(long, { recursive: true });
  });
});
