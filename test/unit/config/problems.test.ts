import { expect, test } from '@jest/globals';
import { messageOf } from '../../../src/domain/error.ts';
import { load, loadYaml } from './folder.ts';

const problem = async (yaml: string): Promise<string> => {
  const error = await loadYaml(yaml).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'GateError', code: 'bad-config' });
  return messageOf(error).split('\n').slice(1).join('\n');
};

const at = 'migration-gate.yml:1 ';

test.each([
  ['projects: alembic.ini', "projects must be a list, not 'alembic.ini'"],
  ['projects: [{ config: 1 }]', 'projects[0].config must be text, not 1'],
  ['projects: [{ config: "" }]', "projects[0].config must be text that is not empty, not ''"],
  ['projects: [{ script-location: [] }]', 'projects[0].script-location must be text, not []'],
  ['projects: [{ config: a, script-location: b }]', 'projects[0] must have config or script-location, not both'],
  ['projects: [{ section: {} }]', 'projects[0].section must be text, not {}'],
  ['projects: [{ python: true }]', 'projects[0].python must be text, not true'],
  ['projects: [{ pass-env: PATH }]', "projects[0].pass-env must be a list of texts, not 'PATH'"],
  ['projects: [{ env-file: [1] }]', 'projects[0].env-file[0] must be text, not 1'],
  ['projects: [{ x: a=b }]', "projects[0].x must be a list of texts, not 'a=b'"],
  ['projects: [{ downgrade: never }]', "projects[0].downgrade must be forward-only, not 'never'"],
  ['projects: [{ heads: { a: 0 } }]', 'projects[0].heads.a must be a whole number, 1 or more, not 0'],
  [
    'projects: [{ setup: 1 }]',
    'projects[0].setup must be a file, a list of files, or a map with these for postgres and sqlite, not 1',
  ],
  [
    'projects: [{ setup: { mysql: a.sql } }]',
    'projects[0].setup.mysql is not a key that exists; there is postgres, sqlite',
  ],
  ['projects: [{ start: legacy.sql }]', "projects[0].start must be a map of keys and values, not 'legacy.sql'"],
  ['projects: [{ start: { schema: a.sql } }]', 'projects[0].start.at must be text or a list of texts'],
  [
    'projects: [{ start: { at: a } }]',
    'projects[0].start.schema must be a file, or a map with a file for postgres and sqlite',
  ],
  ['projects: [{ start: { schema: a.sql, at: 1 } }]', 'projects[0].start.at must be text or a list of texts, not 1'],
  [
    'engines: both',
    "engines must be auto, a list such as [postgres, sqlite], or a map with postgres and sqlite, not 'both'",
  ],
  ['references: [src]', "references must be a map of keys and values, not [ 'src' ]"],
  ['references: { only: [src] }', 'references.only is not a key that exists; there is include, exclude, schema'],
  ['references: { include: src }', "references.include must be a list of texts, not 'src'"],
  [
    'suppressions: [{ check: single-heads, reason: so }]',
    `suppressions[0].check must be the id of a check, not 'single-heads'; did you mean "single-head"?`,
  ],
  ['suppressions: [{ reason: so }]', 'suppressions[0].check must be the id of a check'],
  ['suppressions: [{ check: single-head }]', 'suppressions[0].reason must be text: why the finding is meant to stand'],
  [
    'suppressions: [{ check: single-head, reason: " " }]',
    "suppressions[0].reason must be text: why the finding is meant to stand, not ' '",
  ],
  [
    'suppressions: [{ check: single-head, reason: so, until: spring }]',
    "suppressions[0].until must be a day such as 2027-03-01, not 'spring'",
  ],
  ['engines: [postgres, mysql]', "engines[1] must be postgres or sqlite, not 'mysql'"],
  ['engines: []', 'engines must be a list with at least one engine, not []'],
  ['engines: [sqlite, sqlite]', 'engines must be a list that names each engine once'],
  [
    'engines: { postgres: { version: 13 } }',
    'engines.postgres.version must be a Postgres major: 14, 15, 16, 17 or 18, not 13',
  ],
  [
    'engines: { postgres: { version: "16" } }',
    "engines.postgres.version must be a Postgres major: 14, 15, 16, 17 or 18, not '16'",
  ],
  ['engines: { postgres: { image: 17 } }', 'engines.postgres.image must be text, not 17'],
  [
    'engines: { postgres: { extensions: vector } }',
    "engines.postgres.extensions must be a list of texts, not 'vector'",
  ],
  ['engines: { postgres: { setup: {} } }', 'engines.postgres.setup must be text or a list of texts, not {}'],
  ['engines: { postgres: { run-as-owner: app } }', "engines.postgres.run-as-owner must be true or false, not 'app'"],
  ['cache: true', 'cache must be a folder, or false, not true'],
  ['cache: ""', "cache must be a folder, or false, not ''"],
  ['budgets: 10m', "budgets must be a map of keys and values, not '10m'"],
  ['budgets: { timeout: 10 }', 'budgets.timeout must be a duration such as 500ms, 60s or 10m, not 10'],
  ['isolate: often', "isolate must be true or false, not 'often'"],
  ['budgets: { timeout: 0s }', "budgets.timeout must be a duration such as 500ms, 60s or 10m, not '0s'"],
  ['checks: { single-head: fatal }', "checks.single-head must be off, notice, warning or error, not 'fatal'"],
  ['fail-on: never', "fail-on must be notice, warning or error, not 'never'"],
  ['inconclusive: pass', "inconclusive must be fail or allow, not 'pass'"],
  ['allow-connect: [redis]', "allow-connect[0] must be host:port, not 'redis'"],
  ['- projects', "the file must be a map of keys and values, not [ 'projects' ]"],
])('%s', async (yaml, words) => {
  expect(await problem(yaml)).toBe(`${at} ${words}`);
});

test('a typing error in a key is answered with the key that was meant, at every depth', async () => {
  expect(await problem('projcts: []')).toContain('projcts is not a key that exists; did you mean "projects"?');
  expect(await problem('projects: [{ script_location: a }]')).toContain('did you mean "script-location"?');
  expect(await problem('engines: { postgres: { versoin: 16 } }')).toContain('did you mean "version"?');
  expect(await problem('checks: { singlehead: off }')).toContain(
    'checks.singlehead is not a key that exists; did you mean "single-head"?',
  );
  expect(await problem('budgets: { lock: 1s }')).toContain('budgets.lock is not a key that exists; there is timeout');
});

test('all problems at once, each with its line', async () => {
  expect(
    await problem(`# our gate
engines:
  postgres:
    version: 9
    provder: auto
fail-on: x
budgets:
  timeout: 10 minutes
`),
  ).toMatchInlineSnapshot(`
"migration-gate.yml:4  engines.postgres.version must be a Postgres major: 14, 15, 16, 17 or 18, not 9
migration-gate.yml:5  engines.postgres.provder is not a key that exists; did you mean "provider"?
migration-gate.yml:6  fail-on must be notice, warning or error, not 'x'
migration-gate.yml:8  budgets.timeout must be a duration such as 500ms, 60s or 10m, not '10 minutes'"
`);
});

test('the value of a variable and the password of a URL are not repeated', async () => {
  expect(await problem('projects: [{ env: { KEY: 12345 } }]')).toBe(
    `${at} projects[0].env.KEY must be text, or a map with a text for postgres and sqlite, not a number`,
  );
  const words = await problem('engines: { postgres: { provider: "mysql://me:hunter2@db/x" } }');
  expect(words).toContain(
    "must be auto, testcontainers, system, embedded or a postgresql:// URL, not 'mysql://…@db/x'",
  );
});

test('isolate and allow-connect contradict each other, wherever each was said', async () => {
  const allowed = 'allow-connect: ["localhost:6379"]';
  const contradiction = {
    code: 'bad-config',
    message: "isolate leaves the project's code no way to localhost:6379, which allow-connect opens",
  };
  await expect(loadYaml(`${allowed}\nisolate: true`)).rejects.toMatchObject(contradiction);
  await expect(loadYaml(allowed, { isolate: true })).rejects.toMatchObject(contradiction);
});

test('pyproject.toml: the table, the line of the key', async () => {
  const toml = `[project]
name = "shop"

[tool.migration-gate]
fail-on = "never"

[tool.migration-gate.engines.postgres]
versoin = 16
`;
  await expect(load({ 'pyproject.toml': toml })).rejects.toThrow(
    [
      'the configuration is not valid',
      "pyproject.toml:5  fail-on must be notice, warning or error, not 'never'",
      'pyproject.toml:8  engines.postgres.versoin is not a key that exists; did you mean "version"?',
    ].join('\n'),
  );
});
