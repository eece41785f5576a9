import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/reporters/report.ts';
import { gate } from '../support/gate-command.ts';
import { proposal } from '../support/proposal.ts';
import { notes, openShop, revisionFile, type Shop, versions } from '../support/shop.ts';

async function check(folder: string): Promise<Report> {
  const { report, stderr } = await gate(['check', '--base', 'main', '--engines', 'sqlite'], { cwd: folder });
  if (!report) throw new Error(`no report was written:\n${stderr}`);
  return report;
}

const env =
  'from alembic import context\nimport sqlalchemy as sa\nwith sa.create_engine("sqlite://").connect() as connection:\n    context.configure(connection=connection)\n    with context.begin_transaction():\n        context.run_migrations()\n';

const planned = ({ plan }: Report) => plan.map(({ revision, kind, file }) => `${revision} ${kind} ${file}`);

describe('a script folder that was moved as a whole', () => {
  const moved = (shop: Shop): Record<string, string | null> => {
    const files = shop.git('ls-files', 'migrations').split('\n');
    const ini = shop
      .git('show', 'HEAD:alembic.ini')
      .replace('script_location = migrations', 'script_location = db/changes');
    return Object.fromEntries([
      ['alembic.ini', `${ini}\n`],
      ...files.flatMap((file) => [
        [file, null],
        [file.replace('migrations/', 'db/changes/'), `${shop.git('show', `HEAD:${file}`)}\n`],
      ]),
    ]);
  };

  test('has nothing new but what is new in it', async () => {
    using shop = openShop();
    shop.commit('move', { ...moved(shop), 'db/changes/versions/0003_notes.py': notes });
    const report = await check(shop.folder);
    expect(planned(report)).toEqual(['0003 new db/changes/versions/0003_notes.py']);
    expect(report).toMatchObject({ verdict: 'pass', error: null, unknowns: [] });
  });

  test('is compared with where it lay', async () => {
    using shop = openShop();
    const orders = shop.git('show', `HEAD:${versions}/0002_orders.py`).replace('sa.String(20)', 'sa.String(30)');
    shop.commit('move and edit', { ...moved(shop), 'db/changes/versions/0002_orders.py': `${orders}\n` });
    const report = await check(shop.folder);
    expect(planned(report)).toEqual(['0002 edited db/changes/versions/0002_orders.py']);
    expect(report.findings.map(({ check }) => check)).toContain('merged-revisions-unchanged');
  });
});

describe('what the text of a revision does not say', () => {
  test('a changed file that no revision names is told', async () => {
    using shop = openShop();
    shop.git('switch', '--quiet', 'main');
    shop.commit('a file', { 'migrations/sql/0002.sql': 'SELECT 1', 'migrations/README': 'read me' });
    shop.git('switch', '--quiet', 'proposal');
    shop.git('merge', '--quiet', 'main');
    shop.commit('change it', {
      'migrations/sql/0002.sql': 'SELECT 2',
      'migrations/README': 'read it',
      'migrations/sql/new.sql': '',
    });
    const report = await check(shop.folder);
    expect(report.notes.filter(({ what }) => what.includes(' changed, '))).toEqual([
      {
        what: 'migrations/sql/0002.sql changed, and no revision of alembic.ini names it. If a merged revision reads one by a name that it computes, walk that one too: `--revision ID`',
        file: 'migrations/sql/0002.sql',
        line: null,
      },
    ]);
  });

  test('a history that Alembic loads otherwise makes a plan of edited revisions unknown too', async () => {
    const hidden =
      'if True:\n    exec("revision = \'z9\'")\nrevision = "b2"\ndown_revision = "a1"\nimport sys\nif "alembic.script" in sys.modules:\n    globals()["down_revision"] = ("a1", "c3")\ndef upgrade(): pass\ndef downgrade(): pass\n';
    using project = proposal(
      {
        'alembic.ini': '[alembic]\nscript_location = migrations\n',
        'migrations/env.py': env,
        'migrations/versions/a1.py': revisionFile('a1', null, 'pass'),
        'migrations/versions/c3.py': revisionFile('c3', null, 'pass'),
        'migrations/versions/b2.py': hidden,
      },
      { 'migrations/versions/b2.py': `${hidden}# edited\nprint("edited")\n` },
    );
    const report = await check(project.folder);
    expect(planned(report)).toEqual(['b2 edited migrations/versions/b2.py']);
    expect(report.verdict).not.toBe('pass');
    expect(report.unknowns.map(({ what }) => what)).toContain(
      'alembic.ini: what Alembic loads is not what its files say: b2',
    );
  });

  test('revisions of another section in the same script location are none of this one’s', async () => {
    using project = proposal(
      {
        'alembic.ini':
          '[one]\nscript_location = migrations\nversion_locations = migrations/one\n[two]\nscript_location = migrations\nversion_locations = migrations/two\n',
        'migrations/env.py': env,
        'migrations/one/a1.py': revisionFile('a1', null, 'op.execute("SELECT 1")'),
        'migrations/two/b1.py': revisionFile('b1', null, 'op.execute("SELECT 1")'),
      },
      {
        'migrations/one/a2.py': revisionFile('a2', 'a1', 'op.execute("SELECT 2")'),
        'migrations/two/b1.py': revisionFile('b1', null, 'op.execute("SELECT 1")', '"""edited"""\npass'),
      },
    );
    const report = await check(project.folder);
    expect(planned(report)).toEqual(['a2 new migrations/one/a2.py']);
    expect(report).toMatchObject({ verdict: 'pass', unknowns: [] });
    expect(report.notes.filter(({ what }) => what.includes(' changed, '))).toEqual([]);
  });

  test('with --all a folder that only env.py knows is no silent pass either', async () => {
    using project = proposal(
      {
        'alembic.ini': '[alembic]\nscript_location = migrations\n',
        'migrations/env.py': env,
        'migrations/shared/a1.py': revisionFile('a1', null, 'op.execute("SELECT 1")'),
      },
      {},
    );
    const { report } = await gate(['check', '--all', '--engines', 'sqlite'], { cwd: project.folder });
    expect(report).toMatchObject({
      verdict: 'inconclusive',
      unknowns: [{ what: 'migrations/shared/a1.py was not planned', decisive: true }],
    });
  });
});
