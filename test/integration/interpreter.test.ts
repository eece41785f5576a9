import { chmodSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { GateError } from '../../src/domain/error.ts';
import type { AlembicFacts } from '../../src/tools/alembic/facts.ts';
import { findInterpreter } from '../../src/tools/alembic/interpreter.ts';
import { ScratchFolder } from '../unit/repository/scratch-repository.ts';

const real = join(import.meta.dirname, '../../.cache/python/bin/python');

const works = `#!/bin/sh\nexec ${real} "$@"\n`;
const without = (name: string) => `#!/bin/sh\necho "ModuleNotFoundError: No module named '${name}'" >&2\nexit 1\n`;
const answers = (line: string) => `#!/bin/sh\necho "${line}"\n`;

/** A folder with programs at these paths, which are executable. */
function folderWith(
  programs: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): ScratchFolder {
  const folder = new ScratchFolder().write(programs).write(files);
  for (const path of Object.keys(programs)) chmodSync(join(folder.path, path), 0o755);
  return folder;
}

function factsOf(folder: ScratchFolder, working = 'svc'): AlembicFacts {
  const at = join(folder.path, working);
  folder.write({ [`${working}/alembic.ini`]: '' });
  return {
    root: folder.path,
    id: `${working}/alembic.ini`,
    style: 'ini',
    iniFile: join(at, 'alembic.ini'),
    tomlFile: null,
    section: 'alembic',
    scriptLocation: join(at, 'm'),
    versionFolders: [join(at, 'm/versions')],
    recursive: false,
    workingFolder: at,
    url: null,
    x: [],
    allowConnect: [],
  };
}

/** What is found with nothing on PATH but the folder's own `bin` and a shell. */
async function find(
  folder: ScratchFolder,
  environment: Readonly<Record<string, string>> = {},
  configured: string | null = null,
) {
  const found = await findInterpreter(factsOf(folder), configured, { PATH: `${folder.path}/bin`, ...environment });
  return { path: found.path.replace(`${folder.path}/`, ''), because: found.because };
}

const refused = (finding: Promise<unknown>): Promise<GateError> =>
  finding.then(
    () => Promise.reject(new Error('it was not refused')),
    (error: GateError) => error,
  );

describe('the interpreter is', () => {
  test('the configured one, with its versions', async () => {
    using folder = new ScratchFolder();
    const found = await findInterpreter(factsOf(folder), real, {});
    expect(found).toEqual({
      path: real,
      because: 'configured',
      installed: expect.stringMatching(/^[0-9a-f]{64}$/),
      version: expect.stringMatching(/^3\.\d+\.\d+/),
      alembic: expect.stringMatching(/^1\./),
      sqlalchemy: expect.stringMatching(/^2\./),
    });
  });

  test('configured relative to the root, as a folder of an environment, or as a program on PATH', async () => {
    using folder = folderWith({ 'tools/env/bin/python': works, 'bin/python3.99': works });
    expect(await find(folder, {}, 'tools/env/bin/python')).toEqual({
      path: 'tools/env/bin/python',
      because: 'configured',
    });
    expect(await find(folder, {}, 'tools/env')).toEqual({ path: 'tools/env/bin/python', because: 'configured' });
    expect(await find(folder, {}, 'python3.99')).toEqual({ path: 'bin/python3.99', because: 'configured' });
  });

  test('the active environment’s before one beside the project', async () => {
    using folder = folderWith({ 'active/bin/python': works, 'svc/.venv/bin/python': works });
    expect(await find(folder, { VIRTUAL_ENV: join(folder.path, 'active') })).toEqual({
      path: 'active/bin/python',
      because: 'VIRTUAL_ENV',
    });
  });

  test('the nearest environment from the project up to the root', async () => {
    using folder = folderWith({ '.venv/bin/python': works, 'svc/venv/bin/python': works });
    expect(await find(folder)).toEqual({ path: 'svc/venv/bin/python', because: 'venv in svc' });
  });

  test('the environment at the root', async () => {
    using folder = folderWith({ '.venv/bin/python': works, 'bin/python3': works });
    expect(await find(folder)).toEqual({ path: '.venv/bin/python', because: '.venv in the root' });
  });

  test('where uv was told to put it', async () => {
    using folder = folderWith({ 'svc/.uv/bin/python': works });
    expect(await find(folder, { UV_PROJECT_ENVIRONMENT: '.uv' })).toEqual({
      path: 'svc/.uv/bin/python',
      because: 'UV_PROJECT_ENVIRONMENT',
    });
  });

  test('what PDM has written down', async () => {
    using folder = folderWith({ 'elsewhere/python': works });
    folder.write({ 'svc/.pdm-python': `${folder.path}/elsewhere/python\n` });
    expect(await find(folder)).toEqual({ path: 'elsewhere/python', because: '.pdm-python in svc' });
  });

  test.each([
    ['poetry', 'pyproject.toml', '[tool.poetry]\n', 'poetry env info -e'],
    ['poetry', 'poetry.lock', '', 'poetry env info -e'],
    ['pdm', 'pdm.lock', '', 'pdm info --python'],
    ['pipenv', 'Pipfile', '', 'pipenv --py'],
  ])('what %s answers for a project with %s', async (program, file, content, because) => {
    using folder = folderWith({ 'elsewhere/python': works }, { [`svc/${file}`]: content });
    folder.write({ [`bin/${program}`]: answers(`${folder.path}/elsewhere/python`) });
    chmodSync(join(folder.path, 'bin', program), 0o755);
    expect(await find(folder)).toEqual({ path: 'elsewhere/python', because });
  });

  test('not what a package manager says that the project does not use', async () => {
    using folder = folderWith({ 'elsewhere/python': works, 'bin/python3': works });
    folder.write({ 'bin/poetry': answers(`${folder.path}/elsewhere/python`) });
    chmodSync(join(folder.path, 'bin/poetry'), 0o755);
    expect(await find(folder)).toEqual({ path: 'bin/python3', because: 'python3 on PATH' });
  });

  test('the first that can import Alembic', async () => {
    using folder = folderWith({
      'svc/.venv/bin/python': without('alembic'),
      'bin/python3': without('sqlalchemy'),
      'bin/python': works,
    });
    expect(await find(folder)).toEqual({ path: 'bin/python', because: 'python on PATH' });
  });

  test('not misled by a folder of migrations called alembic', async () => {
    using folder = folderWith(
      { 'bin/python3': works },
      { 'svc/alembic/__init__.py': 'raise RuntimeError("not the package")\n' },
    );
    expect(await find(folder)).toEqual({ path: 'bin/python3', because: 'python3 on PATH' });
  });
});

describe('an interpreter that does not serve', () => {
  test('is named when it was configured, and nothing else is tried', async () => {
    using folder = folderWith({ 'py/bin/python': without('alembic'), 'bin/python3': works });
    const error = await refused(find(folder, {}, 'py/bin/python'));
    expect(error).toMatchObject({
      code: 'tool-missing',
      message:
        "The configured interpreter py/bin/python cannot run Alembic: ModuleNotFoundError: No module named 'alembic'.",
    });
    expect(error.hint).toContain('--python PATH');
  });

  test('is said not to be there', async () => {
    using folder = new ScratchFolder();
    expect((await refused(find(folder, {}, 'gone/python'))).message).toContain('there is no such program');
  });

  test('is listed with its reason when none does', async () => {
    using folder = folderWith({ 'svc/.venv/bin/python': without('alembic'), 'bin/python3': '#!/bin/sh\nexit 3\n' });
    folder.write({ 'bin/python': answers('hello') });
    chmodSync(join(folder.path, 'bin/python'), 0o755);
    const error = await refused(find(folder));
    expect(error.code).toBe('no-interpreter');
    expect(error.message).toContain(
      `svc/.venv/bin/python (.venv in svc): ModuleNotFoundError: No module named 'alembic'`,
    );
    expect(error.message).toContain('bin/python3 (python3 on PATH): ');
    expect(error.message).toContain('bin/python (python on PATH): it answered "hello');
    expect(error.hint).toContain('projects:');
  });

  test('is said to be missing where there is none', async () => {
    using folder = new ScratchFolder();
    expect((await refused(find(folder))).message).toContain('There is no Python at all');
  });
});

test('no token reaches an interpreter', async () => {
  using folder = new ScratchFolder();
  const spy = `#!/bin/sh\nenv > ${folder.path}/seen\nexec ${real} "$@"\n`;
  folder.write({ 'bin/python3': spy });
  chmodSync(join(folder.path, 'bin/python3'), 0o755);
  const path = `${folder.path}/bin:${realpathSync('/usr/bin')}`;
  await find(folder, { PATH: path, GITHUB_TOKEN: 'secret', PGPASSWORD: 'secret', LANG: 'C' });
  const { readFileSync } = await import('node:fs');
  const seen = readFileSync(join(folder.path, 'seen'), 'utf8');
  expect(seen).toContain('LANG=C');
  expect(seen).not.toContain('secret');
});
