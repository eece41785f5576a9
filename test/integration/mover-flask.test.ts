import { expect, test } from '@jest/globals';
import { alembicProject, issued, open, revision, traced } from './support/alembic-project.ts';

const application = [
  'from flask import Flask',
  'from flask_migrate import Migrate',
  'from flask_sqlalchemy import SQLAlchemy',
  '',
  'db = SQLAlchemy()',
  '',
  'def create_app():',
  '    app = Flask(__name__)',
  "    app.config['SQLALCHEMY_DATABASE_URI'] = 'mysql://root@db.prod/shop'",
  '    db.init_app(app)',
  '    Migrate(app, db)',
  '    return app',
  '',
].join('\n');

const table = revision('a1', null, "op.create_table('t', sa.Column('id', sa.Integer))", "op.drop_table('t')");

const project = (files: Readonly<Record<string, string>>, a1 = table) => {
  const made = alembicProject({
    env: 'flask-env.py',
    revisions: { a1 },
    files: { 'migrations/alembic.ini': '[alembic]\n', ...files },
  });
  const facts = { ...made.facts, style: 'flask-migrate' as const, iniFile: `${made.root}/migrations/alembic.ini` };
  return { ...made, facts, [Symbol.dispose]: () => made[Symbol.dispose]() };
};

test.each([
  { found: 'app.py in the working folder', files: { 'app.py': application }, env: {} },
  { found: 'FLASK_APP', files: { 'shop/__init__.py': application }, env: { FLASK_APP: 'shop' } },
  {
    found: '.flaskenv',
    files: { 'shop/__init__.py': application, '.flaskenv': 'FLASK_APP=shop:create_app\n' },
    env: {},
  },
])('a Flask application found by $found', async ({ files, env }) => {
  using flask = project(files);
  await using mover = await open(flask, flask.sqlite(), { project: { env } });
  const up = await mover.upgrade('a1', traced);
  expect(up).toMatchObject({ outcome: 'ok', bodies: 1 });
  expect(up.notes[0]?.what).toContain('mysql://root@db.prod/shop');
  expect(issued(flask, up)[0]?.[1]).toMatch(/^CREATE TABLE t/);
  expect(await mover.downgrade('a1', traced)).toMatchObject({ outcome: 'ok', bodies: 1 });
});

test('no Flask application to be found is told with Flask’s own words', async () => {
  using flask = project({});
  await expect(open(flask, flask.sqlite())).rejects.toMatchObject({
    code: 'env-failed',
    message: expect.stringContaining('Could not locate a Flask application'),
    hint: expect.stringContaining('FLASK_APP'),
  });
});

test('binds are databases of their own', async () => {
  const bound = application.replace(
    '    db.init_app(app)',
    "    app.config['SQLALCHEMY_BINDS'] = {'audit': 'sqlite:////srv/audit.db'}\n    db.init_app(app)",
  );
  const env = [
    'from alembic import context',
    'from flask import current_app',
    "db = current_app.extensions['migrate'].db",
    "for name in (None, 'audit'):",
    '    with db.engines[name].connect() as connection:',
    '        context.configure(connection=connection)',
    '        with context.begin_transaction():',
    "            context.run_migrations(engine_name=name or '')",
    '',
  ].join('\n');
  const body = (name: string) => `op.create_table('t_' + ${name}, sa.Column('id', sa.Integer))`;
  const text = revision('a1', null, body('engine_name')).replaceAll('def upgrade()', 'def upgrade(engine_name)');
  using flask = project({ 'app.py': bound, 'migrations/env.py': env }, text);
  const others = new Map([['sqlite:////srv/audit.db', { engine: 'sqlite', path: `${flask.root}/audit.db` } as const]]);
  await using mover = await open(flask, flask.sqlite(), { others });
  expect(mover.databases).toEqual(['mysql://db.prod/shop', 'sqlite:////srv/audit.db']);
  const up = await mover.upgrade('a1', traced);
  expect(up).toMatchObject({ outcome: 'ok', bodies: 2, contexts: 2, unknowns: [] });
  expect(issued(flask, up).map(([, sql]) => sql.slice(0, 20))).toEqual([
    'CREATE TABLE t_ ( id',
    'CREATE TABLE t_audit',
  ]);
});
