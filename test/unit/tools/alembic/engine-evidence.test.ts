import { describe, expect, test } from '@jest/globals';
import { alembic } from '../../../../src/tools/alembic/index.ts';
import { treeOf } from './tree-of.ts';

type Files = Readonly<Record<string, string>>;

async function evidence(files: Files, url = '') {
  const all = {
    'svc/alembic.ini': `[alembic]\nscript_location = m\nsqlalchemy.url = ${url}\n`,
    'svc/m/env.py': '',
    ...files,
  };
  const [project] = await alembic.detect({
    root: '/repo',
    workingTree: treeOf(all),
    projects: [],
    environment: {},
    cacheFolder: null,
  });
  if (!project) throw new Error('no project');
  return project.engineEvidence();
}

const backends = async (files: Files, url = ''): Promise<readonly string[]> => [
  ...new Set((await evidence(files, url)).engines.map((one) => (one.engine === 'other' ? one.backend : one.engine))),
];

describe('a backend is shown by', () => {
  test.each<[string, Files, string, string[]]>([
    ['the ini’s URL', {}, 'sqlite:///app.db', ['sqlite']],
    ['the ini’s URL with a driver', {}, 'postgresql+asyncpg://h/d', ['postgres']],
    ['the ini’s URL with holes', {}, 'postgresql://%(USER)s@h/d', ['postgres']],
    ['the ini’s URL of another kind', {}, 'mysql+pymysql://h/d', ['mysql']],
    ['a URL in .env', { 'svc/.env': 'DATABASE_URL=sqlite+aiosqlite:///x.db\n' }, '', ['sqlite']],
    ['a URL in an example of .env at the root', { '.env.example': 'export DB="postgres://h/d"\n' }, '', ['postgres']],
    ['a variable for Postgres', { '.env': 'POSTGRES_HOST=db\n' }, '', ['postgres']],
    [
      'a URL in a compose file',
      { 'docker-compose.yml': 'environment:\n  URL: sqlite:////data/app.db\n' },
      '',
      ['sqlite'],
    ],
    ['an image in a compose file', { 'compose.dev.yaml': 'services:\n  db:\n    image: "mysql:8"\n' }, '', ['mysql']],
    ['a driver in requirements', { 'svc/requirements-dev.txt': 'aiosqlite==0.20\n' }, '', ['sqlite']],
    ['a driver in a folder of requirements', { 'requirements/base.txt': 'psycopg2_binary>=2\n' }, '', ['postgres']],
    ['a driver in pyproject.toml', { 'pyproject.toml': 'dependencies = ["asyncpg>=0.29"]\n' }, '', ['postgres']],
    ['a URL in settings', { 'svc/app/core/config.py': 'URL = "sqlite:///./app.db"\n' }, '', ['sqlite']],
    ['a type in settings', { 'svc/app/settings.py': 'url: PostgresDsn\n' }, '', ['postgres']],
    ['render_as_batch', { 'svc/m/env.py': 'context.configure(render_as_batch=True)\n' }, '', ['sqlite']],
    ['batch_alter_table', { 'svc/m/versions/a.py': 'with op.batch_alter_table("t") as b:\n  pass\n' }, '', ['sqlite']],
    ['a branch on sqlite', { 'svc/m/versions/a.py': 'if bind.dialect.name == "sqlite":\n  pass\n' }, '', ['sqlite']],
    ['a branch on one of several', { 'svc/m/env.py': 'if dialect.name in ("sqlite",):\n  pass\n' }, '', ['sqlite']],
    [
      'a branch on postgresql, beside which there must be another',
      { 'svc/m/versions/a.py': 'if bind.dialect.name != "postgresql":\n  pass\n' },
      '',
      ['postgres', 'sqlite'],
    ],
    [
      'an import of a dialect’s types',
      { 'svc/m/versions/a.py': 'from sqlalchemy.dialects import postgresql\n' },
      '',
      ['postgres'],
    ],
    [
      'an import from a dialect',
      { 'svc/m/versions/a.py': 'from sqlalchemy.dialects.postgresql import JSONB\n' },
      '',
      ['postgres'],
    ],
    ['a URL in env.py', { 'svc/m/env.py': 'url = "sqlite:///x.db"\n' }, '', ['sqlite']],
  ])('%s', async (_, files, url, expected) => {
    expect(await backends(files, url)).toEqual(expected);
  });
});

describe('no backend is shown by', () => {
  test.each<[string, Files, string]>([
    ['the template’s URL', {}, 'driver://user:pass@localhost/dbname'],
    ['a comment in .env', { '.env': '# DATABASE_URL=sqlite:///x.db\n' }, ''],
    ['a comment in requirements', { 'requirements.txt': '# aiosqlite\n' }, ''],
    ['a package whose name holds a driver’s', { 'requirements.txt': 'aiosqlite-extras\npytest-asyncpg\n' }, ''],
    ['a comment in env.py', { 'svc/m/env.py': '# render_as_batch=True, sqlite:///x.db\n' }, ''],
    ['render_as_batch switched off', { 'svc/m/env.py': 'context.configure(render_as_batch=False)\n' }, ''],
    ['the requirements of another service', { 'other/requirements.txt': 'aiosqlite\n' }, ''],
    ['the settings of tests', { 'svc/tests/settings.py': 'URL = "sqlite://"\n' }, ''],
    ['code that is no settings', { 'svc/app/views.py': 'URL = "sqlite://"\n' }, ''],
    ['a service that is called like one', { 'compose.yml': 'services:\n  postgres:\n    build: .\n' }, ''],
  ])('%s', async (_, files, url) => {
    expect(await backends(files, url)).toEqual([]);
  });

  test('a branch on postgresql where MySQL is in sight', async () => {
    const files = {
      'svc/m/versions/a.py': 'if bind.dialect.name == "postgresql":\n  pass\n',
      'requirements.txt': 'pymysql\n',
    };
    expect(await backends(files)).toEqual(['mysql', 'postgres']);
  });
});

test('every sign is told with the file and the words, without passwords, once for each kind', async () => {
  const revisions = Object.fromEntries(
    ['a', 'b'].map((id) => [`svc/m/versions/${id}.py`, 'op.batch_alter_table("t")\n']),
  );
  const { engines } = await evidence(revisions, 'postgresql://u:secret@h/d');
  expect(engines).toEqual([
    { engine: 'postgres', backend: 'postgresql', what: 'sqlalchemy.url in svc/alembic.ini is postgresql://u:***@h/d' },
    { engine: 'sqlite', backend: 'sqlite', what: 'svc/m/versions/a.py uses batch_alter_table' },
  ]);
});

describe('the major of Postgres', () => {
  const major = async (files: Files) => (await evidence(files)).postgresMajor;
  const image = (name: string) => major({ 'docker-compose.yml': `services:\n  db:\n    image: ${name}\n` });

  test.each([
    ['postgres:16', 16],
    ['postgres:16-alpine', 16],
    ['"postgres:15.4-bookworm"', 15],
    ["'docker.io/library/postgres:14'", 14],
    ['postgis/postgis:15-3.3', 15],
    ['pgvector/pgvector:pg16', 16],
    ['pgvector/pgvector:0.8.0-pg17', 17],
    ['timescale/timescaledb:2.14.2-pg15', 15],
    ['timescale/timescaledb-ha:pg16', 16],
    ['bitnami/postgresql:16.2.0', 16],
    ['supabase/postgres:15.1.0.147', 15],
    [`postgres:\${POSTGRES_VERSION:-13}-alpine`, 13],
    ['postgres:16@sha256:abc', 16],
    ['postgres:latest', null],
    ['postgres', null],
    ['timescale/timescaledb:2.14.2', null],
    [`postgres:\${VERSION}`, null],
    ['mysql:8', null],
    ['my-postgres:16', null],
    ['prometheuscommunity/postgres-exporter:v0.15', null],
  ])('of %s is %j', async (name, expected) => {
    expect(await image(name)).toBe(expected);
  });

  test('is read from workflows too, after what developers run', async () => {
    const workflow = 'jobs:\n  t:\n    services:\n      db:\n        image: postgres:14\n';
    expect(await major({ '.github/workflows/ci.yml': workflow })).toBe(14);
    expect(await major({ '.github/workflows/ci.yml': workflow, 'compose.yml': '  image: postgres:17\n' })).toBe(17);
    expect(await major({ '.gitlab-ci.yml': 'services:\n  - postgres:13\n' })).toBe(13);
    expect(await major({ '.github/workflows/ci.yml': '# image: postgres:14\n' })).toBeNull();
  });
});
