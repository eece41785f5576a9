import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { gate } from '../support/gate-command.ts';
import { notes, openShop, type Shop, versions } from '../support/shop.ts';

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
