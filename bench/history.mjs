// Makes a repository whose main branch is an Alembic history of usual changes and whose branch proposes the newest few of them.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @param {number} length how many revisions there are
 * @param {number} fresh how many of them, the newest, are not on main
 * @returns the repository's folder, and `dispose()` that removes it
 */
export function makeHistory(length, fresh) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-history-'));
  const git = (...args) =>
    execFileSync(
      'git',
      ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', '-c', 'commit.gpgsign=false', ...args],
      { cwd: folder, stdio: 'pipe' },
    );
  const { files, models } = history(length);
  const write = (some) => {
    for (const { name, text } of some) writeFileSync(join(folder, 'migrations/versions', name), text);
  };
  cpSync(join(import.meta.dirname, 'project'), folder, { recursive: true });
  mkdirSync(join(folder, 'migrations/versions'));
  writeFileSync(join(folder, 'models.py'), models);
  write(files.slice(0, length - fresh));
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'what is in production');
  git('switch', '--quiet', '--create', 'proposal');
  write(files.slice(length - fresh));
  git('add', '--all');
  git('commit', '--quiet', '--message', 'what is proposed');
  return { folder, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Ten kinds of change, over and over: three tables, one of them with a foreign key, four columns, two indexes, a wider type. */
function history(length) {
  const tables = [];
  const files = [];
  for (let n = 1; n <= length; n += 1) {
    const [upgrade, downgrade] = change(n, tables);
    const id = idOf(n);
    files.push({ name: `${id}_step_${n}.py`, text: revision(id, n === 1 ? null : idOf(n - 1), upgrade, downgrade) });
  }
  return { files, models: modelsOf(tables) };
}

const idOf = (n) => n.toString(16).padStart(12, '0');

function change(n, tables) {
  const table = tables.at(-1);
  const name = `c_${n}`;
  switch (n % 10) {
    case 1:
    case 5:
    case 8:
      return createTable(`t_${n}`, n % 10 === 5 ? table.name : null, tables);
    case 2:
    case 6:
    case 9:
      return addColumn(table, name, 'sa.String(30), nullable=True');
    case 4:
      return addColumn(table, name, "sa.Integer(), nullable=False, server_default='0'");
    case 3:
    case 7: {
      const index = `ix_${table.name}_${n}`;
      table.indexes.push(index);
      return [`op.create_index('${index}', '${table.name}', ['name'])`, `op.drop_index('${index}', '${table.name}')`];
    }
    default: {
      table.columns.set('name', 'sa.String(100), nullable=False');
      const alter = (from, to) =>
        `with op.batch_alter_table('${table.name}') as batch:\n        batch.alter_column('name', existing_type=sa.String(${from}), type_=sa.String(${to}), existing_nullable=False)`;
      return [alter(50, 100), alter(100, 50)];
    }
  }
}

function createTable(name, parent, tables) {
  const columns = new Map([
    ['id', 'sa.Integer(), primary_key=True'],
    ['name', 'sa.String(50), nullable=False'],
    ['created_at', 'sa.DateTime()'],
  ]);
  if (parent)
    columns.set('parent_id', `sa.Integer(), sa.ForeignKey('${parent}.id', name='fk_${name}_parent'), nullable=False`);
  const text = [...columns].map(([column, type]) => `sa.Column('${column}', ${type})`).join(',\n        ');
  tables.push({ name, columns, indexes: [] });
  return [`op.create_table(\n        '${name}',\n        ${text},\n    )`, `op.drop_table('${name}')`];
}

function addColumn(table, name, type) {
  table.columns.set(name, type);
  return [
    `op.add_column('${table.name}', sa.Column('${name}', ${type}))`,
    `op.drop_column('${table.name}', '${name}')`,
  ];
}

const revision = (id, parent, upgrade, downgrade) => `"""step

Revision ID: ${id}
Revises: ${parent ?? ''}
"""
import sqlalchemy as sa
from alembic import op

revision = '${id}'
down_revision = ${parent === null ? 'None' : `'${parent}'`}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrade}


def downgrade() -> None:
    ${downgrade}
`;

/** What the whole history makes, as pytest-alembic compares it. */
function modelsOf(tables) {
  const texts = tables.map(({ name, columns, indexes }) => {
    const parts = [
      ...[...columns].map(([column, type]) => `sa.Column('${column}', ${type})`),
      ...indexes.map((index) => `sa.Index('${index}', 'name')`),
    ];
    return `sa.Table('${name}', metadata,\n    ${parts.join(',\n    ')})`;
  });
  return ['import sqlalchemy as sa', 'metadata = sa.MetaData()', ...texts, ''].join('\n');
}
