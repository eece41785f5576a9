import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { messageOf } from '../../src/domain/error.ts';
import type { Interpreter } from '../../src/tools/alembic/facts.ts';
import { findInterpreter } from '../../src/tools/alembic/interpreter.ts';
import { environmentWith, fewAtATime, minorOf, type Python, pythons } from '../support/python-environments.ts';
import { alembicProject, issued, open, postgresTarget, revision, traced } from './support/alembic-project.ts';
import { type ScratchPostgres, startPostgres } from './support/scratch-postgres.ts';

/** The newest of each minor version. */
const alembics = [
  '1.8.1',
  '1.9.4',
  '1.10.4',
  '1.11.3',
  '1.12.1',
  '1.13.3',
  '1.14.1',
  '1.15.2',
  '1.16.5',
  '1.17.2',
  '1.18.5',
  '1.19.2',
  '1.20.1',
];
const sqlalchemies = ['1.4.54', '2.0.58', '2.1.9'];
const newestAlembicFor: Readonly<Record<string, string>> = {
  '1.4.54': '1.19.2',
  '2.0.58': '1.20.1',
  '2.1.9': '1.20.1',
};

const minorNumber = ({ version }: Python): number => Number(version.split('.')[1]);

/** SQLAlchemy 2.1 asks for Python 3.11. */
const sqlalchemiesOn = (python: Python) =>
  sqlalchemies.filter((version) => version < '2.1' || minorNumber(python) >= 11);

const [own, ...others] = pythons();
if (!own) throw new Error('there is no python3');
const supported = others.filter((python) => minorNumber(python) >= 10);
const tooOld = others.filter((python) => minorNumber(python) < 10);
const absent = ['3.10', '3.11', '3.12', '3.13', '3.14'].filter(
  (minor) => ![own, ...others].some((python) => minorOf(python) === minor),
);

/** Alembic 1.20 asks for SQLAlchemy 2.0. */
const pairs = alembics.flatMap((alembic) =>
  sqlalchemiesOn(own)
    .filter((sqlalchemy) => alembics.indexOf(alembic) <= alembics.indexOf(newestAlembicFor[sqlalchemy] ?? ''))
    .map((sqlalchemy) => ({ alembic, sqlalchemy })),
);

const drivers = [
  'psycopg2-binary==2.9.13',
  'psycopg[binary]==3.3.9',
  'asyncpg==0.32.0',
  'pg8000==1.31.6',
  'aiosqlite==0.22.1',
];

const ways = [
  { driver: 'psycopg2', url: 'postgresql+psycopg2://u:p@db.prod/app', env: 'url-from-ini.py' },
  { driver: 'psycopg', url: 'postgresql+psycopg://u:p@db.prod/app', env: 'url-from-ini.py' },
  { driver: 'psycopg, async', url: 'postgresql+psycopg://u:p@db.prod/app', env: 'async-url-from-ini.py' },
  { driver: 'asyncpg', url: 'postgresql+asyncpg://u:p@db.prod/app', env: 'async-url-from-ini.py' },
  { driver: 'pg8000', url: 'postgresql+pg8000://u:p@db.prod/app', env: 'url-from-ini.py' },
  { driver: 'sqlite3', url: 'sqlite:///app.db', env: 'url-from-ini.py' },
  { driver: 'aiosqlite', url: 'sqlite+aiosqlite:///app.db', env: 'async-url-from-ini.py' },
] as const;
type Way = (typeof ways)[number];
const sqlite3 = ways[5];

/** SQLAlchemy knows psycopg since 2.0. */
const waysOf = sqlalchemiesOn(own).flatMap((sqlalchemy) =>
  ways
    .filter(({ driver }) => sqlalchemy !== '1.4.54' || (!driver.startsWith('psycopg,') && driver !== 'psycopg'))
    .map((way) => ({ sqlalchemy, ...way })),
);

const packagesOf = (alembic: string, sqlalchemy: string) => [`alembic==${alembic}`, `sqlalchemy==${sqlalchemy}`];
const withDrivers = (sqlalchemy: string) => [
  ...packagesOf(newestAlembicFor[sqlalchemy] ?? '', sqlalchemy),
  'greenlet==3.5.6',
  ...drivers,
];
const oldest = packagesOf('1.8.1', '1.4.54');
const newestOn = (python: Python) => {
  const sqlalchemy = sqlalchemiesOn(python).at(-1) ?? '';
  return packagesOf(newestAlembicFor[sqlalchemy] ?? '', sqlalchemy);
};

/** What the pairs have in common is there once for each SQLAlchemy. */
const ofPair = ({ alembic, sqlalchemy }: (typeof pairs)[number]) =>
  environmentWith(own, [`alembic==${alembic}`], withDrivers(sqlalchemy));

let server: ScratchPostgres;
beforeAll(async () => {
  server = await startPostgres();
  await fewAtATime(sqlalchemiesOn(own), (sqlalchemy) => environmentWith(own, withDrivers(sqlalchemy)));
  await fewAtATime(pairs, ofPair);
  await fewAtATime(supported, async (python) => {
    await environmentWith(python, oldest);
    await environmentWith(python, newestOn(python));
  });
}, 900_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const revisions = {
  a1: revision(
    'a1',
    null,
    "op.create_table('users', sa.Column('id', sa.Integer, primary_key=True))",
    "op.drop_table('users')",
  ),
  b2: revision(
    'b2',
    'a1',
    "op.add_column('users', sa.Column('email', sa.String(50)))",
    "with op.batch_alter_table('users') as batch:\n    batch.drop_column('email')",
  ),
  c3: revision('c3', 'a1', "op.execute('CREATE TABLE tags (id integer)')", "op.execute('DROP TABLE tags')"),
  m4: revision('m4', ['b2', 'c3'], 'pass'),
  x5: revision('x5', 'm4', "op.execute('INSERT INTO nowhere VALUES (1)')  # fails"),
};

/** What the gate relies on, whoever made the environment: up, down, merges, stamps, lines, and whose fault a failure is. */
async function contract(python: Python, path: string, packages: readonly string[], way: Way): Promise<void> {
  using project = alembicProject({ url: way.url, env: way.env, revisions });
  const interpreter = await interpreterOf(project.facts, path);
  expect(packages).toEqual(expect.arrayContaining(packagesOf(interpreter.alembic, interpreter.sqlalchemy)));
  expect(interpreter.version).toBe(python.version);
  const isSqlite = way.url.startsWith('sqlite');
  await using mover = await open(project, isSqlite ? project.sqlite() : await postgresTarget(server), { interpreter });
  expect([...mover.loaded.keys()].sort()).toEqual(['a1', 'b2', 'c3', 'm4', 'x5']);

  const good = (applied: readonly string[]) => ({ outcome: 'ok', failure: null, applied, bodies: applied.length });
  expect(await mover.stamp(['a1'])).toMatchObject(good([]));
  expect(await mover.stamp(['base'])).toMatchObject(good([]));
  expect(await mover.build(['c3'])).toMatchObject(good(['a1', 'c3']));
  const up = await mover.upgrade('b2', traced);
  expect(up).toMatchObject(good(['b2']));
  expect(issued(project, up)).toEqual([
    [expect.stringMatching(/^op\.add_column/), 'ALTER TABLE users ADD COLUMN email VARCHAR(50)'],
  ]);
  expect(await mover.upgrade('m4', traced)).toMatchObject(good(['m4']));
  expect(await mover.downgrade('m4', traced)).toMatchObject(good(['m4']));
  const down = await mover.downgrade('b2', traced);
  expect(down).toMatchObject(good(['b2']));
  expect(issued(project, down).at(-1)?.[0]).toBe("batch.drop_column('email')");
  expect(await mover.upgrade('b2', traced)).toMatchObject(good(['b2']));
  expect(await mover.upgrade('m4', traced)).toMatchObject(good(['m4']));

  const { outcome, failure } = await mover.upgrade('x5', traced);
  expect([outcome, failure?.kind, project.line(failure?.at ?? null)]).toEqual([
    'failed',
    'database',
    "op.execute('INSERT INTO nowhere VALUES (1)')  # fails",
  ]);
  // Python names SQLite's codes since 3.11.
  const code = isSqlite ? (minorOf(python) === '3.10' ? null : 'SQLITE_ERROR') : '42P01';
  const message = isSqlite ? 'no such table: nowhere' : 'relation "nowhere" does not exist';
  expect([failure?.sqlstate, failure?.message, failure?.statement?.sql]).toEqual([
    code,
    message,
    'INSERT INTO nowhere VALUES (1)',
  ]);
}

const interpreterOf = (facts: Parameters<typeof findInterpreter>[0], path: string): Promise<Interpreter> =>
  findInterpreter(facts, path, { PATH: process.env.PATH, HOME: process.env.HOME });

describe(`every Alembic with every SQLAlchemy that it takes, on Python ${own.version}`, () => {
  test.each(pairs)('Alembic $alembic with SQLAlchemy $sqlalchemy', async (pair) => {
    await contract(own, await ofPair(pair), packagesOf(pair.alembic, pair.sqlalchemy), sqlite3);
  });
});

describe('every driver', () => {
  test.each(waysOf)('$driver under SQLAlchemy $sqlalchemy', async ({ sqlalchemy, ...way }) => {
    const packages = withDrivers(sqlalchemy);
    await contract(own, await environmentWith(own, packages), packages, way);
  });
});

const names = (found: readonly Python[]) => found.map(({ version }) => version).join(', ') || 'none';

describe(`further Pythons on this machine: ${names(supported)}; not here: ${absent.join(', ') || 'none'}`, () => {
  test('oldest and newest on each', async () => {
    for (const python of supported)
      for (const packages of [oldest, newestOn(python)])
        await contract(python, await environmentWith(python, packages), packages, sqlite3);
  });
});

describe(`what is too old is refused with words; Pythons here that are: ${names(tooOld)}`, () => {
  const refusal = async (path: string): Promise<string> => {
    using project = alembicProject({ revisions });
    try {
      const interpreter = await interpreterOf(project.facts, path);
      await using _mover = await open(project, project.sqlite(), { interpreter });
    } catch (thrown) {
      return messageOf(thrown);
    }
    throw new Error('it opened');
  };

  test.each([
    ['Alembic 1.7.7', packagesOf('1.7.7', '1.4.54')],
    ['SQLAlchemy 1.3.24', packagesOf('1.8.1', '1.3.24')],
  ])('%s', async (what, packages) => {
    expect(await refusal(await environmentWith(own, packages))).toContain(
      `has ${what}; migration-gate needs Python 3.10, Alembic 1.8 and SQLAlchemy 1.4 or newer`,
    );
  });

  test('every Python of this machine that is', async () => {
    for (const python of tooOld) {
      expect(await refusal(python.path)).toContain(`Python ${python.version} is too old: 3.10 or newer is needed`);
    }
  });
});
