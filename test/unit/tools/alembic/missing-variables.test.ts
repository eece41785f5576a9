import { expect, test } from '@jest/globals';
import type { AlembicFacts } from '../../../../src/tools/alembic/facts.ts';
import { MissingVariables } from '../../../../src/tools/alembic/missing-variables.ts';
import { plausibleValue } from '../../../../src/tools/alembic/plausible-value.ts';

const facts: AlembicFacts = {
  root: '/r',
  id: 'backend/alembic.ini',
  style: 'ini',
  iniFile: null,
  tomlFile: null,
  section: 'alembic',
  scriptLocation: '/r/backend/migrations',
  versionFolders: [],
  recursive: false,
  workingFolder: '/r/backend',
  url: null,
  x: [],
  allowConnect: [],
};
const target = { engine: 'postgres', host: 'h', port: 1, user: 'u', password: 'p', database: 'd' } as const;
const named = (...names: readonly string[]) => names.map((name) => ({ name, type: '' }));

test('what errors named is missing; what was only looked for is, once the project runs with it', () => {
  const missing = new MissingVariables(facts, target);
  expect(missing.error(true)).toBeNull();
  expect(missing.suspect(named('SHOP_URI'))).toBe(true);
  expect(missing.suspect(named('SHOP_URI'))).toBe(false);
  expect(missing.error(false)).toBeNull();
  expect(missing.error(true)?.message).toBe(
    'backend/alembic.ini: the project asks for an environment variable that is not set: SHOP_URI',
  );
  expect(missing.add(named('DB_HOST', 'DB_PORT'))).toBe(true);
  expect(missing.madeUp()).toEqual({ DB_HOST: 'h', DB_PORT: '1', SHOP_URI: 'http://localhost' });
  expect(missing.error(false)?.hint).toContain(
    'projects:\n  - config: backend/alembic.ini\n    env:\n      DB_HOST: "{host}"\n      DB_PORT: "{port}"',
  );
});

test('a project without a configuration file is named by its script location', () => {
  const missing = new MissingVariables({ ...facts, style: 'none', id: 'migrations' }, target);
  missing.add(named('TOKEN'));
  expect(missing.error(false)?.hint).toContain('- script-location: migrations\n');
});

test.each([
  ['DATABASE_URL', 'PostgresDsn', '{url}'],
  ['SQLALCHEMY_DATABASE_URI', '', '{url}'],
  ['DB_DSN', 'str', '{url}'],
  ['POSTGRES_SERVER', 'str', '{host}'],
  ['POSTGRES_PORT', 'int', '{port}'],
  ['DB_USERNAME', 'str', '{user}'],
  ['PGPASSWORD', '', '{password}'],
  ['POSTGRES_DB', 'str', '{database}'],
  ['DB_NAME', '', '{database}'],
  ['REDIS_URL', 'str', 'redis://localhost:6379/0'],
  ['CELERY_BROKER_URL', '', 'amqp://guest:guest@localhost:5672//'],
  ['CELERY_WORKERS', 'int', '1'],
  ['FRONTEND_URL', 'HttpUrl', 'http://localhost'],
  ['FIRST_SUPERUSER', 'EmailStr', 'gate@example.com'],
  ['DEBUG', 'bool', 'false'],
  ['ORIGINS', 'list[str]', '[]'],
  ['SECRET_KEY', 'str', 'placeholder'],
])('%s (%s) may be %s', (name, type, value) => {
  expect(plausibleValue({ name, type }, 'postgres')).toBe(value);
});

test('settings that take only a Postgres URL get one on SQLite too', () => {
  expect(plausibleValue({ name: 'URL', type: 'PostgresDsn' }, 'sqlite')).toMatch(/^postgresql:/);
});
