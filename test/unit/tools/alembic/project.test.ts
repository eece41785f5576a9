import { describe, expect, test } from '@jest/globals';
import { openRepository } from '../../../../src/repository/index.ts';
import { alembic } from '../../../../src/tools/alembic/index.ts';
import { environment, ScratchRepository } from '../../repository/scratch-repository.ts';

const revision = (id: string, down: string | null): string =>
  `"""Text."""\nrevision = '${id}'\ndown_revision = ${down === null ? 'None' : `'${down}'`}\n\n\ndef upgrade():\n    pass\n`;

async function open(repository: ScratchRepository) {
  const opened = await openRepository({ cwd: repository.path, base: null, all: false, environment });
  const { root, workingTree } = opened;
  const projects = await alembic.detect({ root, workingTree, projects: [], environment, cacheFolder: null });
  return { opened, projects };
}

/** A repository with one project, whose ini holds this as well. */
function projectWith(ini: string, files: Readonly<Record<string, string>>): ScratchRepository {
  const repository = new ScratchRepository();
  repository.commit({ 'alembic.ini': `[alembic]\nscript_location = m\n${ini}`, 'm/env.py': '', ...files });
  return repository;
}

async function only(repository: ScratchRepository) {
  const { opened, projects } = await open(repository);
  const [project] = projects;
  if (!project || !opened.base) throw new Error('no project or no base');
  return {
    project,
    head: await project.history(opened.workingTree),
    base: await project.history(opened.base.tree),
    opened,
  };
}

describe('a project in a repository', () => {
  test('has the histories of the base and of the working tree', async () => {
    using repository = projectWith('', {
      'm/versions/a.py': revision('a', null),
      'm/versions/b.py': revision('b', 'a'),
    });
    repository.git('mv', 'm/versions/a.py', 'm/versions/a_renamed.py');
    repository.write({ 'm/versions/c.py': revision('c', 'b'), 'm/versions/b.py': `# edited\n${revision('b', 'a')}` });
    const { project, base, head, opened } = await only(repository);
    expect([...base.revisions.keys()]).toEqual(['a', 'b']);
    expect([...head.revisions.keys()]).toEqual(['a', 'b', 'c']);
    expect(base.revisions.get('a')?.file).toBe('m/versions/a.py');
    expect(head.revisions.get('a')?.file).toBe('m/versions/a_renamed.py');
    expect([...base.problems, ...head.problems]).toEqual([]);
    const [before, after] = await Promise.all(
      [opened.base?.tree, opened.workingTree].map((tree) => tree?.read('m/versions/b.py')),
    );
    expect(before && after && (await project.sameProgram(before, after))).toBe(true);
  });

  test('loads the files that Alembic loads', async () => {
    using repository = projectWith('', {
      'm/versions/a.py': revision('a', null),
      'm/versions/__init__.py': '',
      'm/versions/.#b.py': 'x',
      'm/versions/readme.md': 'x',
      'm/versions/c.pyc': 'x',
      'm/versions/deeper/d.py': revision('d', 'a'),
      'm/helpers.py': 'x',
    });
    repository.write({ '.gitignore': 'm/versions/e.py\n', 'm/versions/e.py': revision('e', 'a') });
    const { head, project } = await only(repository);
    expect([...head.revisions.keys()]).toEqual(['a', 'e']);
    expect(head.problems).toEqual([]);
    expect(project.isRevisionFile('m/versions/new.py')).toBe(true);
    expect(project.isRevisionFile('m/versions/deeper/d.py')).toBe(false);
    expect(project.isRevisionFile('m/versions/__init__.py')).toBe(false);
    expect(project.isRevisionFile('m/new.py')).toBe(false);
    expect(project.isRevisionFile('other/m/versions/new.py')).toBe(false);
  });

  test('may keep its revisions at any depth', async () => {
    using repository = projectWith('recursive_version_locations = true\n', {
      'm/versions/a.py': revision('a', null),
      'm/versions/2024/b.py': revision('b', 'a'),
      'm/versions/2024/__pycache__/b.py': 'x',
    });
    const { head, project } = await only(repository);
    expect([...head.revisions.keys()].sort()).toEqual(['a', 'b']);
    expect(project.isRevisionFile('m/versions/2025/c.py')).toBe(true);
  });

  test('may keep its revisions in several folders, one of them not there yet', async () => {
    using repository = projectWith('path_separator = space\nversion_locations = m/x m/y m/z\n', {
      'm/x/a.py': revision('a', null),
      'm/y/b.py': revision('b', 'a'),
      'm/versions/c.py': revision('c', 'b'),
    });
    const { head, project } = await only(repository);
    expect(project.versionFolders).toEqual(['m/x', 'm/y', 'm/z']);
    expect([...head.revisions.keys()]).toEqual(['a', 'b']);
  });

  test('whose folders overlap counts every file once', async () => {
    using repository = projectWith(
      'recursive_version_locations = true\npath_separator = space\nversion_locations = m/versions m/versions/x\n',
      {
        'm/versions/x/a.py': revision('a', null),
      },
    );
    const { head } = await only(repository);
    expect(head.problems).toEqual([]);
    expect(head.revisions.size).toBe(1);
  });

  test('was not there at the base when it is new', async () => {
    using repository = new ScratchRepository();
    repository.commit({ 'readme.md': '' });
    repository.write({
      'alembic.ini': '[alembic]\nscript_location = m\n',
      'm/env.py': '',
      'm/versions/a.py': revision('a', null),
    });
    const { base, head } = await only(repository);
    expect(base.revisions.size).toBe(0);
    expect(head.revisions.size).toBe(1);
  });

  test('is one of two', async () => {
    using repository = new ScratchRepository();
    const files = (folder: string) => ({
      [`${folder}/alembic.ini`]: '[alembic]\nscript_location = m\n',
      [`${folder}/m/env.py`]: '',
      [`${folder}/m/versions/a.py`]: revision(folder, null),
    });
    repository.commit({ ...files('one'), ...files('two') });
    const { opened, projects } = await open(repository);
    const histories = await Promise.all(projects.map((project) => project.history(opened.workingTree)));
    expect(projects.map(({ id }) => id)).toEqual(['one/alembic.ini', 'two/alembic.ini']);
    expect(histories.map(({ revisions }) => [...revisions.keys()])).toEqual([['one'], ['two']]);
  });
});

test('a repository without Alembic has no project', async () => {
  using repository = new ScratchRepository();
  repository.commit({ 'readme.md': '', 'pyproject.toml': '[tool.black]\n' });
  expect((await open(repository)).projects).toEqual([]);
});
