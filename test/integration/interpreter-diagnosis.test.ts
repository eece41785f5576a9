import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { WorkingTree } from '../../src/repository/working-tree.ts';
import { alembic } from '../../src/tools/alembic/index.ts';
import type { Diagnosis } from '../../src/tools/tool.ts';
import { ScratchFolder } from '../unit/repository/scratch-repository.ts';

const real = join(import.meta.dirname, '../../.cache/python/bin/python');

const sound = {
  'alembic.ini': '[alembic]\nscript_location = m\nsqlalchemy.url = postgresql://u:secret@h/d\n',
  'm/env.py':
    'import os\nconfig.set_main_option("sqlalchemy.url", os.environ["DATABASE_URL"])  # os.getenv("NOT_THIS")\n',
  'm/versions/a.py': `revision = 'a'\ndown_revision = None\n`,
  'm/versions/b.py': `revision = 'b'\ndown_revision = None\n`,
};

async function diagnose(
  files: Readonly<Record<string, string>>,
  python = real,
): Promise<ReadonlyMap<string, Diagnosis>> {
  using folder = new ScratchFolder();
  folder.write(files);
  const options = {
    config: null,
    scriptLocation: null,
    section: null,
    python,
    env: {},
    passEnv: [],
    envFiles: [],
    x: [],
    allowConnect: [],
  };
  const tool = {
    root: folder.path,
    workingTree: new WorkingTree(folder.path),
    projects: [options],
    environment: { PATH: '/usr/bin:/bin' },
    cacheFolder: null,
  };
  const [project] = await alembic.detect(tool);
  const found = (await project?.diagnose()) ?? [];
  return new Map(found.map((one) => [one.subject, one]));
}

describe('the diagnosis', () => {
  test('of a sound project tells what would be used, without passwords', async () => {
    const found = await diagnose(sound);
    expect([...found.values()].filter(({ ok }) => !ok)).toEqual([]);
    expect(found.get('configuration')?.what).toBe('alembic.ini (an ini file)');
    expect(found.get('script location')?.what).toBe('m, run from the root');
    expect(found.get('revisions')?.what).toBe('m/versions: 2, 2 heads: a, b');
    expect(found.get('database URL')?.what).toBe(
      'sqlalchemy.url is postgresql://u:***@h/d; env.py reads DATABASE_URL from the environment, sets sqlalchemy.url to `os.environ["DATABASE_URL"]`. Every connection goes to a scratch database instead.',
    );
    expect(found.get('interpreter')?.what).toMatch(
      /python \(configured\): Python 3\.\d+\.\d+, Alembic 1\.\d+\.\d+, SQLAlchemy 2\./,
    );
    expect(found.get('driver for postgres')?.what).toBe('psycopg, psycopg2, asyncpg, pg8000');
    expect(found.get('driver for sqlite')?.what).toBe('sqlite3, aiosqlite');
  });

  test('of an interpreter that does not serve says why, and how to name another', async () => {
    const interpreter = (await diagnose(sound, '/nowhere/python')).get('interpreter');
    expect(interpreter).toMatchObject({ ok: false, what: '/nowhere/python (configured): there is no such program' });
    expect(interpreter?.wayOut).toContain('--python PATH');
  });

  test('of a broken history names the file', async () => {
    const broken = { ...sound, 'm/versions/c.py': `revision = 'c'\ndown_revision = 'gone'\n` };
    expect((await diagnose(broken)).get('revisions')).toMatchObject({
      ok: false,
      what: expect.stringContaining('m/versions/c.py: down_revision names `gone`'),
    });
  });

  test('of a project whose revisions lie deeper says how Alembic finds them', async () => {
    const deeper = { 'alembic.ini': sound['alembic.ini'], 'm/env.py': '', 'm/versions/sqlite/a.py': '' };
    const revisions = (await diagnose(deeper)).get('revisions');
    expect(revisions).toMatchObject({
      ok: false,
      what: 'm/versions: none, but deeper files such as m/versions/sqlite/a.py',
    });
    expect(revisions?.wayOut).toContain('recursive_version_locations');
  });

  test('of a project without revisions says how to write one', async () => {
    const empty = { 'alembic.ini': sound['alembic.ini'], 'm/env.py': '' };
    expect((await diagnose(empty)).get('revisions')).toMatchObject({ ok: false, what: 'm/versions: none' });
  });
});
