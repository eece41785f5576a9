import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { DatabaseTarget } from '../../../../src/domain/database.ts';
import { nothingSaid } from '../../../../src/tools/alembic/detect.ts';
import { childEnvironment } from '../../../../src/tools/alembic/environment.ts';

const target: DatabaseTarget = { engine: 'postgres', host: 'h', port: 1, user: 'u', password: 'p', database: 'd' };
const place = { root: mkdtempSync(join(tmpdir(), 'environment-')), projectUrl: null };

test('only the allow list and what is named passes', async () => {
  const own = {
    PATH: '/bin',
    LC_ALL: 'C',
    PYTHONPATH: 'src',
    GITHUB_TOKEN: 'x',
    ACTIONS_RUNTIME_TOKEN: 'x',
    INPUT_TOKEN: 'x',
    PGPASSWORD: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    DATABASE_URL: 'postgresql://prod',
    NAMED: 'yes',
  };
  const given = await childEnvironment(own, { ...nothingSaid, passEnv: ['NAMED', 'NOT_THERE'] }, target, place);
  expect(given).toMatchObject({
    PATH: '/bin',
    LC_ALL: 'C',
    PYTHONPATH: 'src',
    NAMED: 'yes',
    DATABASE_URL: 'postgresql://u:p@h:1/d',
  });
  expect(Object.values(given)).not.toContain('x');
  expect(given).not.toHaveProperty('NOT_THERE');
});

test('env wins over env-file, env-file over pass-env; values are of the engine and filled in', async () => {
  writeFileSync(join(place.root, 'test.env'), 'A=file\nB="file b"\n# no\n');
  const options = {
    ...nothingSaid,
    passEnv: ['A', 'B', 'C'],
    envFiles: ['test.env'],
    env: { A: '{host}:{port}', D: { sqlite: 's' }, E: { postgres: '{x}{database}' } },
  };
  const given = await childEnvironment({ A: 'own', B: 'own', C: 'own' }, options, target, place);
  expect(given).toMatchObject({ A: 'h:1', B: 'file b', C: 'own', E: '{x}d' });
  expect(given).not.toHaveProperty('D');
});

test('an empty value is a value', async () => {
  const options = { ...nothingSaid, env: { SENTRY_DSN: '', PER_ENGINE: { postgres: '' } } };
  expect(await childEnvironment({}, options, target, place)).toMatchObject({ SENTRY_DSN: '', PER_ENGINE: '' });
});

test('without a database there is only what none decides', async () => {
  const options = { ...nothingSaid, env: { A: 'a', EMPTY: '', B: '{host}', C: { postgres: 'c' } } };
  const given = await childEnvironment({ PATH: '/bin' }, options, null, place);
  expect(given).toMatchObject({ PATH: '/bin', A: 'a', EMPTY: '' });
  for (const name of ['DATABASE_URL', 'B', 'C']) expect(given).not.toHaveProperty(name);
});

test('an env-file that is not there is the configuration’s fault', async () => {
  const options = { ...nothingSaid, envFiles: ['nothing.env'] };
  await expect(childEnvironment({}, options, target, place)).rejects.toMatchObject({
    code: 'bad-config',
    message: expect.stringContaining('nothing.env'),
  });
});
