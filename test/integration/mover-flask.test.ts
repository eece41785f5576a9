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

const project = (files: Readonly<Record<string, string>>) => {
  const made = alembicProject({
    env: 'flask-env.py',
    revisions: { a1: revision('a1', null, "op.create_table('t', sa.Column('id', sa.Integer))", "op.drop_table('t')") },
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
