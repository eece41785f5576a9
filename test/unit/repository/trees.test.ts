import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { SourceTree } from '../../../src/domain/sources.ts';
import { openRepository } from '../../../src/repository/index.ts';
import { toBytes, toText } from '../../../src/repository/path-name.ts';
import { environment, ScratchRepository } from './scratch-repository.ts';

const open = (cwd: string) => openRepository({ cwd, base: null, all: false, environment });

async function bothTrees(repository: ScratchRepository): Promise<readonly SourceTree[]> {
  const { base, workingTree } = await open(repository.path);
  return base ? [base.tree, workingTree] : [workingTree];
}

const odd = ['new\nline.py', 'a "quoted" \\ name.py', 'sp ace/[a]*.py', 'ünï/çödé.py', ' leading.py'];

describe('a commit and the working tree', () => {
  test('list and read the same, whatever the names', async () => {
    using repository = new ScratchRepository();
    repository.commit(Object.fromEntries(odd.map((name) => [name, `content of ${name}`])));
    const trees = await bothTrees(repository);
    expect(trees).toHaveLength(2);
    for (const tree of trees) {
      expect(await tree.list('')).toEqual([...odd].sort());
      const contents = await tree.readAll([...odd, 'absent.py', 'sp ace']);
      expect([...contents.keys()].sort()).toEqual([...odd].sort());
      for (const name of odd) expect(contents.get(name)?.toString()).toBe(`content of ${name}`);
      expect(await tree.read('sp ace/absent')).toBeNull();
    }
  });

  test('keep names that are no UTF-8', async () => {
    using repository = new ScratchRepository();
    const name = toText(Buffer.from('caf\xe9.py', 'latin1'));
    const { writeFileSync } = await import('node:fs');
    writeFileSync(Buffer.concat([Buffer.from(`${repository.path}/`), toBytes(name)]), 'x');
    repository.commit();
    for (const tree of await bothTrees(repository)) {
      expect(await tree.list('')).toEqual([name]);
      expect((await tree.read(name))?.toString()).toBe('x');
    }
  });

  test('list a folder at any depth, and only that folder', async () => {
    using repository = new ScratchRepository();
    repository.commit({ 'a/b/c.py': '', 'a/d.py': '', 'ab/e.py': '', 'f.py': '' });
    for (const tree of await bothTrees(repository)) {
      expect(await tree.list('a')).toEqual(['a/b/c.py', 'a/d.py']);
      expect(await tree.list('nowhere')).toEqual([]);
    }
  });

  test('keep bytes as they are', async () => {
    using repository = new ScratchRepository();
    const content = Buffer.from([0, 13, 10, 255, 254, 10]);
    repository.commit({ a: content, b: '', c: '\n' });
    for (const tree of await bothTrees(repository)) {
      const all = await tree.readAll(['a', 'b', 'c']);
      expect(all.get('a')?.equals(content)).toBe(true);
      expect(all.get('b')).toHaveLength(0);
      expect(all.get('c')?.toString()).toBe('\n');
    }
  });

  test('follow links to files inside the repository', async () => {
    using repository = new ScratchRepository();
    repository.write({ 'real/a.py': 'real', 'links/.keep': '' });
    symlinkSync('../real/a.py', join(repository.path, 'links/a.py'));
    symlinkSync('a.py', join(repository.path, 'links/again.py'));
    symlinkSync('nowhere.py', join(repository.path, 'links/dangling.py'));
    symlinkSync('circle.py', join(repository.path, 'links/circle.py'));
    repository.commit();
    for (const tree of await bothTrees(repository)) {
      expect((await tree.read('links/a.py'))?.toString()).toBe('real');
      expect((await tree.read('links/again.py'))?.toString()).toBe('real');
      expect(await tree.read('links/dangling.py')).toBeNull();
      expect(await tree.read('links/circle.py')).toBeNull();
      expect(await tree.list('links')).toEqual(expect.arrayContaining(['links/circle.py', 'links/dangling.py']));
    }
  });
});

describe('the working tree', () => {
  test('holds ignored files, but no environments, packages and caches', async () => {
    using repository = new ScratchRepository();
    repository.commit({ '.gitignore': 'ignored.py\n' });
    repository.write({
      'ignored.py': '',
      'node_modules/x/alembic.ini': '',
      'my-env/pyvenv.cfg': '',
      'my-env/lib/alembic.ini': '',
      'app/__pycache__/a.pyc': '',
      'app/venv/a.py': '',
    });
    const { workingTree } = await open(repository.path);
    expect(await workingTree.list('')).toEqual(['.gitignore', 'app/venv/a.py', 'ignored.py']);
  });
});

describe('a commit', () => {
  test('that holds the folder as a submodule says where to run instead', async () => {
    using inner = new ScratchRepository();
    inner.commit({ 'versions/a.py': '' });
    using outer = new ScratchRepository();
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'db/migrations');
    outer.commit();
    const { base } = await open(outer.path);
    expect(await base?.tree.list('')).toEqual(['.gitmodules']);
    await expect(base?.tree.list('db/migrations/versions')).rejects.toMatchObject({
      code: 'unsupported',
      hint: 'Run the gate in the submodule: cd db/migrations && npx migration-gate check',
    });
  });
});

describe('changed files', () => {
  test('are those changed, added, removed, untracked or ignored since the base, below the folder', async () => {
    using repository = new ScratchRepository();
    repository.commit({
      'm/same.py': '1',
      'm/edited.py': '1',
      'm/gone.py': '1',
      'm/old.py': '1\n2\n3',
      'else.py': '1',
      '.gitignore': '*.tmp',
    });
    repository.git('checkout', '--quiet', '-b', 'topic');
    repository.git('mv', 'm/old.py', 'm/renamed.py');
    repository.commit({ 'm/committed.py': '1' });
    repository
      .write({ 'm/edited.py': '2', 'm/new\n.py': '1', 'm/x.tmp': '1', 'm/__pycache__/a.pyc': '1', 'else.py': '2' })
      .remove('m/gone.py');
    const opened = await open(repository.path);
    const changed = ['m/committed.py', 'm/edited.py', 'm/gone.py', 'm/new\n.py', 'm/old.py', 'm/renamed.py', 'm/x.tmp'];
    expect([...(await opened.changedFiles('m'))].sort()).toEqual(changed);
    expect((await opened.changedFiles('')).has('else.py')).toBe(true);
  });

  test('are none when a file was written anew with the same content', async () => {
    using repository = new ScratchRepository();
    repository.commit({ 'm/a.py': '1' });
    repository.write({ 'm/a.py': '1' });
    expect(await (await open(repository.path)).changedFiles('m')).toEqual(new Set());
  });
});
