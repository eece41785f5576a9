import { expect, test } from '@jest/globals';
import { loadYaml } from './folder.ts';

const project = async (yaml: string) => (await loadYaml(`projects:\n  - ${yaml}\n`)).projects[0];
const postgres = async (yaml: string) => (await loadYaml(`engines: { postgres: { ${yaml} } }`)).engines.postgres;

test('an empty file leaves every default', async () => {
  expect(await loadYaml('# nothing yet\n')).toEqual({
    file: 'migration-gate.yml',
    projects: [],
    engines: {
      use: 'auto',
      postgres: { provider: 'auto', version: null, image: null, extensions: [], setup: [], runAsOwner: false },
    },
    cache: null,
    budgets: { timeoutMs: 600_000 },
    isolate: false,
    checks: {},
    references: { include: [], exclude: [], schema: null },
    suppressions: [],
    failOn: 'error',
    inconclusive: 'fail',
  });
});

test('a project that says nothing leaves everything to be found', async () => {
  expect(await project('{}')).toEqual({
    config: null,
    scriptLocation: null,
    section: null,
    python: null,
    env: {},
    passEnv: [],
    envFiles: [],
    x: [],
    allowConnect: [],
    downgrade: null,
    heads: {},
    setup: {},
    start: null,
  });
});

test.each([
  ['cache: .gate', '.gate'],
  ['cache: /var/gate', '/var/gate'],
  ['cache: false', false],
])('%s', async (yaml, cache) => {
  expect(await loadYaml(yaml)).toMatchObject({ cache });
});

test.each([
  ['config: api/alembic.ini', { config: 'api/alembic.ini' }],
  ['script-location: api/migrations', { scriptLocation: 'api/migrations' }],
  ['section: billing', { section: 'billing' }],
  ['python: .venv/bin/python', { python: '.venv/bin/python' }],
  [
    'env: { A: x, B: { postgres: "{url}", sqlite: "{path}" } }',
    { env: { A: 'x', B: { postgres: '{url}', sqlite: '{path}' } } },
  ],
  ['pass-env: [SECRET_KEY]', { passEnv: ['SECRET_KEY'] }],
  ['env-file: .env.test', { envFiles: ['.env.test'] }],
  ['env-file: [a.env, b.env]', { envFiles: ['a.env', 'b.env'] }],
  ['x: [tenant=acme]', { x: ['tenant=acme'] }],
  ['downgrade: forward-only', { downgrade: 'forward-only' }],
  ['heads: { billing: 2 }', { heads: { billing: 2 } }],
  ['setup: db/roles.sql', { setup: { postgres: ['db/roles.sql'], sqlite: ['db/roles.sql'] } }],
  ['setup: [a.sql, b.sql]', { setup: { postgres: ['a.sql', 'b.sql'], sqlite: ['a.sql', 'b.sql'] } }],
  ['setup: { postgres: a.sql, sqlite: [b.sql] }', { setup: { postgres: ['a.sql'], sqlite: ['b.sql'] } }],
  ['setup: { postgres: a.sql }', { setup: { postgres: ['a.sql'] } }],
  [
    'start: { schema: db/legacy.sql, at: 3f2a }',
    { start: { schema: { postgres: 'db/legacy.sql', sqlite: 'db/legacy.sql' }, at: ['3f2a'] } },
  ],
  [
    'start: { schema: { postgres: db/legacy.sql }, at: [3f2a, b1] }',
    { start: { schema: { postgres: 'db/legacy.sql' }, at: ['3f2a', 'b1'] } },
  ],
])('projects: %s', async (yaml, expected) => {
  expect(await project(yaml)).toMatchObject(expected);
});

test.each([
  ['version: 16', { version: 16 }],
  ['provider: embedded', { provider: 'embedded' }],
  ['provider: "postgresql://me@127.0.0.1/x"', { provider: { url: 'postgresql://me@127.0.0.1/x' } }],
  ['image: "postgis/postgis:16-3.4"', { image: 'postgis/postgis:16-3.4' }],
  ['extensions: [pgcrypto, vector]', { extensions: ['pgcrypto', 'vector'] }],
  ['setup: db/roles.sql', { setup: ['db/roles.sql'] }],
  ['setup: [a.sql, b.sql]', { setup: ['a.sql', 'b.sql'] }],
  ['run-as-owner: true', { runAsOwner: true }],
])('engines.postgres: %s', async (yaml, expected) => {
  expect(await postgres(yaml)).toMatchObject(expected);
});

test.each([
  ['auto', 'auto'],
  ['[postgres, sqlite]', ['postgres', 'sqlite']],
  ['[sqlite]', ['sqlite']],
  ['{ postgres: {} }', ['postgres']],
  ['{ postgres: { version: 17 }, sqlite: {} }', ['postgres', 'sqlite']],
  ['\n  sqlite:\n', ['sqlite']],
])('engines: %s', async (yaml, use) => {
  expect((await loadYaml(`engines: ${yaml}`)).engines.use).toEqual(use);
});

test.each([
  ['500ms', 500],
  ['60s', 60_000],
  ['10m', 600_000],
  ['1.5m', 90_000],
  ['1h', 3_600_000],
])('budgets.timeout: %s', async (text, timeoutMs) => {
  expect((await loadYaml(`budgets: { timeout: ${text} }`)).budgets.timeoutMs).toBe(timeoutMs);
});

test('checks, fail-on, inconclusive', async () => {
  const config = await loadYaml(
    'checks: { single-head: off, version-moves: notice }\nfail-on: warning\ninconclusive: allow\n',
  );
  expect(config).toMatchObject({
    checks: { 'single-head': 'off', 'version-moves': 'notice' },
    failOn: 'warning',
    inconclusive: 'allow',
  });
});

test('allow-connect holds for every project, also for those that are found', async () => {
  const allowConnect = ['redis.local:6379'];
  expect((await loadYaml('allow-connect: ["redis.local:6379"]')).projects).toMatchObject([
    { config: null, allowConnect },
  ]);
  const two = 'projects: [{ config: a.ini }, { config: b.ini }]\nallow-connect: ["redis.local:6379"]\n';
  expect((await loadYaml(two)).projects).toMatchObject([{ allowConnect }, { allowConnect }]);
});

test('references and suppressions', async () => {
  const yaml = `references: { include: [app], exclude: ["app/old/**"], schema: db/schema.sql }
suppressions:
  - { check: version-moves, revision: 3f2a, file: db/**, reason: " the view goes next week ", until: 2027-03-01 }
  - { check: single-head, reason: so }
`;
  expect(await loadYaml(yaml)).toMatchObject({
    references: { include: ['app'], exclude: ['app/old/**'], schema: 'db/schema.sql' },
    suppressions: [
      {
        check: 'version-moves',
        revision: '3f2a',
        file: 'db/**',
        reason: 'the view goes next week',
        until: '2027-03-01',
      },
      { check: 'single-head', revision: null, file: null, reason: 'so', until: null },
    ],
  });
});
