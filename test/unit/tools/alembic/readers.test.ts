import { describe, expect, test } from '@jest/globals';
import { HistoryReader } from '../../../../src/tools/alembic/history.ts';
import { readersOf } from '../../../../src/tools/alembic/readers.ts';
import { treeOf } from './tree-of.ts';

type Files = Readonly<Record<string, string>>;

/** The readers of one file, when revision `a` has this code. */
async function readers(file: string, code: string, others: Files = {}, scriptLocation = 'db/m') {
  const files = { [file]: '', ...others, 'db/m/env.py': '', 'db/m/versions/a.py': `revision = 'a'\n${code}` };
  const tree = treeOf(files);
  const history = await new HistoryReader(async () => 'unknown').read(
    tree,
    (await tree.list('db/m/versions')).filter((path) => path.endsWith('.py')),
  );
  return (await readersOf([file], history, tree, scriptLocation)).get(file);
}

describe('a file is read by a revision that names it', () => {
  test.each([
    ['its name', `open(os.path.join(os.path.dirname(__file__), 'views.sql'))`],
    ['its folder and its name', `(Path(__file__).parent / 'sql' / 'views.sql').read_text()`],
    ['a path', `open('sql/views.sql')`],
    ['a path from the file', `open('../sql/views.sql')`],
    ['a path from above', `open('db/m/sql/views.sql')`],
    ['pieces of a string', `open('sql/' 'views.sql')`],
    ['a multi-line call', `op.execute(\n  read(\n    "sql/views.sql",\n  )\n)`],
  ])('by %s', async (_, code) => {
    expect(await readers('db/m/sql/views.sql', code)).toEqual(['a']);
  });

  test.each([
    ['another name', `open('tables.sql')`],
    ['a longer name', `open('old_views.sql')`],
    ['another folder', `open('other/views.sql')`],
    ['a comment', `pass  # views.sql`],
    ['a computed name', `open(name + '.sql')`],
  ])('but not by %s', async (_, code) => {
    expect(await readers('db/m/sql/views.sql', code)).toEqual([]);
  });

  test('and where two files are called so, by its folder too', async () => {
    const twin = { 'db/m/old/views.sql': '' };
    expect(await readers('db/m/sql/views.sql', `open(here / 'sql' / 'views.sql')`, twin)).toEqual(['a']);
    expect(await readers('db/m/sql/views.sql', `open(here / 'old' / 'views.sql')`, twin)).toEqual([]);
  });
});

describe('a module is imported by a revision', () => {
  test.each([
    ['by its dotted name', 'import db.m.helpers'],
    ['from its package', 'from db.m import helpers'],
    ['from itself', 'from db.m.helpers import f'],
    ['from a package below the root', 'from m.helpers import f'],
    ['by its bare name', 'import helpers'],
    ['relatively', 'from ..helpers import f'],
    ['relatively by its name', 'from .. import helpers'],
    ['inside a function', 'def upgrade():\n  from m.helpers import f'],
    ['by importlib', `importlib.import_module('db.m.helpers')`],
  ])('%s', async (_, code) => {
    expect(await readers('db/m/helpers.py', code)).toEqual(['a']);
  });

  test.each([
    ['another module', 'from m import tables'],
    ['a module whose name ends so', 'from m.old_helpers import f'],
    ['a relative one of another folder', 'from .helpers import f'],
  ])('not when that is %s', async (_, code) => {
    expect(await readers('db/m/helpers.py', code)).toEqual([]);
  });

  test('when it is a package', async () => {
    expect(await readers('db/m/helpers/__init__.py', 'from m.helpers import f')).toEqual(['a']);
  });

  test('through another module', async () => {
    const others = { 'db/m/helpers.py': `SQL = open('sql/views.sql')`, 'db/m/sql/views.sql': '' };
    expect(await readers('db/m/sql/views.sql', 'from m import helpers', others)).toEqual(['a']);
    expect(await readers('db/m/sql/views.sql', 'from m import tables', others)).toEqual([]);
  });

  test('which is another revision', async () => {
    const others = { 'db/m/versions/b.py': `revision = 'b'\nfrom m.versions.a import x\n` };
    expect(await readers('db/m/sql/views.sql', `open('sql/views.sql')`, others)).toEqual(['a', 'b']);
  });
});

test('a file outside the script location has no readers', async () => {
  expect(await readers('app/models.py', 'from app import models')).toBeUndefined();
});

test('a script location that is the root itself holds everything', async () => {
  expect(await readers('db/m/sql/views.sql', `open('sql/views.sql')`, {}, '')).toEqual(['a']);
});
