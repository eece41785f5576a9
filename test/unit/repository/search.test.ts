import { describe, expect, it } from '@jest/globals';
import { Git } from '../../../src/repository/git.ts';
import { attributed, filesNaming, filesNamingIn } from '../../../src/repository/search.ts';
import { WorkingTree } from '../../../src/repository/working-tree.ts';
import { environment, ScratchRepository } from './scratch-repository.ts';

const files = {
  '.gitignore': 'ignored.py\n',
  '.gitattributes': 'gen/** linguist-generated\nlib/** linguist-vendored=true\nown/** -linguist-generated\n',
  'a.py': 'tenant.config\n',
  'b.py': 'tenant.configuration\n',
  'c d/é.py': 'x = "config"\n',
  'binary.bin': Buffer.from([0, 1, ...Buffer.from('config')]),
  'gen/a.py': 'config',
  'lib/a.py': 'config',
  'own/a.py': 'config',
};

describe('files that name a word', () => {
  it('are found as a whole word, in a commit without a checkout and in the working tree with what is untracked', async () => {
    using repository = new ScratchRepository();
    const sha = repository.commit(files);
    repository.write({ 'new.py': 'config', 'ignored.py': 'config', 'a.py': 'gone' });
    const git = new Git(repository.path, environment);
    const tracked = ['c d/é.py', 'gen/a.py', 'lib/a.py', 'own/a.py'];
    expect(await filesNaming(git, sha, ['config'])).toEqual(['a.py', ...tracked]);
    expect(await filesNaming(git, null, ['config', 'nothing'])).toEqual([
      'c d/é.py',
      'gen/a.py',
      'lib/a.py',
      'new.py',
      'own/a.py',
    ]);
    expect(await filesNaming(git, null, ['nowhere'])).toEqual([]);
    expect(await filesNaming(git, null, [])).toEqual([]);
  });

  it('are found without git', async () => {
    using repository = new ScratchRepository();
    repository.write(files);
    expect(await filesNamingIn(new WorkingTree(repository.path), ['config'])).toEqual([
      'a.py',
      'c d/é.py',
      'gen/a.py',
      'lib/a.py',
      'own/a.py',
    ]);
  });

  it("are somebody else's where .gitattributes says so", async () => {
    using repository = new ScratchRepository();
    repository.commit(files);
    const git = new Git(repository.path, environment);
    expect([...(await attributed(git, ['a.py', 'gen/a.py', 'lib/a.py', 'own/a.py']))]).toEqual([
      ['gen/a.py', false],
      ['lib/a.py', false],
      ['own/a.py', true],
    ]);
  });

  it('a commit that is not there is told in words', async () => {
    using repository = new ScratchRepository();
    repository.commit(files);
    await expect(filesNaming(new Git(repository.path, environment), 'f'.repeat(40), ['config'])).rejects.toMatchObject({
      code: 'no-git',
    });
  });
});
