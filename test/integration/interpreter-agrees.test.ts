import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { heads } from '../../src/domain/history.ts';
import { WorkingTree } from '../../src/repository/working-tree.ts';
import { alembic } from '../../src/tools/alembic/index.ts';
import { IniError, interpolate, parseIni } from '../../src/tools/alembic/ini.ts';
import { ScratchFolder } from '../unit/repository/scratch-repository.ts';

const python = join(import.meta.dirname, '../../.cache/python/bin/python');

const ask = (code: string, ...args: readonly string[]): unknown =>
  JSON.parse(execFileSync(python, ['-c', code, ...args], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());

const throughConfigparser = `
import configparser, json, sys
parser = configparser.ConfigParser({"here": "/srv"})
def read(text):
    parser = configparser.ConfigParser({"here": "/srv"})
    try:
        parser.read_string(text)
    except configparser.Error:
        return "refused"
    sections = {}
    for section in parser.sections():
        sections[section] = {}
        for option in parser.options(section):
            try:
                sections[section][option] = parser.get(section, option)
            except configparser.Error:
                sections[section][option] = None
    return sections
print(json.dumps([read(text) for text in json.loads(sys.argv[1])]))
`;

function throughOurs(text: string): unknown {
  try {
    const ini = parseIni(text);
    const value = (section: string, option: string): string | null => {
      const raw = option === 'here' ? null : ini.raw(section, option);
      if (!raw) return '/srv';
      const lookup = (name: string) => ini.raw(section, name)?.text ?? (name === 'here' ? '/srv' : null);
      try {
        return interpolate(raw, lookup);
      } catch (error) {
        if (error instanceof IniError) return null;
        throw error;
      }
    };
    const options = (section: string) => [...ini.options(section), ...ini.options('DEFAULT'), 'here'];
    return Object.fromEntries(
      ini.sections.map((section) => [
        section,
        Object.fromEntries(options(section).map((option) => [option, value(section, option)])),
      ]),
    );
  } catch (error) {
    if (error instanceof IniError) return 'refused';
    throw error;
  }
}

test('our ini parser and Python’s configparser read the same', () => {
  const texts = [
    '[a]\nx = 1\n',
    '[a]\nX: 1\ny=2=3\nz : a = b\n',
    '[a]\nx =\n  1\n  2\n\n   3\n\ny = 4\n',
    '[a]\nx = 1\n\n\n  2\n',
    '[a]\nx = 1\n# comment\n  2\n ; comment\n  3\n',
    '[a]\nx = 1 ; not a comment # either\n',
    '  [a]\n  x = 1\n  y = 2\n',
    '[a]\n  x = 1\ny = 2\n',
    '[a]\nx = %(here)s/b\ny = %(x)s/c\nz = 100%%\n',
    '[a]\nx = %(y)s\n',
    '[a]\nx = 50%\n',
    '[a]\nx = %(x)s\n',
    '[DEFAULT]\nq = 1\n[a]\nx = %(q)s\n[b]\nq = 2\n',
    '[a]\nx\n',
    'x = 1\n[a]\n',
    '[a]\nx = 1\n[a]\n',
    '[a]\nx = 1\nx = 2\n',
    '[a]\nx = 1\nX = 2\n',
    '[a] trailing\nx = 1\n',
    '[a]b]\nx = 1\n',
    '[]\nx = 1\n',
    '[a\nx = 1\n',
    '[a]\n= 1\n',
    '[a]\nx = "1"\n',
    '[a]\nx =\n',
    '[a]\nx = 1\n\ty\n',
    '[a]\r\nx = 1\r\n  2\r\n',
    '[a]\nx = 1\n  [b]\ny = 2\n',
    '',
    '# only a comment\n',
  ];
  const expected = ask(throughConfigparser, JSON.stringify(texts)) as readonly unknown[];
  expect(texts.map((text, index) => [text, throughOurs(text), index])).toEqual(
    texts.map((text, index) => [text, expected[index], index]),
  );
});

const throughAlembic = `
import json, sys, warnings
warnings.simplefilter("ignore")
from alembic.config import Config
from alembic.script import ScriptDirectory
try:
    script = ScriptDirectory.from_config(Config(sys.argv[1]))
    print(json.dumps([sorted(set(script.get_heads())), sorted({revision.revision for revision in script.walk_revisions()})]))
except Exception as error:
    print(json.dumps("refused"))
`;

const revision = (id: string, down: string, rest = ''): string => `revision = ${id}\ndown_revision = ${down}\n${rest}`;

describe('the history that we read is the one that Alembic loads:', () => {
  test.each<[string, Record<string, string>, 'taken' | 'refused']>([
    ['a line', { 'a.py': revision(`'a'`, 'None'), 'b.py': revision(`'b'`, `'a'`) }, 'taken'],
    [
      'a merge',
      { 'a.py': revision(`'a'`, 'None'), 'b.py': revision(`'b'`, 'None'), 'c.py': revision(`'c'`, `('a', 'b')`) },
      'taken',
    ],
    [
      'two heads',
      { 'a.py': revision(`'a'`, 'None'), 'b.py': revision(`'b'`, `'a'`), 'c.py': revision(`'c'`, `'a'`) },
      'taken',
    ],
    [
      'a label',
      {
        'a.py': revision(`'a'`, 'None', `branch_labels = 'x'\n`),
        'b.py': revision(`'b'`, 'None', `depends_on = ['x']\n`),
      },
      'taken',
    ],
    ['a duplicate id', { 'a.py': revision(`'a'`, 'None'), 'b.py': revision(`'a'`, 'None') }, 'taken'],
    ['an id from the name', { '3f2a.py': 'down_revision = None\n', 'b.py': revision(`'b'`, `'3f2a'`) }, 'taken'],
    ['a set of parents', { 'a.py': revision(`'a'`, 'None'), 'b.py': revision(`'b'`, `{'a'}`) }, 'taken'],
    [
      'other files',
      { 'a.py': revision(`'a'`, 'None'), '__init__.py': 'x', '.#b.py': 'syntax error(', 'c.txt': 'x' },
      'taken',
    ],
    ['a missing parent', { 'b.py': revision(`'b'`, `'a'`) }, 'refused'],
    [
      'a parent named by its beginning',
      { 'a.py': revision(`'020_x'`, 'None'), 'b.py': revision(`'021'`, `'020'`) },
      'refused',
    ],
    [
      'a dependency named by its beginning',
      { 'a.py': revision(`'020_x'`, 'None'), 'b.py': revision(`'021'`, 'None', `depends_on = '020'\n`) },
      'refused',
    ],
    [
      'a parent named by its label',
      { 'a.py': revision(`'a'`, 'None', `branch_labels = 'x'\n`), 'b.py': revision(`'b'`, `'x'`) },
      'refused',
    ],
    [
      'a label used twice',
      {
        'a.py': revision(`'a'`, 'None', `branch_labels = 'x'\n`),
        'b.py': revision(`'b'`, 'None', `branch_labels = 'x'\n`),
      },
      'refused',
    ],
    [
      'a label that is an id',
      { 'a.py': revision(`'a'`, 'None'), 'b.py': revision(`'b'`, 'None', `branch_labels = 'a'\n`) },
      'refused',
    ],
    ['a circle', { 'a.py': revision(`'a'`, `'b'`), 'b.py': revision(`'b'`, `'a'`) }, 'refused'],
    [
      'a circle beside a line',
      { 'a.py': revision(`'a'`, 'None'), 'b.py': revision(`'b'`, `'c'`), 'c.py': revision(`'c'`, `'b'`) },
      'refused',
    ],
    [
      'a circle of dependencies',
      { 'a.py': revision(`'a'`, 'None', `depends_on = 'b'\n`), 'b.py': revision(`'b'`, `'a'`) },
      'refused',
    ],
    ['an id with a hyphen', { 'a.py': revision(`'a-b'`, 'None') }, 'refused'],
    ['a syntax error', { 'a.py': 'def f(:\n' }, 'refused'],
    ['an indentation error', { 'a.py': revision(`'a'`, 'None', 'def f():\n    a()\n      b()\n') }, 'refused'],
    ['a statement of Python 2', { 'a.py': revision(`'a'`, 'None', 'print "x"\n') }, 'refused'],
    ['a file without a parent', { 'a.py': `revision = 'a'\n` }, 'refused'],
    ['a file named by its id without a parent', { '3f2a.py': 'x = 1\n' }, 'refused'],
    [
      'indentation that is odd but even in itself',
      { 'a.py': revision(`'a'`, 'None', 'def f():\n      a()\n      b(); c()\nif not f: f()\n') },
      'taken',
    ],
    ['a file without an id', { 'helpers.py': 'x = 1\n' }, 'refused'],
  ])('%s', async (_, files, outcome) => {
    using folder = new ScratchFolder();
    folder.write({ 'alembic.ini': '[alembic]\nscript_location = %(here)s/m\n', 'm/env.py': '' });
    folder.write(Object.fromEntries(Object.entries(files).map(([name, text]) => [`m/versions/${name}`, text])));
    const workingTree = new WorkingTree(folder.path);
    const options = {
      config: 'alembic.ini',
      scriptLocation: null,
      section: null,
      python,
      env: {},
      passEnv: [],
      envFiles: [],
      x: [],
      allowConnect: [],
    };
    const [project] = await alembic.detect({
      root: folder.path,
      workingTree,
      projects: [options],
      environment: { PATH: process.env.PATH },
      cacheFolder: null,
    });
    const history = await project?.history(workingTree);
    const loaded = ask(throughAlembic, join(folder.path, 'alembic.ini'));
    if (outcome === 'refused') {
      expect(loaded).toBe('refused');
      expect(history?.problems).toHaveLength(1);
    } else {
      expect([history && heads(history), [...(history?.revisions.keys() ?? [])].sort()]).toEqual(loaded);
      expect(history?.problems.filter(({ kind }) => kind !== 'duplicate-id')).toEqual([]);
    }
  });
});
