import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
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

/** A revision that does this by itself, tried against a database of the same server that is not the scratch one. */
const goesAround = (body: string) => alembicProject({ revisions: { a1: revision('a1', null, body) } });
const decoy = () => `host='127.0.0.1', port=${server.port}, user='gate', password='secret'`;
const byAsyncio = (call: string) =>
  `import asyncio, threading\nasync def work():\n    ${call}  # around\nfailed = []\ndef run():\n    try:\n        asyncio.run(work())\n    except Exception as error:\n        failed.append(error)\nthread = threading.Thread(target=run)\nthread.start()\nthread.join()\nraise failed[0]`;

describe('a database connection that goes around the redirect is refused', () => {
  test.each([
    {
      way: 'psycopg2.connect',
      body: () => `import psycopg2\npsycopg2.connect(dbname='postgres', ${decoy()})  # around`,
    },
    {
      way: 'from psycopg2 import connect',
      body: () =>
        `from psycopg2 import connect\nconnect("postgresql://gate:secret@127.0.0.1:${server.port}/postgres")  # around`,
    },
    { way: 'psycopg.connect', body: () => `import psycopg\npsycopg.connect(dbname='postgres', ${decoy()})  # around` },
    {
      way: 'asyncpg.connect',
      body: () => byAsyncio(`import asyncpg; await asyncpg.connect(database='postgres', ${decoy()})`),
    },
    {
      way: 'psycopg async',
      body: () => byAsyncio(`import psycopg; await psycopg.AsyncConnection.connect(dbname='postgres', ${decoy()})`),
    },
  ])('$way', async ({ body }) => {
    using project = goesAround(body());
    await using mover = await open(project, await postgresTarget(server));
    const step = await mover.upgrade('a1', traced);
    expect(step.outcome).toBe('failed');
    expect(step.refusals).toMatchObject([
      { kind: 'database', target: `postgresql://127.0.0.1:${server.port}/postgres` },
    ]);
    expect(project.line(step.refusals[0]?.at ?? null)).toContain('# around');
    expect(step.failure?.message).toContain('migration-gate refused a connection');
  });

  test('an engine of its own inside a revision reaches the scratch database instead', async () => {
    const body = "sa.create_engine('postgresql://gate@127.0.0.1/prod').connect().execute(sa.text('SELECT 1'))";
    using project = goesAround(body);
    const target = await postgresTarget(server);
    await using mover = await open(project, target);
    expect(await mover.upgrade('a1', traced)).toMatchObject({ outcome: 'ok', refusals: [], notes: [{}] });
  });

  test('listeners that would connect elsewhere have nothing to say', async () => {
    const body = [
      "engine = sa.create_engine('postgresql://app@db.prod/app')",
      "@sa.event.listens_for(engine, 'do_connect')",
      'def token(dialect, record, arguments, named):',
      "    named['dbname'] = 'postgres'",
      'with engine.connect() as connection:',
      "    assert connection.execute(sa.text('SELECT current_database()')).scalar() != 'postgres'",
    ].join('\n');
    using project = goesAround(body);
    await using mover = await open(project, await postgresTarget(server));
    expect((await mover.upgrade('a1', traced)).failure).toBeNull();
  });

  test.each([
    { way: 'sqlite3.connect', body: "import sqlite3\nsqlite3.connect('other.db')  # around" },
    { way: 'ATTACH', body: 'op.execute("ATTACH \'other.db\' AS other")  # around' },
    {
      way: 'VACUUM INTO',
      body: "import sqlite3\nsqlite3.connect('scratch.db').execute(\"VACUUM INTO 'other.db'\")  # around",
    },
  ])('$way', async ({ body }) => {
    using project = goesAround(body);
    await using mover = await open(project, project.sqlite());
    const step = await mover.upgrade('a1', traced);
    expect(step.outcome).toBe('failed');
    expect(step.refusals).toMatchObject([{ kind: 'database', target: 'other.db' }]);
    expect(project.line(step.refusals[0]?.at ?? null)).toContain('# around');
    expect(existsSync(`${project.root}/other.db`)).toBe(false);
  });

  test('memory and the scratch database itself are open to raw drivers', async () => {
    using project = goesAround(
      "import sqlite3\nsqlite3.connect(':memory:')\nsqlite3.connect('scratch.db').execute('SELECT 1')",
    );
    await using mover = await open(project, project.sqlite());
    expect(await mover.upgrade('a1', traced)).toMatchObject({ outcome: 'ok', refusals: [] });
  });
});

describe('a socket to something else', () => {
  let other: Server;
  let port: number;
  beforeAll(async () => {
    other = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });
  afterAll(() => void other.close());
  const connects = () => `import socket\nsocket.create_connection(('localhost', ${port}), 2)  # socket`;

  test('is refused and told, and the code that copes goes on', async () => {
    using project = goesAround(
      `try:\n    ${connects().replace('\n', '; ').replace('  # socket', '')}  # socket\nexcept OSError:\n    pass`,
    );
    await using mover = await open(project, project.sqlite());
    const step = await mover.upgrade('a1', traced);
    expect(step.outcome).toBe('ok');
    expect(step.refusals).toMatchObject([{ kind: 'socket', target: `localhost:${port}` }]);
    expect(project.line(step.refusals[0]?.at ?? null)).toContain('# socket');
  });

  test('on which env.py insists keeps the gate from running, with the way out', async () => {
    using project = alembicProject({ env: `${connects()}\n`, revisions: { a1: revision('a1', null, 'pass') } });
    await expect(open(project, project.sqlite())).rejects.toMatchObject({
      code: 'refused-connection',
      message: expect.stringContaining(`localhost:${port} at migrations/env.py:2`),
      hint: expect.stringMatching(new RegExp(`\nallow-connect: \\['localhost:${port}'\\]$`)),
    });
  });

  test('is open when the user allows it', async () => {
    using project = alembicProject({
      revisions: { a1: revision('a1', null, connects()) },
      facts: { allowConnect: [`localhost:${port}`] },
    });
    await using mover = await open(project, project.sqlite());
    expect(await mover.upgrade('a1', traced)).toMatchObject({ outcome: 'ok', refusals: [] });
  });
});
