import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { python, root } from '../../scripts/setup.mjs';
import { gate } from '../support/gate-command.ts';
import { notes, openShop, revisionFile, type Shop, versions } from '../support/shop.ts';

const sqlite = ['check', '--engines', 'sqlite'];
const file = `${versions}/0003_notes.py`;

/** The project's env.py with further lines behind its imports. */
function envWith(shop: Shop, lines: string): string {
  const env = readFileSync(join(shop.folder, 'migrations/env.py'), 'utf8');
  return `import sqlite3\n${lines}\n${env}`;
}

test.each([
  { how: 'insists on it', lines: "sqlite3.connect('other.db')" },
  { how: 'attaches it', lines: "sqlite3.connect(':memory:').execute('ATTACH \"other.db\" AS other')" },
  { how: 'copes with the refusal', lines: "try:\n    sqlite3.connect('other.db')\nexcept OSError:\n    pass" },
])('an env.py that goes to a database of its own is a finding: it $how', async ({ lines }) => {
  using shop = openShop();
  shop.commit('proposal', { [file]: notes, 'migrations/env.py': envWith(shop, lines) });
  const { code, report } = await gate(sqlite, { cwd: shop.folder });
  expect(report?.findings).toMatchObject([
    {
      check: 'only-the-scratch-database',
      severity: 'error',
      file: 'migrations/env.py',
      what: expect.stringContaining('`other.db`'),
    },
  ]);
  expect(report?.error).toBeNull();
  expect(code).toBe(1);
  expect(existsSync(join(shop.folder, 'other.db'))).toBe(false);
});

test('a module that connects once, when it is imported, is told of the revisions that are walked', async () => {
  using shop = openShop();
  const module = "import sqlite3\ntry:\n    sqlite3.connect('other.db')\nexcept OSError:\n    pass\n";
  shop.commit('proposal', {
    [file]: notes,
    'settings.py': module,
    'migrations/env.py': envWith(shop, 'import settings'),
  });
  const { code, report } = await gate(sqlite, { cwd: shop.folder });
  expect(report?.findings).toMatchObject([{ check: 'only-the-scratch-database', file: 'migrations/env.py' }]);
  expect(code).toBe(1);
});

test('the session of a process that was killed is ended in the database, and nothing waits for its locks', async () => {
  using shop = openShop();
  const upgrade =
    'op.execute("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE")\nop.execute("SELECT pg_sleep(600)")';
  shop.commit('proposal', { [file]: revisionFile('0003', '0002', upgrade) });
  const { report } = await gate(['check', '--postgres', 'embedded', '--engines', 'postgres', '--timeout', '8s'], {
    cwd: shop.folder,
  });
  expect(report).toMatchObject({ verdict: 'inconclusive', unknowns: [{ decisive: true, line: 11 }] });
  expect(report?.walks[0]?.steps.map(({ outcome }) => outcome)).toEqual(['failed', 'skipped', 'skipped']);
}, 60_000);

test('no text of a project is a command to the runner that reads the log', async () => {
  using shop = openShop();
  const evil =
    '::error::pwned ##[error]pwned\\r::stop-commands::x\\n::add-mask::y\\n  ::set-output name=a::b\\r\\n##vso[task.complete]';
  const upgrade = `print("${evil}")\nop.execute("""SELECT 1 -- ${evil.replaceAll('\\\\', '\\')}""")\nraise RuntimeError("${evil}")`;
  shop.commit('proposal', { [file]: revisionFile('0003', '0002', upgrade) });
  for (const args of [sqlite, [...sqlite, '--project', 'alembic.ini\n::error::x']]) {
    const { stdout, stderr, code } = await gate(args, { cwd: shop.folder });
    expect([1, 2]).toContain(code);
    expect(`${stdout}${stderr}`).toContain(code === 1 ? 'pwned' : 'alembic.ini');
    expect(liveCommands(`${stdout}\n${stderr}`)).toEqual([]);
  }
  shop.commit('in env.py', { 'migrations/env.py': `print("${evil}")\nraise RuntimeError("${evil}")\n` });
  const { stdout, stderr, code } = await gate(sqlite, { cwd: shop.folder });
  expect(code).toBe(2);
  expect(`${stdout}${stderr}`).toContain('pwned');
  expect(liveCommands(`${stdout}\n${stderr}`)).toEqual([]);
});

/** What the runner would take for a command: it reads lines as .NET does, trims the start for `::`, and finds `##[` anywhere. */
const liveCommands = (log: string): readonly string[] =>
  log.split(/\r\n|\n|\r/).filter((line) => /^\s*::[^ ]/.test(line) || /##\w*\[/.test(line));

describe('--isolate', () => {
  test('walks on both engines as without it', async () => {
    using shop = openShop();
    shop.commit('proposal', { [file]: notes });
    const { report, code } = await gate(['check', '--postgres', 'embedded', '--isolate'], { cwd: shop.folder });
    expect(report?.findings).toEqual([]);
    expect(report?.walks.map(({ engine }) => engine).sort()).toEqual(['postgres', 'sqlite']);
    expect(code).toBe(0);
  });

  test('where the host does not allow it, the gate does not run, and says why', () => {
    using shop = openShop();
    shop.commit('proposal', { [file]: notes });
    // In a namespace of its own a user may forbid itself any further one.
    const forbid = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"';
    const command = [process.execPath, join(root, 'dist/cli.js'), ...sqlite, '--isolate'];
    const { status, stdout, stderr } = spawnSync('unshare', ['-r', 'sh', '-c', forbid, 'sh', ...command], {
      cwd: shop.folder,
      env: { ...process.env, VIRTUAL_ENV: dirname(dirname(python)) },
      encoding: 'utf8',
    });
    expect(`${stdout}${stderr}`.replace(/\s+/g, ' ')).toMatch(
      /this host gives a process no network of its own: unshare: unshare failed: No space left on device.*sysctl -w kernel/,
    );
    expect(status).toBe(2);
  });
});
