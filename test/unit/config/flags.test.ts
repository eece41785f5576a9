import { expect, test } from '@jest/globals';
import { loadYaml } from './folder.ts';

const yaml = `
projects:
  - { config: a.ini, section: one }
  - { config: b.ini, python: py }
engines: { postgres: { version: 15, image: img }, sqlite: {} }
cache: .gate
budgets: { timeout: 1s }
fail-on: notice
inconclusive: allow
`;

test('a flag wins over the file; what has no flag stays', async () => {
  const flags = {
    engines: ['sqlite'],
    postgres: 'embedded',
    postgresVersion: 17,
    timeoutMs: 5,
    cache: false,
    isolate: true,
    failOn: 'warning',
    inconclusive: 'fail',
  } as const;
  expect(await loadYaml(yaml, flags)).toMatchObject({
    engines: { use: ['sqlite'], postgres: { provider: 'embedded', version: 17, image: 'img' } },
    cache: false,
    budgets: { timeoutMs: 5 },
    isolate: true,
    failOn: 'warning',
    inconclusive: 'fail',
  });
});

test('--project chooses among the configured projects and names others', async () => {
  const { projects } = await loadYaml(yaml, { projects: ['a.ini', 'c.ini'] });
  expect(projects).toMatchObject([
    { config: 'a.ini', section: 'one' },
    { config: 'c.ini', section: null },
  ]);
});

test('--project keeps what was said of every project', async () => {
  const { projects } = await loadYaml('projects: [{ env: { A: x } }]', { projects: ['c.ini'] });
  expect(projects).toMatchObject([{ config: 'c.ini', env: { A: 'x' } }]);
});

test('--python holds for every project, also for those that are found', async () => {
  expect((await loadYaml(yaml, { python: '/py' })).projects).toMatchObject([{ python: '/py' }, { python: '/py' }]);
  expect((await loadYaml('', { python: '/py' })).projects).toMatchObject([{ config: null, python: '/py' }]);
});
