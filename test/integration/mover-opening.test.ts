import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { nothingSaid } from '../../src/tools/alembic/detect.ts';
import {
  alembicProject,
  issued,
  open,
  openingFailure,
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

describe('an env.py that fails before any migration ran', () => {
  test.each([
    { env: "raise RuntimeError('no such tenant')\n", says: ['RuntimeError: no such tenant', 'at migrations/env.py:1'] },
    { env: 'import sys\nsys.exit(0)\n', says: ['the code called sys.exit(0)', 'at migrations/env.py:2'] },
    { env: "import os\nprint('bye')\nos._exit(0)\n", says: ['exited with code 0', 'bye'] },
    { env: 'import nothing_such\n', says: ["No module named 'nothing_such'"] },
    { env: 'def (\n', says: ['SyntaxError', 'at migrations/env.py:1'] },
  ])('$env', async ({ env, says }) => {
    const error = await openingFailure({ revisions: select, env });
    expect(error).toMatchObject({ name: 'GateError', code: 'env-failed' });
    for (const words of says) expect(error.message).toContain(words);
  });

  test('hangs', async () => {
    const error = await openingFailure(
      { revisions: select, env: 'import time\ntime.sleep(60)\n' },
      { isolate: false, timeoutMs: 3000 },
    );
    expect(error).toMatchObject({ code: 'env-failed' });
    expect(error.message).toContain('within 3 s at migrations/env.py:2');
  });
});

test('revision files that cannot be loaded are the project’s fault', async () => {
  const error = await openingFailure({ revisions: { a1: 'def upgrade(:\n' } });
  expect(error).toMatchObject({ code: 'bad-project' });
  expect(error.message).toContain('migrations/versions/a1.py:1');
});

test('what it prints cannot command the CI that shows the message', async () => {
  const { message } = await openingFailure({
    revisions: select,
    env: "print('::set-output name=x::1')\nprint('a ##[error]b', flush=True)\nimport os; os._exit(3)\n",
  });
  expect(message).toContain('set-output');
  expect(message).not.toMatch(/^\s*::/m);
  expect(message).not.toContain('##[');
});

test('an interpreter or an Alembic that is too old is refused with words', async () => {
  using project = alembicProject({ revisions: select });
  const { openMover } = await import('../../src/tools/alembic/mover.ts');
  const { interpreter } = await import('./support/alembic-project.ts');
  const options = {
    target: project.sqlite(),
    runFolder: project.root,
    runId: 'test',
    others: new Map(),
    versionFolders: null,
    timeoutMs: 1000,
    isolate: false,
    signal: new AbortController().signal,
  };
  for (const old of [{ version: '3.9.2' }, { alembic: '1.7.7' }])
    await expect(openMover(project.facts, { ...interpreter, ...old }, nothingSaid, {}, options)).rejects.toMatchObject({
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
      revisions: select,
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
    const onPostgres = await openingFailure(shape, { target: await postgresTarget(server) });
    expect(onPostgres).toMatchObject({ code: 'missing-variables' });
    expect(onPostgres.message).toContain('APP_DATABASE_URL, APP_SECRET_KEY, APP_WORKERS, API_TOKEN, LATE_ONE');
    expect(onPostgres.hint.split('\n\n')[1]?.split('\n')).toEqual(block('"{url}"'));
    const onSqlite = await openingFailure(shape);
    expect(onSqlite.hint.split('\n\n')[1]?.split('\n')).toEqual(block('postgresql://gate:gate@localhost/gate'));
  });

  test.each([
    { asks: "context.config.set_main_option('sqlalchemy.url', os.getenv('SHOP_DB_URL'))" },
    { asks: "assert os.environ.get('SHOP_DB_URL'), 'set the database'" },
  ])('and that the code only looked for are found out: $asks', async ({ asks }) => {
    const error = await openingFailure({
      revisions: select,
      env: `import os\nfrom alembic import context\nos.getenv('HOME')\n${asks}\n`,
    });
    expect(error).toMatchObject({ code: 'missing-variables', hint: expect.stringContaining('SHOP_DB_URL: "{url}"') });
    const other = await openingFailure({
      revisions: select,
      env: "import os\nos.getenv('NO_MATTER')\nraise ValueError('other')\n",
    });
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
