import { expect, test } from '@jest/globals';
import { GateError } from '../../../src/domain/error.ts';
import { annotations } from '../../../src/reporters/annotations.ts';
import { type CommentOptions, comment, commentMarker } from '../../../src/reporters/comment.ts';
import type { Report } from '../../../src/reporters/report.ts';
import { summary } from '../../../src/reporters/summary.ts';
import { title } from '../../../src/reporters/title.ts';
import { page } from '../../support/gfm.ts';
import { evidence, file, finding, planned, renderOptions, reportOf } from './evidence.ts';

const links = { server: 'https://github.com', repository: 'acme/shop', head: 'c'.repeat(40) };
const { readSource } = renderOptions;
const rendered = (report: Report, limit: number | null = 65_535) => summary(report, { readSource, links, limit });
const commentOptions: CommentOptions = {
  name: 'migration-gate',
  links,
  detailsUrl: 'https://github.com/x',
  limit: 65_536,
};

const refused = finding({
  check: 'upgrade-applies',
  engines: ['postgres'],
  what: 'Postgres refused the statement: relation "ix_orders_note" already exists (42P07)\n\n```sql\nCREATE INDEX ix_orders_note ON orders (note)\n```',
  causes: [{ check: 'upgrade-repeats', file, line: 2, what: 'The second upgrade fails.\nMore.' }],
});
const atBase = finding({
  check: 'merged-revisions-unchanged',
  severity: 'warning',
  at: { file: 'migrations/versions/gone (1).py', line: 4, commit: 'base' },
  engines: [],
  what: '`0002` was removed.',
});
const nothingNew = reportOf('pass', [], evidence({ walks: [] }, []));
const stopped = reportOf(
  'inconclusive',
  [],
  evidence({ walks: [] }),
  new GateError('no-postgres', 'Docker is not there', { hint: 'Start it.' }),
);
const unlearned = reportOf(
  'inconclusive',
  [],
  evidence({
    unknowns: [
      {
        what: '3f2a was not walked',
        why: '77bb could not be applied',
        at: { file, line: null, commit: 'head' },
        decisive: true,
      },
      { what: 'rows', why: 'none', at: null, decisive: false },
    ],
    notes: [{ what: 'not walked on SQLite', at: null }],
  }),
);

test.each([
  [reportOf('pass'), 'Pass: 1 revision walked on Postgres 17.10 (embedded) and SQLite 3.45.1'],
  [
    reportOf('fail', [refused, atBase]),
    'Fail: 1 error, 1 warning; 1 revision walked on Postgres 17.10 (embedded) and SQLite 3.45.1',
  ],
  [nothingNew, 'Pass: nothing new: no revision was added, edited or removed since 4a219b8c01b7'],
  [stopped, 'Could not run: Docker is not there'],
])('the title %#', (report, expected) => {
  expect(title(report)).toBe(expected);
});

test('a title has at most 255 characters and no half of one', () => {
  const report = reportOf(
    'inconclusive',
    [],
    evidence(),
    new GateError('io', `${'x'.repeat(253)}👩‍👩‍👧‍👦 y`, { hint: '' }),
  );
  expect(title(report)).toBe(`Could not run: ${'x'.repeat(239)}…`);
  expect(title(report).length).toBe(255);
});

test('the summary of a failing run', async () => {
  expect(await rendered(reportOf('fail', [refused, atBase]))).toMatchInlineSnapshot(`
"**Fail.** 1 error, 1 warning; 1 revision walked on Postgres 17.10 (embedded) and SQLite 3.45.1 in 1.4 s.

### Plan

- new \`3f2a\` in [\`migrations/versions/3f2a_note.py\`](https://github.com/acme/shop/blob/cccccccccccccccccccccccccccccccccccccccc/migrations/versions/3f2a_note.py)

### Revision \`3f2a\`

**error** \`upgrade-applies\` on Postgres at [\`migrations/versions/3f2a_note.py:3\`](https://github.com/acme/shop/blob/cccccccccccccccccccccccccccccccccccccccc/migrations/versions/3f2a_note.py#L3)

Postgres refused the statement: relation "ix\\_orders\\_note" already exists (42P07)

\`\`\`sql
CREATE INDEX ix_orders_note ON orders (note)
\`\`\`

\`\`\`
  1 | def upgrade():
  2 |     op.add_column("orders", sa.Column("note", sa.Text()))
> 3 |     op.create_index("ix_orders_note", "orders", ["note"])
    |     ^
  4 |
  5 |
\`\`\`

Why it matters: A rollback leaves it behind, and the next upgrade fails on it.

What to do: Drop it in downgrade(): op.drop\\_index("ix\\_orders\\_note").

- also \`upgrade-repeats\` at [\`migrations/versions/3f2a_note.py:2\`](https://github.com/acme/shop/blob/cccccccccccccccccccccccccccccccccccccccc/migrations/versions/3f2a_note.py#L2): The second upgrade fails.

**warning** \`merged-revisions-unchanged\` at [\`migrations/versions/gone (1).py:4\`](https://github.com/acme/shop/blob/4a219b8c01b7de6a1f0e4d8f7b2c3a5e6d7f8091/migrations/versions/gone%20%281%29.py#L4) as it is at the base

\`0002\` was removed.

Why it matters: A rollback leaves it behind, and the next upgrade fails on it.

What to do: Drop it in downgrade(): op.drop\\_index("ix\\_orders\\_note").

### What was walked

On Postgres 17.10 (embedded) and SQLite 3.45.1.

| revision | engine | movement | outcome | time | statements |
| --- | --- | --- | --- | --- | --- |
| \`3f2a\` | Postgres | upgrade | ok | 12.1 ms | 1 |
| \`3f2a\` | Postgres | downgrade | ok | 8.0 ms | 1 |
| \`3f2a\` | Postgres | re-upgrade | ok | 1.2 s | 1 |
| \`3f2a\` | SQLite | upgrade | ok | 12.1 ms | 1 |
| \`3f2a\` | SQLite | downgrade | ok | 8.0 ms | 1 |
| \`3f2a\` | SQLite | re-upgrade | ok | 1.2 s | 1 |

<details><summary>SQL of <code>3f2a</code> on Postgres</summary>

upgrade:

\`\`\`sql
ALTER TABLE orders ADD COLUMN note TEXT;
\`\`\`

downgrade:

\`\`\`sql
ALTER TABLE orders ADD COLUMN note TEXT;
\`\`\`

</details>

<details><summary>SQL of <code>3f2a</code> on SQLite</summary>

upgrade:

\`\`\`sql
ALTER TABLE orders ADD COLUMN note TEXT;
\`\`\`

downgrade:

\`\`\`sql
ALTER TABLE orders ADD COLUMN note TEXT;
\`\`\`

</details>
"
`);
});

test('the summary of a run that could not learn what it must says so first', async () => {
  expect(await rendered(unlearned)).toMatchInlineSnapshot(`
"**Inconclusive.** 1 thing that had to be known could not be learned; 1 revision walked on Postgres 17.10 (embedded) and SQLite 3.45.1 in 1.4 s.

### Could not be learned

- 3f2a was not walked: 77bb could not be applied ([\`migrations/versions/3f2a_note.py\`](https://github.com/acme/shop/blob/cccccccccccccccccccccccccccccccccccccccc/migrations/versions/3f2a_note.py))

### Plan

- new \`3f2a\` in [\`migrations/versions/3f2a_note.py\`](https://github.com/acme/shop/blob/cccccccccccccccccccccccccccccccccccccccc/migrations/versions/3f2a_note.py)

### What was walked

On Postgres 17.10 (embedded) and SQLite 3.45.1.

| revision | engine | movement | outcome | time | statements |
| --- | --- | --- | --- | --- | --- |
| \`3f2a\` | Postgres | upgrade | ok | 12.1 ms | 1 |
| \`3f2a\` | Postgres | downgrade | ok | 8.0 ms | 1 |
| \`3f2a\` | Postgres | re-upgrade | ok | 1.2 s | 1 |
| \`3f2a\` | SQLite | upgrade | ok | 12.1 ms | 1 |
| \`3f2a\` | SQLite | downgrade | ok | 8.0 ms | 1 |
| \`3f2a\` | SQLite | re-upgrade | ok | 1.2 s | 1 |

<details><summary>SQL of <code>3f2a</code> on Postgres</summary>

upgrade:

\`\`\`sql
ALTER TABLE orders ADD COLUMN note TEXT;
\`\`\`

downgrade:

\`\`\`sql
ALTER TABLE orders ADD COLUMN note TEXT;
\`\`\`

</details>

<details><summary>SQL of <code>3f2a</code> on SQLite</summary>

upgrade:

\`\`\`sql
ALTER TABLE orders ADD COLUMN note TEXT;
\`\`\`

downgrade:

\`\`\`sql
ALTER TABLE orders ADD COLUMN note TEXT;
\`\`\`

</details>

<details><summary>Could not be learned, of no weight for the verdict (1)</summary>

- rows: none

</details>

<details><summary>Notes (1)</summary>

- not walked on SQLite

</details>
"
`);
});

test('the summary of a run that was stopped says why and what to do', async () => {
  expect(await rendered(stopped)).toMatchInlineSnapshot(`
"**Inconclusive.** the gate could not run (no-postgres) in 1.4 s.

Docker is not there

What to do: Start it.

### Plan

- new \`3f2a\` in [\`migrations/versions/3f2a_note.py\`](https://github.com/acme/shop/blob/cccccccccccccccccccccccccccccccccccccccc/migrations/versions/3f2a_note.py)
"
`);
});

test('the comment of a failing run', () => {
  expect(comment(reportOf('fail', [refused, atBase]), commentOptions)).toMatchInlineSnapshot(`
"<!-- migration-gate: migration-gate -->
\`migration-gate\`: **Fail.** 1 error, 1 warning; 1 revision walked on Postgres 17.10 (embedded) and SQLite 3.45.1 in 1.4 s.

Findings:

- **error** \`upgrade-applies\` on Postgres in revision \`3f2a\` at [\`migrations/versions/3f2a_note.py:3\`](https://github.com/acme/shop/blob/cccccccccccccccccccccccccccccccccccccccc/migrations/versions/3f2a_note.py#L3)\\
  Postgres refused the statement: relation "ix\\_orders\\_note" already exists (42P07)\\
  Drop it in downgrade(): op.drop\\_index("ix\\_orders\\_note").
- **warning** \`merged-revisions-unchanged\` in revision \`3f2a\` at [\`migrations/versions/gone (1).py:4\`](https://github.com/acme/shop/blob/4a219b8c01b7de6a1f0e4d8f7b2c3a5e6d7f8091/migrations/versions/gone%20%281%29.py#L4) as it is at the base\\
  \`0002\` was removed.\\
  Drop it in downgrade(): op.drop\\_index("ix\\_orders\\_note").

[Every finding with its lines, what was walked and the SQL that ran](https://github.com/x)
"
`);
});

test.each([[reportOf('pass')], [nothingNew]])('the comment is one line when all is well', (report) => {
  const lines = comment(report, commentOptions).trim().split('\n');
  expect(lines).toEqual([
    commentMarker('migration-gate'),
    expect.stringMatching(/^`migration-gate`: \*\*Pass\.\*\* .*\.$/),
  ]);
});

test('the name in the marker cannot end it', () => {
  expect(commentMarker('a --> <b>')).toBe('<!-- migration-gate: a%20--%3E%20%3Cb%3E -->');
});

test('annotations: the harshest first, none for the base or for no place', () => {
  const report = reportOf('fail', [finding({ severity: 'notice' }), refused, atBase, finding({ at: null })]);
  expect(annotations(report)).toMatchInlineSnapshot(`
[
  {
    "annotation_level": "failure",
    "end_line": 3,
    "message": "Postgres refused the statement: relation "ix_orders_note" already exists (42P07)
CREATE INDEX ix_orders_note ON orders (note)

Why: A rollback leaves it behind, and the next upgrade fails on it.

Fix: Drop it in downgrade(): op.drop_index("ix_orders_note").",
    "path": "migrations/versions/3f2a_note.py",
    "raw_details": "upgrade-repeats (migrations/versions/3f2a_note.py:2)
The second upgrade fails.
More.",
    "start_line": 3,
    "title": "upgrade-applies: revision 3f2a on Postgres",
  },
  {
    "annotation_level": "notice",
    "end_line": 3,
    "message": "After the downgrade index \`ix_orders_note\` on \`orders\` is still there.

Why: A rollback leaves it behind, and the next upgrade fails on it.

Fix: Drop it in downgrade(): op.drop_index("ix_orders_note").",
    "path": "migrations/versions/3f2a_note.py",
    "start_line": 3,
    "title": "downgrade-restores-schema: revision 3f2a on Postgres and SQLite",
  },
]
`);
});

test('a decisive unknown is annotated where it is', () => {
  expect(annotations(unlearned)).toMatchObject([{ path: file, start_line: 1, annotation_level: 'failure' }]);
});

test('an annotation keeps to the limits of GitHub', () => {
  const notices = Array.from({ length: 12 }, (_, index) =>
    finding({
      check: 'dropped-object-unreferenced',
      severity: 'notice',
      at: { file, line: index + 1, commit: 'head' },
    }),
  );
  expect(annotations(reportOf('pass', notices))).toHaveLength(10);
  const [long] = annotations(reportOf('fail', [finding({ revision: 'r'.repeat(300), what: '👩‍👩‍👧‍👦'.repeat(9000) })]));
  expect(long?.title.length).toBe(255);
  expect(Buffer.byteLength(long?.message ?? '')).toBeLessThanOrEqual(64 * 1024);
  expect(long?.message).toMatch(/👩‍👩‍👧‍👦…$/u);
});

const many = (length: number) =>
  Array.from({ length }, (_, index) =>
    finding({
      severity: index % 10 === 9 ? 'error' : 'warning',
      fingerprint: `${index}`,
      what: `Number ${index}. ${'```\nx\n'.repeat(30)}`,
    }),
  );

test('a summary is cut between findings, the mildest left out, and says how many', async () => {
  const text = await rendered(reportOf('fail', many(1000)));
  const seen = page(text);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_535);
  const [, left] = /(\d+) findings/.exec(seen.text) ?? [];
  const shown = text.match(/^\*\*(error|warning)\*\*/gm) ?? [];
  expect(shown.length).toBeGreaterThan(50);
  expect(shown.length + Number(left)).toBe(1000);
  expect(new Set(shown.slice(0, shown.length))).toEqual(new Set(['**error**']));
  expect(seen.text).toContain('What was walked');
});

test('no part is too large for a summary and a comment: plans, unknowns, SQL and words are cut', async () => {
  const wide = '漢'.repeat(20_000);
  const report = reportOf(
    'fail',
    [finding({ what: `${wide}\n\n\`\`\`\n${wide}\n\`\`\`\n\n\`\`\`\n${wide}\n\`\`\``, why: wide, fix: wide })],
    evidence(
      { unknowns: Array.from({ length: 500 }, () => ({ what: wide, why: wide, at: null, decisive: true })) },
      Array.from({ length: 5000 }, (_, index) => planned({ revision: `${index}` })),
    ),
  );
  const texts = [await rendered(report), comment(report, commentOptions)];
  for (const text of texts) {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_535);
    expect(text).toContain('more, in the report');
  }
});
