import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { baseIngredients, type IngredientsOf } from '../../../../src/tools/alembic/base-ingredients.ts';
import { sourceOf } from '../../../../src/tools/alembic/base-sources.ts';
import { nothingSaid } from '../../../../src/tools/alembic/detect.ts';
import { treeOf } from './tree-of.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'base-ingredients-'));
  writeFileSync(join(root, '.env'), 'SECRET=one\n');
  writeFileSync(join(root, 'other.env'), 'SECRET=two\n');
});
afterAll(() => rmSync(root, { recursive: true }));

const files = {
  'alembic.ini': '[alembic]\nscript_location = migrations\n',
  'requirements.txt': 'alembic\n',
  'shop/__init__.py': '',
  'shop/models.py': 'from shop.settings import URL\n',
  'shop/settings.py': 'URL = 1\n',
  'shop/types.py': 'from . import json_type\n',
  'shop/json_type.py': 'pass\n',
  'sql/seed.sql': 'INSERT INTO orders DEFAULT VALUES;\n',
  'migrations/env.py': 'from shop.models import Base\n',
  'migrations/helpers.py': 'from shop import units\n',
  'migrations/views.sql': 'CREATE VIEW v AS SELECT 1;\n',
  'shop/units.py': 'METRE = 1\n',
  'migrations/versions/0001.py': 'from shop.types import Json\nopen("sql/seed.sql")\n',
  'migrations/versions/0002.py': 'pass\n',
};

const isRevisionFile = (path: string) => path.startsWith('migrations/versions/');

interface Change {
  readonly files?: Readonly<Record<string, string>>;
  readonly of?: Partial<IngredientsOf>;
  readonly engine?: 'postgres' | 'sqlite';
  readonly applied?: readonly string[];
  readonly base?: Readonly<Record<string, string>>;
}

function ingredientsOf(change: Change) {
  const tree = { ...files, ...change.files };
  const applied = change.applied ?? ['0001', '0002'];
  const of: IngredientsOf = {
    facts: {
      root,
      id: 'alembic.ini',
      style: 'ini',
      iniFile: join(root, 'alembic.ini'),
      tomlFile: null,
      section: 'alembic',
      scriptLocation: join(root, 'migrations'),
      versionFolders: [join(root, 'migrations/versions')],
      recursive: false,
      workingFolder: root,
      url: null,
      x: [],
      allowConnect: [],
    },
    interpreter: {
      path: '/usr/bin/python3',
      because: '',
      version: '3.12.1',
      alembic: '1.20.1',
      sqlalchemy: '2.0.1',
      installed: 'a',
    },
    options: { ...nothingSaid, env: { KEY: 'value' }, passEnv: ['PASSED'], envFiles: ['.env'] },
    environment: { PASSED: 'here', HOME: '/home/a', LANG: 'C.UTF-8' },
    scriptFolders: ['migrations', 'migrations/versions'],
    isRevisionFile,
    ...change.of,
  };
  const revisions = applied.map((id) => {
    const file = `migrations/versions/${id}.py`;
    return { id, file, ...sourceOf(Buffer.from((change.base ?? tree)[file as keyof typeof tree] ?? '')) };
  });
  return baseIngredients(
    of,
    revisions,
    treeOf(tree),
    change.base ? treeOf(change.base) : null,
    change.engine ?? 'sqlite',
  );
}

const changed = async (change: Change) => {
  const [before, after] = [await ingredientsOf({}), await ingredientsOf(change)];
  return Object.keys(before).filter((name) => before[name] !== after[name]);
};

const interpreter = {
  path: '/usr/bin/python3',
  because: '',
  version: '3.12.1',
  alembic: '1.20.1',
  sqlalchemy: '2.0.1',
  installed: 'a',
};
const options = { ...nothingSaid, env: { KEY: 'value' }, passEnv: ['PASSED'], envFiles: ['.env'] };

describe('another base', () => {
  const cases: readonly (readonly [string, Change, string])[] = [
    [
      'a revision of it',
      { files: { 'migrations/versions/0001.py': 'from shop.types import Json\nopen("sql/seed.sql")\n\n' } },
      'revisions',
    ],
    ['a revision less', { applied: ['0001'] }, 'revisions'],
    ['env.py', { files: { 'migrations/env.py': 'from shop.models import Base, other\n' } }, 'script location'],
    ['SQL in the script location', { files: { 'migrations/views.sql': '' } }, 'script location'],
    [
      'a helper in the script location',
      { files: { 'migrations/helpers.py': 'from shop import units\n#\n' } },
      'script location',
    ],
    ['what a helper imports', { files: { 'shop/units.py': 'METRE = 2\n' } }, 'imported and read'],
    [
      'a module that a revision imports',
      { files: { 'shop/types.py': 'from . import json_type as j\n' } },
      'imported and read',
    ],
    ['what that module imports', { files: { 'shop/json_type.py': 'x = 1\n' } }, 'imported and read'],
    ['the package it lies in', { files: { 'shop/__init__.py': 'x = 1\n' } }, 'imported and read'],
    ['a file that a revision reads', { files: { 'sql/seed.sql': '' } }, 'imported and read'],
    ['requirements', { files: { 'requirements.txt': 'alembic==1\n' } }, 'lock files'],
    ['a lock file that was not there', { files: { 'uv.lock': '' } }, 'lock files'],
    ['alembic.ini', { files: { 'alembic.ini': '[alembic]\n' } }, 'configuration'],
    ['Python', { of: { interpreter: { ...interpreter, version: '3.12.2' } } }, 'interpreter'],
    ['Alembic', { of: { interpreter: { ...interpreter, alembic: '1.20.2' } } }, 'interpreter'],
    ['SQLAlchemy', { of: { interpreter: { ...interpreter, sqlalchemy: '2.1.0' } } }, 'interpreter'],
    ['what else is installed', { of: { interpreter: { ...interpreter, installed: 'b' } } }, 'interpreter'],
    ['a variable', { of: { options: { ...options, env: { KEY: 'other' } } } }, 'variables'],
    ['a variable that passes', { of: { environment: { PASSED: 'there', LANG: 'C.UTF-8' } } }, 'variables'],
    ['the language', { of: { environment: { PASSED: 'here', LANG: 'de_DE' } } }, 'variables'],
    ['what an env-file holds', { of: { options: { ...options, envFiles: ['other.env'] } } }, 'variables'],
    ['an argument for -x', { of: { options: { ...options, x: ['tenant=a'] } } }, 'options'],
  ];
  test.each(cases)('for %s', async (_, change, name) => {
    expect(await changed(change)).toContain(name);
  });
});

describe('the same base', () => {
  const cases: readonly (readonly [string, Change])[] = [
    ['a revision that is new', { files: { 'migrations/versions/0003.py': 'pass\n' } }],
    ['the models that env.py imports', { files: { 'shop/models.py': 'from shop.settings import OTHER\n' } }],
    [
      'where Python lies and who runs it',
      {
        of: {
          interpreter: { ...interpreter, path: '/opt/python' },
          environment: { PASSED: 'here', HOME: '/home/b', LANG: 'C.UTF-8' },
        },
      },
    ],
    ['a file that nothing speaks of', { files: { 'README.md': 'x' } }],
  ];
  test.each(cases)('for %s', async (_, change) => {
    expect(await changed(change)).toEqual([]);
  });
});

test('a variable counts on the engine it is given for', async () => {
  const of = { options: { ...options, env: { KEY: { postgres: 'a', sqlite: 'b' } } } };
  expect((await ingredientsOf({ of, engine: 'postgres' })).variables).not.toBe((await ingredientsOf({ of })).variables);
});

test('where the base commit’s files build it, they count as well', async () => {
  expect(await changed({ base: { ...files, 'migrations/versions/0001.py': 'other\n' } })).toEqual(
    expect.arrayContaining(['revisions', 'script location']),
  );
});

test('no value of a variable is in what is told', async () => {
  const of = { options: { ...options, env: { KEY: 'a-secret-value' } }, environment: { PASSED: 'another-secret' } };
  expect(JSON.stringify(await ingredientsOf({ of }))).not.toContain('secret');
});
