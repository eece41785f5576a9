import { describe, expect, test } from '@jest/globals';
import type { GateError } from '../../../../src/domain/error.ts';
import { detectProjects, nothingSaid } from '../../../../src/tools/alembic/detect.ts';
import type { ProjectOptions } from '../../../../src/tools/tool.ts';
import { treeOf } from './tree-of.ts';

type Files = Readonly<Record<string, string>>;

const detect = (files: Files, ...projects: readonly Partial<ProjectOptions>[]) =>
  detectProjects({
    root: '/repo',
    workingTree: treeOf(files),
    projects: projects.map((project) => ({ ...nothingSaid, ...project })),
    environment: {},
    cacheFolder: null,
  });

const facts = async (files: Files, ...projects: readonly Partial<ProjectOptions>[]) =>
  (await detect(files, ...projects)).map((detected) => detected.facts);

const refused = (files: Files, ...projects: readonly Partial<ProjectOptions>[]): Promise<GateError> =>
  detect(files, ...projects).then(
    () => Promise.reject(new Error('it was not refused')),
    (error: GateError) => error,
  );

const ini = (location: string, rest = ''): string => `[alembic]\nscript_location = ${location}\n${rest}`;

describe('a project', () => {
  test('is an alembic.ini with the folder beside it', async () => {
    const files = { 'alembic.ini': ini('migrations', 'sqlalchemy.url = sqlite:///a.db\n'), 'migrations/env.py': '' };
    expect(await facts(files)).toEqual([
      {
        root: '/repo',
        id: 'alembic.ini',
        style: 'ini',
        iniFile: '/repo/alembic.ini',
        tomlFile: null,
        section: 'alembic',
        scriptLocation: '/repo/migrations',
        versionFolders: ['/repo/migrations/versions'],
        recursive: false,
        workingFolder: '/repo',
        url: 'sqlite:///a.db',
        x: [],
        allowConnect: [],
      },
    ]);
  });

  test.each([
    ['the ini’s own folder', 'backend/alembic.ini', 'migrations', 'backend/migrations', 'backend'],
    ['the root', 'backend/alembic.ini', 'backend/migrations', 'backend/migrations', ''],
    ['a folder in between', 'a/config/alembic.ini', 'migrations', 'a/migrations', 'a'],
    ['%(here)s', 'backend/alembic.ini', '%(here)s/migrations', 'backend/migrations', 'backend'],
    ['./ and a slash at the end', 'alembic.ini', './migrations/', 'migrations', ''],
    ['the folder above', 'config/alembic.ini', '%(here)s/../migrations', 'migrations', 'config'],
    ['the folder itself', 'migrations/alembic.ini', '.', 'migrations', 'migrations'],
    ['a package', 'alembic.ini', 'app.db:migrations', 'src/app/db/migrations', ''],
  ])('may be named from %s', async (_, file, location, folder, workingFolder) => {
    const [found] = await facts({ [file]: ini(location), [`${folder}/env.py`]: '' });
    expect(found).toMatchObject({ id: file, scriptLocation: `/repo/${folder}` });
    expect(found?.workingFolder).toBe(workingFolder === '' ? '/repo' : `/repo/${workingFolder}`);
  });

  test('named by a package is the one nearest to the ini', async () => {
    const files = {
      'b/alembic.ini': ini('app:migrations'),
      'a/app/migrations/env.py': '',
      'b/app/migrations/env.py': '',
    };
    expect(await facts(files)).toEqual([expect.objectContaining({ scriptLocation: '/repo/b/app/migrations' })]);
  });

  test('is [tool.alembic] of a pyproject.toml, with the ini beside it', async () => {
    const files = {
      'pyproject.toml':
        '[tool.alembic]\nscript_location = "%(here)s/m"\nrecursive_version_locations = true\nversion_locations = ["%(here)s/m/a", "m/b"]\n',
      'alembic.ini': '[alembic]\nsqlalchemy.url = sqlite://\n',
      'm/env.py': '',
    };
    expect(await facts(files)).toEqual([
      expect.objectContaining({
        id: 'pyproject.toml',
        style: 'toml',
        iniFile: '/repo/alembic.ini',
        tomlFile: '/repo/pyproject.toml',
        versionFolders: ['/repo/m/a', '/repo/m/b'],
        recursive: true,
        url: 'sqlite://',
      }),
    ]);
    const { 'alembic.ini': _, ...alone } = files;
    expect(await facts(alone)).toEqual([expect.objectContaining({ style: 'toml', iniFile: null })]);
  });

  test('is Flask-Migrate’s ini beside env.py, run from the folder above', async () => {
    const files = { 'web/migrations/alembic.ini': '[alembic]\n# file_template = x\n', 'web/migrations/env.py': '' };
    expect(await facts(files)).toEqual([
      expect.objectContaining({
        id: 'web/migrations/alembic.ini',
        style: 'flask-migrate',
        scriptLocation: '/repo/web/migrations',
        workingFolder: '/repo/web',
      }),
    ]);
  });

  test('is each section that names a script location', async () => {
    const text = '[DEFAULT]\nx = 1\n[one]\nscript_location = a\n[two]\nscript_location = b\n[loggers]\nkeys = root\n';
    const found = await facts({ 'alembic.ini': text, 'a/env.py': '', 'b/env.py': '' });
    expect(found.map(({ id, section, scriptLocation }) => [id, section, scriptLocation])).toEqual([
      ['alembic.ini:one', 'one', '/repo/a'],
      ['alembic.ini:two', 'two', '/repo/b'],
    ]);
  });

  test('is counted once, however many configurations share its revisions', async () => {
    const files = { 'development.ini': ini('m'), 'alembic.ini': ini('m'), 'production.ini': ini('m'), 'm/env.py': '' };
    expect((await facts(files)).map(({ id }) => id)).toEqual(['alembic.ini']);
  });

  test('may be one of several in a repository', async () => {
    const files = { 'a/alembic.ini': ini('m'), 'a/m/env.py': '', 'b/alembic.ini': ini('m'), 'b/m/env.py': '' };
    expect((await facts(files)).map(({ id }) => id)).toEqual(['a/alembic.ini', 'b/alembic.ini']);
  });

  test.each([
    'tests/fixtures/alembic.ini',
    'fixtures/x/alembic.ini',
    'tests/data/app/alembic.ini',
    '{{cookiecutter.slug}}/alembic.ini',
    'template/{% if x %}a{% endif %}/alembic.ini',
  ])('is not %s', async (file) => {
    expect(await facts({ [file]: ini('m'), [file.replace('alembic.ini', 'm/env.py')]: '' })).toEqual([]);
  });

  test('is not an ini of something else, whether it parses or not', async () => {
    expect(
      await facts({ 'tox.ini': '[tox]\n', 'php.ini': 'script_location\n', 'pyproject.toml': '[tool.black]\n' }),
    ).toEqual([]);
  });
});

describe('version folders', () => {
  const folders = async (rest: string) => {
    const [found] = await facts({ 'db/alembic.ini': ini('m', rest), 'db/m/env.py': '', 'app/versions/a.py': '' });
    return found?.versionFolders.map((folder) => folder.replace('/repo/', ''));
  };

  test.each([
    ['', 'a b'],
    ['', 'a, b'],
    ['version_path_separator = space\n', 'a b'],
    ['path_separator = os\n', 'a:b'],
    ['version_path_separator = :\n', 'a:b'],
    ['version_path_separator = ;\n', 'a; b'],
    ['path_separator = newline\n', '\n  a\n  b'],
  ])('with %j are split in %j', async (separator, value) => {
    expect(await folders(`${separator}version_locations = ${value}\n`)).toEqual(['db/a', 'db/b']);
  });

  test('may lie beside the ini or in a package', async () => {
    expect(await folders('version_locations = %(here)s/v app:versions\n')).toEqual(['db/v', 'app/versions']);
  });

  test('may be searched at any depth', async () => {
    const files = (value: string) => ({
      'alembic.ini': ini('m', `recursive_version_locations = ${value}\n`),
      'm/env.py': '',
    });
    expect(await facts(files('true'))).toEqual([expect.objectContaining({ recursive: true })]);
    expect(await facts(files('false'))).toEqual([expect.objectContaining({ recursive: false })]);
  });
});

describe('the URL', () => {
  test.each([
    ['postgresql://u:p%%40@h/d', 'postgresql://u:p%40@h/d'],
    ['%(scheme)s://h/d', 'postgresql://h/d'],
    ['%(DB_USER)s@h', null],
    ['', null],
  ])('%j is %j', async (written, url) => {
    const rest = `scheme = postgresql\nsqlalchemy.url = ${written}\n`;
    expect(await facts({ 'alembic.ini': ini('m', rest), 'm/env.py': '' })).toEqual([expect.objectContaining({ url })]);
  });
});

describe('what the user says', () => {
  const files = {
    'a/alembic.ini': `${ini('m')}[other]\nscript_location = n\n`,
    'a/m/env.py': '',
    'a/n/env.py': '',
    'b/pyproject.toml': '[tool.alembic]\nscript_location = "m"\n',
    'b/m/env.py': '',
    'c/src/migrations/env.py': '',
    'c/setup.py': '',
  };

  test('names a file, a folder, a section', async () => {
    expect(await facts(files, { config: 'a/alembic.ini' })).toEqual([expect.objectContaining({ id: 'a/alembic.ini' })]);
    expect(await facts(files, { config: './a' })).toEqual([expect.objectContaining({ id: 'a/alembic.ini' })]);
    expect(await facts(files, { config: 'b' })).toEqual([expect.objectContaining({ id: 'b/pyproject.toml' })]);
    expect(await facts(files, { config: 'a', section: 'other' })).toEqual([
      expect.objectContaining({ id: 'a/alembic.ini:other', scriptLocation: '/repo/a/n' }),
    ]);
  });

  test('names a script location without an ini, run from the folder that holds the Python project', async () => {
    expect(await facts(files, { scriptLocation: 'c/src/migrations' })).toEqual([
      expect.objectContaining({ id: 'c/src/migrations', style: 'none', iniFile: null, workingFolder: '/repo/c' }),
    ]);
  });

  test('beats the ini’s script location', async () => {
    expect(await facts(files, { config: 'a', scriptLocation: 'n' })).toEqual([
      expect.objectContaining({ id: 'a/alembic.ini', scriptLocation: '/repo/a/n' }),
    ]);
  });

  test('without a name counts for every project that is found', async () => {
    const found = await detect(files, { python: 'py', x: ['a=b'] });
    expect(found.map(({ options, facts }) => [facts.id, options.python, facts.x])).toEqual([
      ['a/alembic.ini', 'py', ['a=b']],
      ['a/alembic.ini:other', 'py', ['a=b']],
      ['b/pyproject.toml', 'py', ['a=b']],
    ]);
  });
});

describe('bad input names file, line and value', () => {
  const at = (message: string) =>
    expect.objectContaining({ code: 'bad-project', message: expect.stringContaining(message) });

  test.each<[string, Files, Partial<ProjectOptions>[], string]>([
    [
      'an ini that does not parse',
      { 'alembic.ini': '[alembic]\nnonsense\n' },
      [],
      'alembic.ini:2: not a valid ini file: `nonsense`',
    ],
    [
      'a script location that is not there',
      { 'alembic.ini': ini('gone') },
      [],
      'alembic.ini:2: script_location `gone` is not there (looked for gone)',
    ],
    [
      'one that is outside',
      { 'alembic.ini': ini('/srv/m') },
      [],
      'alembic.ini:2: script_location `/srv/m` is not there',
    ],
    ['a package that is not there', { 'alembic.ini': ini('app:m') }, [], 'script_location `app:m` is not there'],
    [
      'a folder without env.py',
      { 'alembic.ini': ini('m'), 'm/versions/a.py': '' },
      [],
      'alembic.ini:2: script_location `m` is m, which has no env.py',
    ],
    ['no script location at all', { 'alembic.ini': '[alembic]\n' }, [], 'alembic.ini: it has no script_location'],
    [
      'a name that stands for nothing',
      { 'alembic.ini': ini('%(gone)s/m') },
      [],
      'alembic.ini:2: `%(gone)s` in `%(gone)s/m` names nothing',
    ],
    [
      'a separator that is none',
      { 'alembic.ini': ini('m', 'path_separator = comma\nversion_locations = a,b\n'), 'm/env.py': '' },
      [],
      'alembic.ini:3: path_separator is `comma`',
    ],
    [
      'a pyproject.toml that does not parse',
      { 'pyproject.toml': '[tool.alembic]\nx = \n' },
      [],
      'pyproject.toml:2: not valid TOML',
    ],
    [
      'a value of the wrong kind',
      { 'pyproject.toml': '[tool.alembic]\nscript_location = 3\n' },
      [],
      'pyproject.toml: script_location is 3',
    ],
    [
      'a configuration that is not there',
      {},
      [{ config: 'gone.ini' }],
      'gone.ini: there is no such configuration file',
    ],
    [
      'a section that is not there',
      { 'alembic.ini': ini('m'), 'm/env.py': '' },
      [{ config: 'alembic.ini', section: 'x' }],
      'alembic.ini: there is no section [x]',
    ],
    [
      'a named script location that is not there',
      {},
      [{ scriptLocation: 'gone' }],
      'script_location `gone` is not there',
    ],
  ])('%s', async (_, files, projects, message) => {
    const error = await refused(files, ...projects);
    expect(error).toEqual(at(message));
    expect(error.hint).not.toBe('');
  });
});
