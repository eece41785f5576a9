import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { python } from '../../scripts/setup.mjs';
import { type GateRun, gate } from '../support/gate-command.ts';
import { notes, openShop, type Shop, versions } from '../support/shop.ts';

const sqlite = ['check', '--engines', 'sqlite'];
const proposal = { [`${versions}/0003_notes.py`]: notes };

/** Every way not to run ends the same: exit 2, a report that says so, words with a way out. */
function expectRefusal({ code, report, stdout, stderr }: GateRun, error: string, words: RegExp): void {
  expect({ code, error: report?.error?.code, verdict: report?.verdict }).toEqual({
    code: 2,
    error,
    verdict: 'inconclusive',
  });
  expect(`${report?.error?.message}\n${report?.error?.hint}`.replaceAll(/\s+/g, ' ')).toMatch(words);
  expect(report?.error?.hint).not.toBe('');
  expect(`${stdout}${stderr}`).toContain('the gate could not run');
}

async function refused(shop: Shop, error: string, words: RegExp, args = sqlite, environment = {}): Promise<void> {
  expectRefusal(await gate(args, { cwd: shop.folder, environment }), error, words);
}

test('no git', async () => {
  using shop = openShop({ git: false });
  await refused(shop, 'no-git', /--all/);
});

test('no commit', async () => {
  using shop = openShop({ git: false });
  shop.git('init', '--quiet');
  await refused(shop, 'base-missing', /commit/);
});

test('a base that does not exist', async () => {
  using shop = openShop();
  await refused(shop, 'base-missing', /no-such-ref/, [...sqlite, '--base', 'no-such-ref']);
});

test('a shallow clone without the base: the git fetch to run', async () => {
  using shop = openShop();
  shop.commit('proposal', proposal);
  shop.git('switch', '--quiet', 'main');
  const clone = mkdtempSync(join(tmpdir(), 'shallow-'));
  try {
    execFileSync('git', ['clone', '--quiet', '--depth=1', '--branch=proposal', `file://${shop.folder}`, clone], {
      stdio: 'pipe',
    });
    const run = await gate(sqlite, { cwd: clone });
    expectRefusal(run, 'base-missing', /git fetch .*origin/);
    const command = /git fetch [^\n`]*/.exec(run.report?.error?.hint ?? '')?.[0] ?? '';
    execFileSync('sh', ['-c', command], { cwd: clone, stdio: 'pipe' });
    expect((await gate(sqlite, { cwd: clone })).report?.verdict).toBe('pass');
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
});

test('no project', async () => {
  using shop = openShop();
  shop.git('rm', '-r', '--quiet', 'alembic.ini', 'migrations');
  shop.commit('no migrations');
  await refused(shop, 'no-project', /alembic\.ini.*--project/);
});

test('an interpreter without Alembic', async () => {
  using shop = openShop();
  shop.commit('proposal', proposal);
  execFileSync('python3', ['-m', 'venv', '--without-pip', join(shop.folder, 'bare')]);
  await refused(shop, 'tool-missing', /bare.*alembic/i, [...sqlite, '--python', 'bare/bin/python']);
});

test('an interpreter that is not there', async () => {
  using shop = openShop();
  shop.commit('proposal', proposal);
  await refused(shop, 'tool-missing', /nowhere\/python/, [...sqlite, '--python', 'nowhere/python']);
});

test('no interpreter with Alembic anywhere: each candidate is named', async () => {
  using shop = openShop();
  shop.commit('proposal', proposal);
  await refused(shop, 'no-interpreter', /--python/, sqlite, { VIRTUAL_ENV: undefined, PATH: '/usr/bin:/bin' });
});

test('an ini that does not parse', async () => {
  using shop = openShop();
  shop.commit('proposal', { ...proposal, 'alembic.ini': '[alembic\nscript_location = migrations\n' });
  await refused(shop, 'bad-project', /alembic\.ini/, [...sqlite, '--project', 'alembic.ini']);
});

test('a script_location that is not there', async () => {
  using shop = openShop();
  shop.commit('proposal', { ...proposal, 'alembic.ini': '[alembic]\nscript_location = elsewhere\n' });
  await refused(shop, 'bad-project', /elsewhere/);
});

test('env.py that raises', async () => {
  using shop = openShop();
  shop.commit('proposal', { ...proposal, 'migrations/env.py': 'raise RuntimeError("no settings here")\n' });
  await refused(shop, 'env-failed', /no settings here/);
});

test('env.py that exits with 0', async () => {
  using shop = openShop();
  shop.commit('proposal', { ...proposal, 'migrations/env.py': 'import sys\nsys.exit(0)\n' });
  await refused(shop, 'env-failed', /exit/i);
});

test('env.py that leaves the process with 0', async () => {
  using shop = openShop();
  shop.commit('proposal', { ...proposal, 'migrations/env.py': 'import os\nos._exit(0)\n' });
  await refused(shop, 'env-failed', /env\.py|process|ended/i);
});

test('env.py that hangs', async () => {
  using shop = openShop();
  shop.commit('proposal', { ...proposal, 'migrations/env.py': 'import time\ntime.sleep(600)\n' });
  await refused(shop, 'env-failed', /3 ?s|3000|time/i, [...sqlite, '--timeout', '3s']);
});

test.each(['pydantic_settings', 'pydantic.v1'])(
  'settings of %s that miss variables: a block to paste, and pasting it helps',
  async (module) => {
    using shop = openShop();
    const env = `from ${module} import BaseSettings\n\nclass Settings(BaseSettings):\n    secret_key: str\n    workers: int\n\nSettings()\n`;
    const old = execFileSync('git', ['show', 'HEAD:migrations/env.py'], { cwd: shop.folder, encoding: 'utf8' });
    shop.commit('proposal', { ...proposal, 'migrations/env.py': env + old });
    const run = await gate(sqlite, { cwd: shop.folder });
    expectRefusal(run, 'missing-variables', /SECRET_KEY.*WORKERS/);
    const block = /^projects:\n(?: .*\n?)+/m.exec(run.report?.error?.hint ?? '')?.[0];
    shop.write({ 'migration-gate.yml': block ?? '' });
    expect((await gate(sqlite, { cwd: shop.folder })).report?.verdict).toBe('pass');
  },
);

test('an unknown configuration key, with a suggestion', async () => {
  using shop = openShop();
  shop.commit('proposal', { ...proposal, 'migration-gate.yml': 'engine: [sqlite]\n' });
  await refused(shop, 'bad-config', /engine.*engines/, ['check']);
});

test('an unknown flag, with a suggestion', async () => {
  using shop = openShop();
  const { code, stderr } = await gate(['check', '--engine', 'sqlite'], { cwd: shop.folder });
  expect(code).toBe(2);
  expect(stderr).toMatch(/--engines/);
});

test('a report that cannot be written', async () => {
  using shop = openShop();
  const { code, stderr } = await gate(['doctor', '--output', '/nowhere/report.json'], { cwd: shop.folder });
  expect(code).toBe(2);
  expect(stderr).toContain('--output');
});

test.each([
  ['testcontainers', { DOCKER_HOST: 'unix:///nowhere/docker.sock' }, /docker/i],
  ['system', {}, /14/],
] as const)('%s asked for by name and not there', async (provider, environment, words) => {
  using shop = openShop();
  shop.commit('proposal', proposal);
  const args = ['check', '--engines', 'postgres', '--postgres', provider, '--postgres-version', '14'];
  await refused(shop, 'no-postgres', words, args, environment);
});

test('a server by URL that refuses connections', async () => {
  using shop = openShop();
  shop.commit('proposal', proposal);
  const url = 'postgresql://postgres:secret@127.0.0.1:9/postgres';
  const run = await gate(['check', '--engines', 'postgres', '--postgres', url], { cwd: shop.folder });
  expectRefusal(run, 'no-postgres', /127\.0\.0\.1:9/);
  expect(JSON.stringify(run)).not.toContain('secret');
});

test('only MySQL', async () => {
  using shop = openShop();
  const ini =
    '[alembic]\nscript_location = migrations\nprepend_sys_path = .\nsqlalchemy.url = mysql+pymysql://app@db/shop\n';
  const env = execFileSync('git', ['show', 'HEAD:migrations/env.py'], { cwd: shop.folder, encoding: 'utf8' });
  shop.commit('proposal', {
    ...proposal,
    'alembic.ini': ini,
    'requirements.txt': 'alembic\npymysql\n',
    'migrations/env.py': env
      .replace('fileConfig(config.config_file_name)', '')
      .replace('        render_as_batch=True,\n', ''),
  });
  await refused(shop, 'unsupported', /mysql/, ['check']);
});

test('the interpreter of the tests is there', () => {
  expect(execFileSync(python, ['-c', 'import alembic; print(alembic.__version__)'], { encoding: 'utf8' })).toMatch(
    /^1\./,
  );
});
