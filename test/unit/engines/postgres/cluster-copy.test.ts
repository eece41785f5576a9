import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { copyCluster } from '../../../../src/engines/postgres/cluster-copy.ts';
import type { Maintenance } from '../../../../src/engines/postgres/maintenance.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cluster-copy-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const segment = '000000010000000000000002';

/** A session that answers as a server does. */
const maintenance = {
  async query(sql: string) {
    if (sql.includes('labelfile'))
      return [{ label: `START WAL LOCATION: 0/2000028 (file ${segment})\n`, last: segment }];
    if (sql.includes('pg_ls_waldir')) return [{ name: segment }, { name: '000000010000000000000001' }];
    return sql.includes('recursive') ? [{ path: 'PG_VERSION' }, { path: 'base' }] : [];
  },
} as unknown as Maintenance;

const copy = (end: number, asked: string[] = []) =>
  copyCluster(
    {
      path: '/where/pgdata',
      password: 'secret',
      async tar(args, take) {
        asked.push(args.join(' '));
        await take(Readable.from([Buffer.alloc(512, 1), Buffer.alloc(100), Buffer.alloc(end)], { objectMode: false }));
      },
    },
    'base',
    folder,
    maintenance,
    17,
  );

test('a copy holds the files, and of the log what lies between its begin and its end', async () => {
  const asked: string[] = [];
  await copy(1024, asked);
  const begin = '-c -f - -C /where --no-recursion pgdata';
  expect(asked).toEqual([`${begin} pgdata/PG_VERSION pgdata/base`, `${begin} pgdata/pg_wal/${segment}`]);
  expect(readdirSync(folder).sort()).toEqual(['backup_label', 'cluster.json', 'data.tar.zst', 'wal.tar.zst']);
});

test.each([0, 512, 923])('an archive that ends early is an error: %i bytes of its end', async (end) => {
  await expect(copy(end)).rejects.toThrow('the copy of its data was cut short');
  expect(readdirSync(folder)).not.toContain('cluster.json');
});
