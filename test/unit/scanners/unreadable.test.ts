import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Tables } from '../../../src/domain/tables.ts';
import { codeOf } from '../../../src/gate/code.ts';
import { scanAll } from '../../../src/gate/references.ts';
import { openCode } from '../../../src/repository/index.ts';
import { scanners } from '../../../src/scanners/index.ts';
import { environment, ScratchRepository } from '../repository/scratch-repository.ts';

const tables = new Tables(new Map([['tenants', new Set(['id', 'config', 'version'])]]));

/** What all scanners find in a repository, at its commit and in its working tree; both must say the same. */
async function scanned(repository: ScratchRepository, column = 'config') {
  const wanted = { names: [{ table: 'tenants', column }], tables, isLeftOut: () => false };
  const said = [];
  for (const commit of [null, 'HEAD']) {
    const code = await openCode({ cwd: repository.path, commit, environment });
    const { found, unread } = await scanAll(scanners, codeOf(code.tree, code.filesNaming), wanted);
    said.push({ found: found.map(({ file, line }) => `${file}:${line}`), unread });
  }
  expect(said[1]).toEqual(said[0]);
  return said[0];
}

const merged = (one: string, other: string) => `<<<<<<< HEAD\n${one}\n=======\n${other}\n>>>>>>> feature\n`;
const long = (text: string) => `${text}\n${'x = 1;'.repeat(900_000)}`;
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12\n`;

describe('a file that cannot be read as a whole is told if the name occurs in it, and silent if not', () => {
  test.each([
    ['syntax of another Python', 'a.py', (name: string) => `print x.${name} ?? else\n`, 'it is no Python'],
    ['a merge in Python', 'a.py', (name: string) => merged(`x.${name}`, 'y'), 'it has the markers of a merge'],
    ['a merge in SQL', 'a.sql', (name: string) => merged(`SELECT ${name} FROM x`, ''), 'it has the markers of a merge'],
    [
      'a merge in a template',
      'a.html',
      (name: string) => merged(`{{ x.${name} }}`, ''),
      'it has the markers of a merge',
    ],
    ['5 MB of Python', 'a.py', (name: string) => long(`x.${name}`), 'it has 54000'],
    ['5 MB of SQL', 'a.sql', (name: string) => long(`SELECT ${name} FROM x;`), 'it has 54000'],
    ['5 MB of HTML', 'a.html', (name: string) => long(`{{ x.${name} }}`), 'it has 54000'],
    ['5 MB of JavaScript', 'a.js', (name: string) => long(`x.${name}`), 'it has 54000'],
  ])('%s', async (_, file, text, why) => {
    using repository = new ScratchRepository();
    repository.commit({ [file]: text('config') });
    expect(await scanned(repository)).toEqual({
      found: [],
      unread: [{ file, why: expect.stringContaining(why) }],
    });
    using silent = new ScratchRepository();
    silent.commit({ [file]: text('configuration') });
    expect(await scanned(silent)).toEqual({ found: [], unread: [] });
  });

  test('a pointer of Git LFS', async () => {
    using repository = new ScratchRepository();
    repository.commit({ 'a.sql': pointer });
    const why = 'it is a pointer of Git LFS, whose content is not here';
    expect(await scanned(repository, 'version')).toEqual({ found: [], unread: [{ file: 'a.sql', why }] });
    expect(await scanned(repository)).toEqual({ found: [], unread: [] });
  });
});

test('what is found around unfinished merges, in latin-1 and beside links and submodules', async () => {
  using repository = new ScratchRepository();
  repository.write({
    'a.py': `${merged('x = 1', 'x = 2')}def f(tenant):\n    return tenant.config\n`,
    'latin.py': Buffer.from('# caf\xe9\ndef f(tenant):\n    return tenant.config\n', 'latin1'),
    'latin.sql': Buffer.from('-- caf\xe9\nSELECT config FROM tenants;\n', 'latin1'),
    'mark.sql': '\uFEFFSELECT config FROM tenants;\n',
    'binary.py': Buffer.from([0, 1, ...Buffer.from('tenant.config')]),
  });
  symlinkSync('loop.py', join(repository.path, 'loop.py'));
  symlinkSync('there.py', join(repository.path, 'here.py'));
  symlinkSync('here.py', join(repository.path, 'there.py'));
  symlinkSync('..', join(repository.path, 'up'));
  symlinkSync('config.py', join(repository.path, 'nowhere.py'));
  repository.git('add', '-A');
  repository.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},config`);
  repository.git('commit', '-qm', 'x');
  expect(await scanned(repository)).toEqual({
    found: ['a.py:7', 'latin.py:3', 'latin.sql:2', 'mark.sql:1'],
    unread: [{ file: 'a.py', why: 'it has the markers of a merge that was not finished' }],
  });
});
