import { expect, test } from '@jest/globals';
import type { DatabaseTarget } from '../../../../src/domain/database.ts';
import { fillIn, targetUrl } from '../../../../src/tools/alembic/target-urls.ts';

const postgres: DatabaseTarget = {
  engine: 'postgres',
  host: '127.0.0.1',
  port: 5433,
  user: 'ga te',
  password: 'p@s/s',
  database: 'scratch',
};
const sqlite: DatabaseTarget = { engine: 'sqlite', path: '/tmp/scratch.db' };

test.each([
  [null, 'postgresql', 'sqlite'],
  ['driver://user:pass@localhost/dbname', 'postgresql', 'sqlite'],
  ['postgresql+psycopg://h/d', 'postgresql+psycopg', 'sqlite'],
  ['postgres+asyncpg://h/d', 'postgresql+asyncpg', 'sqlite+aiosqlite'],
  ['sqlite+aiosqlite:///x.db', 'postgresql+asyncpg', 'sqlite+aiosqlite'],
  ['mysql+pymysql://h/d', 'postgresql', 'sqlite'],
  ['mysql+aiomysql://h/d', 'postgresql+asyncpg', 'sqlite+aiosqlite'],
])('a project of %s gets %s and %s', (url, onPostgres, onSqlite) => {
  expect(targetUrl(postgres, url)).toBe(`${onPostgres}://ga%20te:p%40s%2Fs@127.0.0.1:5433/scratch`);
  expect(targetUrl(sqlite, url)).toBe(`${onSqlite}:////tmp/scratch.db`);
});

test('a Unix socket and an IPv6 address have their own forms', () => {
  expect(targetUrl({ ...postgres, host: '/run/pg', password: '' }, null)).toBe(
    'postgresql://ga%20te@/scratch?host=%2Frun%2Fpg&port=5433',
  );
  expect(targetUrl({ ...postgres, host: '::1', password: '' }, null)).toBe('postgresql://ga%20te@[::1]:5433/scratch');
});

test('templates know every part, and leave other braces alone', () => {
  expect(fillIn('{user}|{password}|{host}|{port}|{database}|{other}|{ host }', postgres, null)).toBe(
    'ga te|p@s/s|127.0.0.1|5433|scratch|{other}|{ host }',
  );
  expect(fillIn('{path}|{database}|{url}', sqlite, null)).toBe(
    '/tmp/scratch.db|/tmp/scratch.db|sqlite:////tmp/scratch.db',
  );
  expect(Number(fillIn('{port}', sqlite, null))).toBe(5432);
});
