import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pullRequest } from '../../scripts/example.mjs';
import type { Report } from '../../src/reporters/report.ts';
import { gate } from '../support/gate-command.ts';

const base = {
  'migrations/versions/0004_state.py': `from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade():
    op.execute("CREATE TYPE order_state AS ENUM ('new', 'archived', 'gone')")
    op.execute("ALTER TABLE customers ADD state order_state, ADD nick varchar(50), ADD note text, ADD code text")


def downgrade():
    op.execute("ALTER TABLE customers DROP state, DROP nick, DROP note, DROP code")
    op.execute("DROP TYPE order_state")
`,
  'shop/state.py': `from sqlalchemy import text


def states(session, customer, author):
    session.execute(text("SELECT nick FROM customers"))
    session.execute(text("SELECT note FROM customers"))
    session.execute(text("SELECT code FROM customers"))
    return customer.state == "archived" or customer.state == "gone" or author.note == "archived"
`,
};

const head = {
  'migrations/versions/0005_state.py': `import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade():
    op.execute("DO $$ BEGIN EXECUTE 'ALTER TYPE order_state RENAME VALUE ''archived'' TO ''done'''; END $$")
    op.execute("DO $$ BEGIN EXECUTE 'ALTER TABLE customers RENAME note TO remark'; END $$")
    op.alter_column("customers", "nick", type_=sa.String(20), nullable=False)
    op.add_column("customers", sa.Column("codes", sa.Text()))
    op.execute("UPDATE customers SET codes = upper(code)")
    op.drop_column("customers", "code")


def downgrade():
    op.add_column("customers", sa.Column("code", sa.Text()))
    op.drop_column("customers", "codes")
    op.alter_column("customers", "nick", type_=sa.String(50), nullable=True)
    op.execute("ALTER TABLE customers RENAME remark TO note")
    op.execute("ALTER TYPE order_state RENAME VALUE 'done' TO 'archived'")
`,
};

let repository: ReturnType<typeof pullRequest>;
beforeAll(() => {
  repository = pullRequest('dropped-object-unreferenced', 'good');
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: repository.folder, stdio: 'pipe' });
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.org'];
  const commit = (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) writeFileSync(join(repository.folder, path), text);
    git('add', '--all');
    git(...identity, 'commit', '--quiet', '--message=x');
  };
  commit(base);
  git('branch', '--force', 'main', 'HEAD');
  git('checkout', '--quiet', '-b', 'topic-2');
  commit(head);
});
afterAll(() => repository.dispose());

test('a real Postgres tells renames, labels, copied values and columns that take less', async () => {
  const file = join(repository.folder, '.git/report.json');
  const args = [
    'check',
    '--base',
    'main',
    '--engines',
    'postgres',
    '--postgres',
    'embedded',
    '--format',
    `json:${file}`,
  ];
  const { code } = await gate(args, { cwd: repository.folder });
  const { findings } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  expect(code).toBe(1);
  expect(findings.map(({ severity, file, line, fix }) => `${severity} ${file}:${line} ${fix}`)).toEqual([
    'error shop/state.py:7 Read `customers.codes` instead, where revision 0005 moves the value (line 13); or keep `customers.code` for one more release.',
    'error shop/state.py:6 Name `remark` instead: the revision renames it.',
    'warning shop/state.py:8 Name `done` instead: the revision renames it.',
    'notice shop/state.py:5 See that this line reads and writes only what the column takes afterwards.',
  ]);
});
