import { expect, test } from '@jest/globals';
import { GateError } from '../../../src/domain/error.ts';
import type { Report } from '../../../src/reporters/report.ts';
import { terminal } from '../../../src/reporters/terminal.ts';
import { evidence, file, finding, onSqlite, planned, renderOptions, reportOf, step, walk } from './evidence.ts';

const render = (report: Report, colour = false): Promise<string> =>
  terminal.render(report, { ...renderOptions, colour });

test('pass', async () => {
  expect(await render(reportOf('pass'))).toMatchInlineSnapshot(`
"Steps walked on Postgres 17.10 (embedded) and SQLite 3.45.1
  revision  engine    movement    outcome  time     statements
  3f2a      Postgres  upgrade     ok       12.1 ms  1
  3f2a      Postgres  downgrade   ok       8.0 ms   1
  3f2a      Postgres  re-upgrade  ok       1.2 s    1
  3f2a      SQLite    upgrade     ok       12.1 ms  1
  3f2a      SQLite    downgrade   ok       8.0 ms   1
  3f2a      SQLite    re-upgrade  ok       1.2 s    1

PASS  1 revision walked on Postgres 17.10 (embedded) and SQLite 3.45.1 in 1.4 s
"
`);
});

test('nothing new is one calm line', async () => {
  expect(await render(reportOf('pass', [], evidence({ walks: [] }, [])))).toMatchInlineSnapshot(`
"PASS  nothing new: no revision was added, edited or removed since 4a219b8c01b7 (1.4 s)
"
`);
});

test('fail: the harshest first, each with its line, what, why, fix', async () => {
  const notice = finding({
    check: 'revision-does-something',
    severity: 'notice',
    at: null,
    engines: [],
    what: 'It issued no statement.',
  });
  const refused = finding({
    check: 'upgrade-applies',
    engines: ['postgres'],
    what: 'Postgres refused the statement: relation "ix_orders_note" already exists (SQLSTATE 42P07)\n\n```\nCREATE INDEX ix_orders_note ON orders (note)\n```',
    causes: [{ check: 'upgrade-repeats', file, line: 2, what: 'The second upgrade fails.\nMore.' }],
  });
  const broken = walk({ steps: [step({ outcome: 'failed' }), step({ movement: 'downgrade', outcome: 'skipped' })] });
  const rollback = {
    ...walk(),
    base: new Map(),
    head: new Map(),
    stoppedAt: null,
    steps: [step({ movement: 'downgrade' })],
  };
  const given = evidence({ walks: [broken], rollbacks: [rollback] });
  expect(await render(reportOf('fail', [notice, refused], given))).toMatchInlineSnapshot(`
"error  upgrade-applies  revision 3f2a on Postgres
  migrations/versions/3f2a_note.py:3

    1 | def upgrade():
    2 |     op.add_column("orders", sa.Column("note", sa.Text()))
  > 3 |     op.create_index("ix_orders_note", "orders", ["note"])
      |     ^
    4 |
    5 |

  what  Postgres refused the statement: relation "ix_orders_note" already exists
        (SQLSTATE 42P07)

          CREATE INDEX ix_orders_note ON orders (note)
  why   A rollback leaves it behind, and the next upgrade fails on it.
  fix   Drop it in downgrade(): op.drop_index("ix_orders_note").
  also  upgrade-repeats (migrations/versions/3f2a_note.py:2) The second upgrade
        fails.

notice  revision-does-something  revision 3f2a
  what  It issued no statement.
  why   A rollback leaves it behind, and the next upgrade fails on it.
  fix   Drop it in downgrade(): op.drop_index("ix_orders_note").

Steps walked on Postgres 17.10 (embedded)
  revision  engine    movement             outcome  time     statements
  3f2a      Postgres  upgrade              failed   12.1 ms  1
  3f2a      Postgres  downgrade            skipped
  3f2a      Postgres  rollback: downgrade  ok       12.1 ms  1

FAIL  1 error, 1 notice; 1 revision walked on Postgres 17.10 (embedded) in 1.4 s
"
`);
});

test('inconclusive: what could not be learned, the decisive first; then the notes', async () => {
  const unknowns = [
    { what: 'view `v` could not be read', why: 'permission denied', at: null, decisive: false },
    {
      what: 'revision 3f2a was not walked on SQLite',
      why: 'its base does not build',
      at: { file, line: 2, commit: 'head' as const },
      decisive: true,
    },
  ];
  const notes = [
    {
      what: 'alembic.ini asked for mysql://db/app and got the scratch database',
      at: { file: 'alembic.ini', line: 3, commit: 'head' as const },
    },
  ];
  expect(
    await render(reportOf('inconclusive', [], evidence({ walks: [walk()], unknowns, notes }))),
  ).toMatchInlineSnapshot(`
"Could not be learned
  - revision 3f2a was not walked on SQLite (migrations/versions/3f2a_note.py:2)
    why its base does not build
  - view \`v\` could not be read (of no weight for the verdict)
    why permission denied

Notes
  - alembic.ini asked for mysql://db/app and got the scratch database
    (alembic.ini:3)

Steps walked on Postgres 17.10 (embedded)
  revision  engine    movement    outcome  time     statements
  3f2a      Postgres  upgrade     ok       12.1 ms  1
  3f2a      Postgres  downgrade   ok       8.0 ms   1
  3f2a      Postgres  re-upgrade  ok       1.2 s    1

INCONCLUSIVE  1 thing that had to be known could not be learned; 1 revision walked on Postgres 17.10 (embedded) in 1.4 s
"
`);
});

test('an error: what happened and a block that can be pasted as it is', async () => {
  const hint =
    'Give them in migration-gate.yml:\n\nprojects:\n  - config: alembic.ini\n    env:\n      A_NAME_THAT_IS_LONGER_THAN_THE_TERMINAL_IS_WIDE_AND_MUST_STAY_IN_ONE_LINE: placeholder';
  const error = new GateError('missing-variables', 'the settings of alembic.ini miss SECRET_KEY', { hint });
  expect(await render(reportOf('inconclusive', [], evidence({ walks: [] }), error))).toMatchInlineSnapshot(`
"error  missing-variables  the gate could not run
  what  the settings of alembic.ini miss SECRET_KEY
  fix

Give them in migration-gate.yml:

projects:
  - config: alembic.ini
    env:
      A_NAME_THAT_IS_LONGER_THAN_THE_TERMINAL_IS_WIDE_AND_MUST_STAY_IN_ONE_LINE: placeholder

INCONCLUSIVE  the gate could not run (missing-variables) in 1.4 s
"
`);
});

test('foreign text is made harmless', async () => {
  const what =
    'a\u001b[2Jb\u0007 \u202etxt\r::error::one\n::warning file=x::two\n  ::set-output name=a::b\n##[error]three ##vso[task.complete]';
  const text = await render(
    reportOf('fail', [finding({ at: null, what, why: `${'x '.repeat(36)}::add-mask::y`, fix: '::z' })]),
  );
  expect(text).toMatchInlineSnapshot(`
"error  downgrade-restores-schema  revision 3f2a on Postgres and SQLite
  what  a<U+001B>[2Jb<U+0007> <U+202E>txt<U+000D>::error::one
        : :warning file=x::two
          : :set-output name=a::b
        # #[error]three # #vso[task.complete]
  why   x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x
        : :add-mask::y
  fix   ::z

Steps walked on Postgres 17.10 (embedded) and SQLite 3.45.1
  revision  engine    movement    outcome  time     statements
  3f2a      Postgres  upgrade     ok       12.1 ms  1
  3f2a      Postgres  downgrade   ok       8.0 ms   1
  3f2a      Postgres  re-upgrade  ok       1.2 s    1
  3f2a      SQLite    upgrade     ok       12.1 ms  1
  3f2a      SQLite    downgrade   ok       8.0 ms   1
  3f2a      SQLite    re-upgrade  ok       1.2 s    1

FAIL  1 error; 1 revision walked on Postgres 17.10 (embedded) and SQLite 3.45.1 in 1.4 s
"
`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there.
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|##\w*\[|^\s*::/m);
});

test('several projects are told apart', async () => {
  const given = evidence({ walks: [walk(), walk({ ...onSqlite, project: 'b/alembic.ini' })] }, [
    planned(),
    planned({ project: 'b/alembic.ini' }),
  ]);
  const text = await render(reportOf('fail', [finding({ at: null })], given));
  expect(text).toContain('downgrade-restores-schema  alembic.ini revision 3f2a on Postgres and SQLite');
  expect(text).toMatch(/^ {2}b\/alembic\.ini +3f2a +SQLite +upgrade/m);
});

test('of a long history only the steps that went wrong are listed', async () => {
  const walks = Array.from({ length: 30 }, (_, index) => walk({ revision: `r${index}` }));
  const text = await render(
    reportOf(
      'fail',
      [],
      evidence({ walks: [...walks, walk({ revision: 'bad', steps: [step({ outcome: 'failed' })] })] }),
    ),
  );
  expect(text).toMatch(/^ {2}bad +Postgres +upgrade +failed/m);
  expect(text).not.toMatch(/^ {2}r1 /m);
  expect(text).toContain('90 steps that went well are not listed; --format json lists all.');
});

test('colours are there when asked for, and say nothing that words do not', async () => {
  const report = reportOf('fail', [finding()]);
  const coloured = await render(report, true);
  expect(coloured).toContain('\u001b[31m');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a colour is an escape sequence.
  expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(await render(report));
});

test('of many causes the first eight, and how many more the report has', async () => {
  const causes = Array.from({ length: 30 }, (_, index) => ({
    check: 'downgrade-restores-schema',
    file,
    line: index + 1,
    what: `t${index}`,
  }));
  const text = await render(reportOf('fail', [finding({ check: 'downgrade-exists', causes })]));
  expect(text.match(/^ {2}also .*$/gm)).toHaveLength(9);
  expect(text).toContain('  also  22 more, in the report');
});
