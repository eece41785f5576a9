import { describe, expect, test } from '@jest/globals';
import { heads, inOrder } from '../../../../src/domain/history.ts';
import { HistoryReader } from '../../../../src/tools/alembic/history.ts';
import { treeOf } from './tree-of.ts';

const read = (files: Readonly<Record<string, string | Buffer>>) =>
  new HistoryReader(async () => 'unknown').read(treeOf(files), Object.keys(files));

async function only(text: string | Buffer, name = 'v/x.py') {
  const history = await read({ [name]: text });
  const [revision] = history.revisions.values();
  return { revision, problems: history.problems };
}

const revision = (id: string, down: string | null, rest = ''): string =>
  `revision = '${id}'\ndown_revision = ${down === null ? 'None' : `'${down}'`}\n${rest}`;

describe('a revision', () => {
  test('is read with its lines', async () => {
    const text = `"""Add users."""\nimport sqlalchemy as sa\n\nrevision: str = 'b2'\ndown_revision: str | None = 'a1'\n\n\ndef upgrade():\n    a()\n    b()\n\n\ndef downgrade():\n    c()\n`;
    const { revision, problems } = await only(text);
    expect(problems).toContainEqual(expect.objectContaining({ kind: 'missing-parent' }));
    expect(revision).toEqual({
      id: 'b2',
      downRevisions: ['a1'],
      dependsOn: [],
      branchLabels: [],
      file: 'v/x.py',
      lines: { revision: 4, downRevision: 5, upgrade: { start: 8, end: 10 }, downgrade: { start: 13, end: 14 } },
      downgrade: { kind: 'present' },
      changesSchema: false,
      irreversible: null,
    });
  });

  test.each([
    ['an operation', `def upgrade():\n    op.add_column('t', c)\n`, true],
    ['one in a batch, in a loop', `def upgrade():\n    for t in ts:\n        batch_op.drop_column(t)\n`, true],
    ['a function for one database', `def upgrade_users():\n    op.create_table('t')\n`, true],
    ['one in a comment', `def upgrade():\n    # op.drop_table('t')\n    pass\n`, false],
    ['only the way down', `def downgrade_users():\n    with op.batch_alter_table('t'):\n        pass\n`, false],
    ['rows', `def upgrade():\n    op.execute('UPDATE t SET a = 1')\n    op.bulk_insert(t, [])\n`, false],
  ])('changes the schema by its text: %s', async (_, body, expected) => {
    const { revision } = await only(`revision = 'c'\ndown_revision = None\n${body}`);
    expect(revision?.changesSchema).toBe(expected);
  });

  test.each([
    ['a tuple', `('a', 'b')`],
    ['a tuple without brackets', `'a', 'b'`],
    ['a list', `["a", "b"]`],
    ['a list over lines with a comment', `[\n  "a",  # one\n  "b",\n]`],
    ['a set', `{'a', 'b'}`],
    ['pieces of strings', `('a' '', r'b')`],
  ])('follows several, written as %s', async (_, down) => {
    const { revision } = await only(`revision = 'c'\ndown_revision = ${down}\n`);
    expect(revision?.downRevisions).toEqual(['a', 'b']);
  });

  test.each(['None', '()', '[]', '(None)', 'set()', '(None,)'])('follows none, written as %s', async (down) => {
    const { revision, problems } = await only(`revision = 'c'\ndown_revision = ${down}\n`);
    expect(revision?.downRevisions).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('may name its id by a constant, in brackets, in a chain', async () => {
    expect((await only(`ID = 'a'\nrevision = ID\n`)).revision?.id).toBe('a');
    expect((await only(`revision = ('a')\n`)).revision?.id).toBe('a');
    expect((await only(`revision = other = 'a'\n`)).revision?.id).toBe('a');
  });

  test('takes its id from a name of hexadecimal digits when it names none, as Alembic does', async () => {
    expect((await only('x = 1\n', 'v/3f2a.py')).revision?.id).toBe('3f2a');
  });

  test('has labels and dependencies', async () => {
    const { revision } = await only(
      `revision = 'a'\ndown_revision = None\nbranch_labels = ('x', 'y')\ndepends_on = 'a'\n`,
    );
    expect(revision).toMatchObject({ branchLabels: ['x', 'y'], dependsOn: ['a'] });
  });

  test.each([
    ['latin-1', Buffer.from(`# -*- coding: latin-1 -*-\nrevision = 'é'\ndown_revision = None\n`, 'latin1'), 'é'],
    ['undeclared bytes', Buffer.from(`# \xe9\nrevision = 'a'\ndown_revision = None\n`, 'latin1'), 'a'],
    ['a byte order mark', `\uFEFFrevision = 'a'\ndown_revision = None\n`, 'a'],
    ['Windows line ends', `revision = 'a'\r\ndown_revision = None\r\n`, 'a'],
  ])('survives %s', async (_, text, id) => {
    const { revision, problems } = await only(text);
    expect(revision?.id).toBe(id);
    expect(problems).toEqual([]);
  });
});

describe('a downgrade', () => {
  const shape = async (body: string) => (await only(`revision = 'a'\ndown_revision = None\n${body}`)).revision;

  test.each([
    ['def downgrade():\n  f()\n', 'present'],
    ['def downgrade():\n  """Doc."""\n  f()\n', 'present'],
    ['from x import downgrade\n', 'present'],
    ['downgrade = f\n', 'present'],
    ['@decorated\ndef downgrade():\n  f()\n', 'present'],
    ['def upgrade():\n  f()\n', 'missing'],
    ['def downgrade():\n  pass\n', 'empty'],
    ['def downgrade():\n  """Nothing."""\n', 'empty'],
    ['def downgrade():\n  # nothing\n  ...\n', 'empty'],
    ['def downgrade():\n  return\n', 'empty'],
    ['def downgrade():\n  return None\n', 'empty'],
    ['def downgrade():\n  raise NotImplementedError()\n', 'raises'],
    ['def downgrade():\n  """Doc."""\n  raise X  # why\n', 'raises'],
    ['def downgrade():\n  f()\n  raise X\n', 'present'],
  ])('%j is %s', async (body, kind) => {
    expect((await shape(body))?.downgrade).toEqual({ kind });
  });

  test.each([
    ['def downgrade():\n  # migration-gate: irreversible the data is gone\n  pass\n', 'the data is gone'],
    ['def downgrade():\n  raise X  # migration-gate: irreversible: gone\n', 'gone'],
    ['def downgrade():\n  pass\n\n  # migration-gate: irreversible\n', ''],
    ['def downgrade():\n  pass\n# migration-gate: irreversible outside\n', null],
    ['def upgrade():\n  # migration-gate: irreversible wrong place\n  pass\ndef downgrade():\n  pass\n', null],
    ['def downgrade():\n  f("# migration-gate: irreversible text")\n', null],
    ['def downgrade():\n  # this is irreversible\n  pass\n', null],
  ])('%j declares %j', async (body, reason) => {
    expect((await shape(body))?.irreversible).toBe(reason);
  });
});

describe('a history', () => {
  test('orders branches and merges', async () => {
    const history = await read({
      'v/m.py': `revision = 'm'\ndown_revision = ('b', 'c')\n`,
      'v/a.py': revision('a', null, `branch_labels = 'start'\n`),
      'v/b.py': revision('b', 'a'),
      'v/c.py': revision('c', 'a', `depends_on = 'start'\n`),
    });
    expect(history.problems).toEqual([]);
    expect(inOrder(history)).toEqual(['a', 'b', 'c', 'm']);
    expect(heads(history)).toEqual(['m']);
  });

  test('may have several heads and bases without a problem', async () => {
    const history = await read({ 'v/a.py': revision('a', null), 'v/b.py': revision('b', null) });
    expect(heads(history)).toEqual(['a', 'b']);
    expect(history.problems).toEqual([]);
  });
});

describe('a problem', () => {
  const problems = async (files: Readonly<Record<string, string>>) => (await read(files)).problems;

  test('is a syntax error, with its line and words', async () => {
    const found = await problems({ 'v/a.py': `revision = 'a'\ndown_revision = None\n\ndef upgrade(:\n    pass\n` });
    expect(found).toEqual([
      { kind: 'syntax-error', revision: 'a', file: 'v/a.py', line: 4, what: expect.stringContaining('def upgrade(:') },
    ]);
  });

  test('is a file without an id', async () => {
    const found = await problems({ 'v/helpers.py': 'x = 1\n' });
    expect(found).toEqual([expect.objectContaining({ kind: 'no-revision-id', revision: null, file: 'v/helpers.py' })]);
  });

  test('is a file that names no parent, not even None', async () => {
    const found = await problems({ 'v/a.py': `revision = 'a'\n` });
    expect(found).toEqual([
      expect.objectContaining({ kind: 'missing-parent', what: expect.stringContaining('`down_revision = None`') }),
    ]);
  });

  test('is a parent that is bound under a condition', async () => {
    const found = await problems({ 'v/a.py': `revision = 'a'\nif x:\n    down_revision = None\n` });
    expect(found).toEqual([expect.objectContaining({ kind: 'not-literal', line: 3 })]);
  });

  test('is uneven indentation', async () => {
    const found = await problems({ 'v/a.py': revision('a', null, 'def upgrade():\n    a()\n      b()\n') });
    expect(found).toEqual([expect.objectContaining({ kind: 'syntax-error', line: 5 })]);
  });

  test('is a statement of Python 2', async () => {
    const found = await problems({ 'v/a.py': revision('a', null, 'print "x"\n') });
    expect(found).toEqual([expect.objectContaining({ kind: 'syntax-error', line: 3 })]);
  });

  test('is what Python says of a file that the grammar cannot read, and none when Python can', async () => {
    const files = { 'v/a.py': revision('a', null, 'def f(:\n  pass\n') };
    const ask = (fault: { line: number; what: string } | null) =>
      new HistoryReader(async () => fault).read(treeOf(files), ['v/a.py']);
    expect((await ask({ line: 9, what: 'no' })).problems).toEqual([
      { kind: 'syntax-error', revision: 'a', file: 'v/a.py', line: 9, what: 'no' },
    ]);
    expect((await ask(null)).problems).toEqual([]);
  });

  test('is an id with a sign that Alembic refuses', async () => {
    const found = await problems({ 'v/a.py': revision('2024-01', null) });
    expect(found).toEqual([
      expect.objectContaining({ kind: 'no-revision-id', revision: '2024-01', what: expect.stringContaining('`-`') }),
    ]);
  });

  test.each(['revision', 'down_revision', 'depends_on', 'branch_labels'])('is a %s that is computed', async (name) => {
    const text = name === 'revision' ? `revision = f()\n` : `revision = 'a'\n${name} = [f()]\n`;
    const found = await problems({ 'v/x.py': text });
    expect(found).toEqual([
      expect.objectContaining({ kind: 'not-literal', what: expect.stringContaining(`\`${name}\` is`) }),
    ]);
  });

  test('is an id used twice; the last file is taken, as Alembic does', async () => {
    const files = { 'v/a.py': revision('a', null), 'v/b.py': revision('a', null) };
    const history = await read(files);
    expect(history.revisions.get('a')?.file).toBe('v/b.py');
    expect(history.problems).toEqual([
      expect.objectContaining({ kind: 'duplicate-id', revision: 'a', what: expect.stringContaining('v/a.py, v/b.py') }),
    ]);
  });

  test('is a branch label used twice', async () => {
    const label = `branch_labels = 'x'\n`;
    const found = await problems({ 'v/a.py': revision('a', null, label), 'v/b.py': revision('b', null, label) });
    expect(found).toEqual([
      expect.objectContaining({ kind: 'duplicate-id', what: expect.stringContaining('label `x`') }),
    ]);
  });

  test('is a missing parent', async () => {
    const found = await problems({ 'v/b.py': revision('b', 'gone') });
    expect(found).toEqual([
      expect.objectContaining({
        kind: 'missing-parent',
        revision: 'b',
        line: 2,
        what: expect.stringContaining('`gone`'),
      }),
    ]);
  });

  test('is a parent named by the beginning of its id, which Alembic takes on its command line alone', async () => {
    const found = await problems({ 'v/a.py': revision('020_x', null), 'v/b.py': revision('021', '020') });
    expect(found).toEqual([
      expect.objectContaining({ kind: 'missing-parent', what: expect.stringContaining('`020_x` begins so') }),
    ]);
  });

  test('is a dependency that is neither an id nor a label', async () => {
    const found = await problems({ 'v/a.py': revision('a', null, `depends_on = 'gone'\n`) });
    expect(found).toEqual([
      expect.objectContaining({ kind: 'missing-parent', what: expect.stringContaining('depends_on names `gone`') }),
    ]);
  });

  test('is a circle, once, without those that merely follow it', async () => {
    const found = await problems({
      'v/a.py': revision('a', 'c'),
      'v/b.py': revision('b', 'a'),
      'v/c.py': revision('c', 'b'),
      'v/d.py': revision('d', 'c'),
      'v/e.py': revision('e', null),
    });
    expect(found).toEqual([
      {
        kind: 'cycle',
        revision: 'a',
        file: 'v/a.py',
        line: 2,
        what: 'The revisions follow each other in a circle: a → c → b → a.',
      },
    ]);
  });

  test('is found at once, however many revisions come after it', async () => {
    const files: Record<string, string> = { 'v/0.py': revision('0', '1') };
    for (let n = 1; n < 3_000; n += 1) files[`v/${n}.py`] = revision(`${n}`, `${n - 1}`);
    expect((await problems(files)).map(({ what }) => what)).toEqual([
      'The revisions follow each other in a circle: 0 → 1 → 0.',
    ]);
  });

  test('is a revision that follows itself, or depends on what follows it', async () => {
    expect(await problems({ 'v/a.py': revision('a', 'a') })).toEqual([expect.objectContaining({ kind: 'cycle' })]);
    const files = { 'v/a.py': revision('a', null, `depends_on = 'b'\n`), 'v/b.py': revision('b', 'a') };
    expect(await problems(files)).toEqual([
      expect.objectContaining({ kind: 'cycle', what: expect.stringContaining('a → b → a') }),
    ]);
  });
});

test('a tree that is known to be alike is read only where it may differ', async () => {
  const reader = new HistoryReader(async () => 'unknown');
  const tree = treeOf({ 'v/a.py': revision('a', null), 'v/b.py': revision('b', 'a'), 'v/d.py': revision('d', 'b') });
  await reader.read(tree, ['v/a.py', 'v/b.py', 'v/d.py']);
  // What it is not asked for would be another revision.
  const other = treeOf({ 'v/a.py': revision('never read', null), 'v/b.py': revision('c', 'a') });
  const alike = { tree, but: new Set(['v/b.py', 'v/d.py']) };
  const history = await reader.read(other, ['v/a.py', 'v/b.py'], alike);
  expect([...history.revisions.keys()]).toEqual(['a', 'c']);
});

test('500 revisions take less than two seconds of processor time, and next to none for a second tree', async () => {
  const body = `def upgrade():\n${'    op.create_table("t", sa.Column("id", sa.Integer(), nullable=False))\n'.repeat(20)}`;
  const chain = Array.from({ length: 500 }, (_, n) => revision(`r${n}`, n === 0 ? null : `r${n - 1}`, body));
  const files = Object.fromEntries(chain.map((text, n) => [`v/${n}.py`, text]));
  const reader = new HistoryReader(async () => 'unknown');
  const timed = async () => {
    const before = process.cpuUsage();
    const history = await reader.read(treeOf(files), Object.keys(files));
    const { user, system } = process.cpuUsage(before);
    return { size: history.revisions.size, seconds: (user + system) / 1e6 };
  };
  const first = await timed();
  const second = await timed();
  expect([first.size, second.size]).toEqual([500, 500]);
  expect(first.seconds).toBeLessThan(2);
  expect(second.seconds).toBeLessThan(first.seconds / 2);
});
