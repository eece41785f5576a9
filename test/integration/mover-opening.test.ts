import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GateError } from '../../src/domain/error.ts';
import type { ToolTarget } from '../../src/tools/tool.ts';
import {
  alembicProject,
  issued,
  open,
  type ProjectShape,
  postgresTarget,
  revision,
  traced,
} from './support/alembic-project.ts';
import { type ScratchPostgres, startPostgres } from './support/scratch-postgres.ts';

let server: ScratchPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const select = { a1: revision('a1', null, "op.execute('SELECT 1')") };

/** The error with which opening fails. */
async function refusal(
  shape: ProjectShape,
  options: Parameters<typeof open>[2] & { readonly target?: ToolTarget } = {},
): Promise<GateError> {
  using project = alembicProject({ revisions: select, ...shape });
  try {
    await using _mover = await open(project, options.target ?? project.sqlite(), options);
  } catch (error) {
    return error as GateError;
  }
  throw new Error('it opened');
}

describe('an env.py that fails before any migration ran', () => {
  test.each([
    { env: "raise RuntimeError('no such tenant')\n", says: ['RuntimeError: no such tenant', 'at migrations/env.py:1'] },
    { env: 'import sys\nsys.exit(0)\n', says: ['the code called sys.exit(0)', 'at migrations/env.py:2'] },
    { env: "import os\nprint('bye')\nos._exit(0)\n", says: ['exited with code 0', 'bye'] },
    { env: 'import nothing_such\n', says: ["No module named 'nothing_such'"] },
    { env: 'def (\n', says: ['SyntaxError', 'at migrations/env.py:1'] },
  ])('$env', async ({ env, says }) => {
    const error = await refusal({ env });
    expect(error).toMatchObject({ name: 'GateError', code: 'env-failed' });
    for (const words of says) expect(error.message).toContain(words);
  });

  test('hangs', async () => {
    const error = await refusal({ env: 'import time\ntime.sleep(60)\n' }, { timeoutMs: 3000 });
    expect(error).toMatchObject({ code: 'env-failed' });
    expect(error.message).toContain('within 3 s at migrations/env.py:2');
  });
});

test('revision files that cannot be loaded are the project’s fault', async () => {
  const error = await refusal({ revisions: { a1: 'def upgrade(:\n' } });
  expect(error).toMatchObject({ code: 'bad-project' });
  expect(error.message).toContain('migrations/versions/a1.py:1');
});

test('what it prints cannot command the CI that shows the message', async () => {
  const { message } = await refusal({
    env: "print('::set-output name=x::1')\nprint('a ##[error]b', flush=True)\nimport os; os._exit(3)\n",
  });
  expect(message).toContain('set-output');
  expect(message).not.toMatch(/^\s*::/m);
  expect(message).not.toContain('##[');
});

test('an interpreter or an Alembic that is too old is refused with words', async () => {
  using project = alembicProject({ revisions: select });
  const { openMover } = await import('../../src/tools/alembic/mover.ts');
  const { interpreter, noOptions } = await import('./support/alembic-project.ts');
  const options = {
    target: project.sqlite(),
    runFolder: project.root,
    runId: 'test',
    versionFolders: null,
    timeoutMs: 1000,
    signal: new AbortController().signal,
  };
  for (const old of [{ version: '3.9.2' }, { alembic: '1.7.7' }])
    await expect(openMover(project.facts, { ...interpreter, ...old }, noOptions, {}, options)).rejects.toMatchObject({
      code: 'unsupported',
    });
});

describe('variables that the settings miss', () => {
  const settings = [
    'from pydantic import PostgresDsn, Field',
    'from pydantic_settings import BaseSettings, SettingsConfigDict',
    '',
    'class Settings(BaseSettings):',
    '    model_config = SettingsConfigDict(env_prefix="APP_")',
    '    database_url: PostgresDsn',
    '    secret_key: str',
    '    workers: int',
    '    token: str = Field(validation_alias="API_TOKEN")',
    '',
  ].join('\n');

  test('of pydantic are collected with KeyErrors behind them, in a block to paste', async () => {
    const late = 'import os\nLATE = os.environ["LATE_ONE"]\n';
    const shape = {
      env: 'settings-env.py',
      files: { 'app/__init__.py': '', 'app/settings.py': `${settings}\nSettings()\n${late}` },
    };
    const block = (url: string) => [
      'projects:',
      '  - config: alembic.ini',
      '    env:',
      `      APP_DATABASE_URL: ${url}`,
      '      APP_SECRET_KEY: placeholder',
      '      APP_WORKERS: "1"',
      '      API_TOKEN: placeholder',
      '      LATE_ONE: placeholder',
    ];
    const onPostgres = await refusal(shape, { target: await postgresTarget(server) });
    expect(onPostgres).toMatchObject({ code: 'missing-variables' });
    expect(onPostgres.message).toContain('APP_DATABASE_URL, APP_SECRET_KEY, APP_WORKERS, API_TOKEN, LATE_ONE');
    expect(onPostgres.hint.split('\n\n')[1]?.split('\n')).toEqual(block('"{url}"'));
    const onSqlite = await refusal(shape);
    expect(onSqlite.hint.split('\n\n')[1]?.split('\n')).toEqual(block('postgresql://gate:gate@localhost/gate'));
  });

  test.each([
    { asks: "context.config.set_main_option('sqlalchemy.url', os.getenv('SHOP_DB_URL'))" },
    { asks: "assert os.environ.get('SHOP_DB_URL'), 'set the database'" },
  ])('and that the code only looked for are found out: $asks', async ({ asks }) => {
    const error = await refusal({ env: `import os\nfrom alembic import context\nos.getenv('HOME')\n${asks}\n` });
    expect(error).toMatchObject({ code: 'missing-variables', hint: expect.stringContaining('SHOP_DB_URL: "{url}"') });
    const other = await refusal({ env: "import os\nos.getenv('NO_MATTER')\nraise ValueError('other')\n" });
    expect(other).toMatchObject({ code: 'env-failed', message: expect.stringContaining('ValueError: other') });
  });

  test('are no longer missed once the block is in place', async () => {
    using project = alembicProject({
      env: 'settings-env.py',
      revisions: select,
      files: { 'app/__init__.py': '', 'app/settings.py': settings },
    });
    const env = {
      APP_DATABASE_URL: '{url}',
      APP_SECRET_KEY: 'placeholder',
      APP_WORKERS: '1',
      API_TOKEN: 'placeholder',
    };
    await using mover = await open(project, await postgresTarget(server), { project: { env } });
    expect(await mover.upgrade('a1', traced)).toMatchObject({ outcome: 'ok', bodies: 1, notes: [] });
  });
});

describe('the URL may come from anywhere', () => {
  const env = (line: string, more = '') =>
    `import os\nfrom alembic import context\nimport sqlalchemy as sa\n${more}\nengine = ${line}\nwith engine.connect() as connection:\n    context.configure(connection=connection)\n    with context.begin_transaction():\n        context.run_migrations()\n`;

  test.each([
    {
      line: "sa.create_engine('mysql+pymysql://root:pw@db.prod/shop', pool_recycle=3600, pool_size=5)",
      asked: 'mysql+pymysql://root:***@db.prod/shop',
    },
    {
      line: "sa.create_engine('sqlite:////srv/app.db', connect_args={'check_same_thread': False}, poolclass=sa.pool.StaticPool)",
      asked: 'sqlite:////srv/app.db',
    },
    { line: "sa.create_engine('postgresql://', creator=lambda: 1 / 0)", asked: 'postgresql://' },
    { line: "sa.create_engine(os.environ.get('NOT_SET'))", asked: 'None' },
    { line: "sa.create_engine('postgresql://None:None@None:None/None')", asked: 'something that is no database URL' },
  ])('$asked', async ({ line, asked }) => {
    using project = alembicProject({ env: env(line), revisions: select });
    for (const target of [await postgresTarget(server), project.sqlite()]) {
      await using mover = await open(project, target);
      const step = await mover.upgrade('a1', traced);
      expect(step).toMatchObject({ outcome: 'ok', bodies: 1 });
      expect(step.notes.map(({ what }) => what).join()).toContain(asked);
      expect(project.line(step.notes[0]?.at ?? null)).toContain('engine =');
      expect((await mover.downgrade('a1', traced)).notes).toEqual([]);
    }
  });

  test('DATABASE_URL, templates and pass-env reach the code; nothing of the gate’s own does', async () => {
    const check =
      "assert os.environ['SHOWN'] == 'yes' and os.environ['DB'].endswith('/scratch.db')\nassert 'GITHUB_TOKEN' not in os.environ and 'PGPASSWORD' not in os.environ";
    using project = alembicProject({
      env: env("sa.create_engine(os.environ['DATABASE_URL'])", check),
      revisions: select,
    });
    await using mover = await open(project, project.sqlite(), {
      project: { env: { DB: '{path}' }, passEnv: ['SHOWN'] },
      environment: { SHOWN: 'yes', GITHUB_TOKEN: 'secret', PGPASSWORD: 'secret' },
    });
    expect(await mover.upgrade('a1', traced)).toMatchObject({ outcome: 'ok', notes: [] });
  });

  test('what the engine was asked to be survives the redirect', async () => {
    const line =
      "sa.create_engine('postgresql://u:p@db.prod/app?options=-csearch_path%3Dapp', isolation_level='SERIALIZABLE')";
    const check =
      "assert connection.exec_driver_sql('SHOW search_path').scalar() == 'app'\n    assert connection.exec_driver_sql('SHOW transaction_isolation').scalar() == 'serializable'\n    assert connection.exec_driver_sql('SHOW application_name').scalar() == 'migration-gate-test'\n    connection.rollback()\n    context.configure";
    using project = alembicProject({
      env: env(line).replace('context.configure', check),
      revisions: { a1: revision('a1', null, 'pass') },
    });
    const target = await postgresTarget(server);
    await server.query(target.database, 'CREATE SCHEMA app');
    await using mover = await open(project, target);
    expect(await mover.upgrade('a1', traced)).toMatchObject({ outcome: 'ok' });
    expect(await server.query(target.database, 'SELECT version_num FROM app.alembic_version')).toEqual([
      { version_num: 'a1' },
    ]);
  });

  test('several databases in one run are refused, several schemas of one are not', async () => {
    const loop = (items: string, url: string) =>
      `from alembic import context\nimport sqlalchemy as sa\nfor name in ${items}:\n    with sa.create_engine(${url}).connect() as connection:\n        context.configure(connection=connection, version_table='version_' + name)\n        with context.begin_transaction():\n            context.run_migrations()\n`;
    expect(await refusal({ env: loop("('one', 'two')", "'postgresql://h/' + name") })).toMatchObject({
      code: 'unsupported',
    });
    using project = alembicProject({ env: loop("('one', 'two')", "'postgresql://h/app'"), revisions: select });
    await using mover = await open(project, project.sqlite());
    const step = await mover.upgrade('a1', traced);
    expect(step.bodies).toBe(2);
    expect(step.versionTables.map(({ table }) => table)).toEqual(['version_one', 'version_two']);
  });

  test('an async engine on SQLite without aiosqlite says what to install', async () => {
    const hidden = 'import sys\nsys.modules["aiosqlite"] = None\n';
    const asynchronous = `${hidden}from sqlalchemy.ext.asyncio import create_async_engine\ncreate_async_engine('postgresql+asyncpg://h/d')\n`;
    const error = await refusal({ env: asynchronous });
    expect(error).toMatchObject({ code: 'tool-missing', hint: expect.stringContaining('pip install aiosqlite') });
  });
});

test('an env.py that runs no migration has run no body', async () => {
  using project = alembicProject({ env: 'from alembic import context\nassert context\n', revisions: select });
  await using mover = await open(project, project.sqlite());
  expect(await mover.upgrade('a1', traced)).toMatchObject({ outcome: 'ok', bodies: 0, applied: [], versionTables: [] });
});

test('[tool.alembic], a section, -x arguments and a script location alone', async () => {
  const env =
    "from alembic import context\nimport sqlalchemy as sa\nassert context.get_x_argument(as_dictionary=True) == {'tenant': 'a'}\nwith sa.create_engine('sqlite://').connect() as connection:\n    context.configure(connection=connection)\n    with context.begin_transaction():\n        context.run_migrations()\n";
  const toml = '[tool.alembic]\nscript_location = "%(here)s/migrations"\nprepend_sys_path = ["."]\n';
  for (const facts of [
    { style: 'toml', iniFile: null, id: 'pyproject.toml' },
    { style: 'none', iniFile: null, id: 'migrations' },
    { style: 'ini', section: 'other' },
  ] as const) {
    using project = alembicProject({
      env,
      revisions: select,
      files: { 'pyproject.toml': toml, 'alembic.ini': '[other]\nscript_location = migrations\n' },
    });
    const shaped = {
      ...project,
      facts: { ...project.facts, ...facts, tomlFile: `${project.root}/pyproject.toml`, x: ['tenant=a'] },
    };
    await using mover = await open(shaped, project.sqlite());
    expect(issued(project, await mover.upgrade('a1', traced))).toEqual([["op.execute('SELECT 1')", 'SELECT 1']]);
  }
});
