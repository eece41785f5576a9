import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { GateOptions } from '../../../src/gate/gate.ts';
import { folderWith } from '../config/folder.ts';
import { command, gateThat, passed } from './world.ts';

/** What the gate is asked for by a command line, started in a folder of a repository with these files. */
async function asked(
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
  below = '',
): Promise<GateOptions & { readonly root: string }> {
  await using folder = await folderWith({ '.git/HEAD': '', [join(below, 'here')]: '', ...files });
  let seen: GateOptions | null = null;
  const gate = gateThat(async (options) => {
    seen = options;
    return passed;
  });
  const { code, stderr } = await command(join(folder.path, below), args, gate);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  if (seen === null) throw new Error('the gate was not asked');
  return { ...(seen as GateOptions), root: folder.path };
}

test('without a word it checks what is new, by defaults', async () => {
  expect(await asked([])).toMatchObject({
    selection: { base: null, all: false, revisions: [], shard: null },
    keep: false,
    config: {
      file: null,
      projects: [],
      engines: { use: 'auto' },
      failOn: 'error',
      inconclusive: 'fail',
      budgets: { timeoutMs: 600_000 },
      cache: null,
    },
  });
});

test.each<[string, object]>([
  ['--base main~3', { selection: { base: 'main~3', all: false } }],
  ['--all', { selection: { base: null, all: true } }],
  ['--revision 3f2a 77bb --revision 99cc', { selection: { revisions: ['3f2a', '77bb', '99cc'] } }],
  ['--shard 2/5', { selection: { shard: { index: 2, count: 5 } } }],
  ['--keep', { keep: true }],
  ['--engines sqlite', { config: { engines: { use: ['sqlite'] } } }],
  ['--engines postgres,sqlite', { config: { engines: { use: ['postgres', 'sqlite'] } } }],
  ['--postgres embedded', { config: { engines: { postgres: { provider: 'embedded' } } } }],
  [
    '--postgres postgresql://me@h/d',
    { config: { engines: { postgres: { provider: { url: 'postgresql://me@h/d' } } } } },
  ],
  ['--postgres-version 16', { config: { engines: { postgres: { version: 16 } } } }],
  ['--cache /var/gate', { config: { cache: '/var/gate' } }],
  ['--no-cache', { config: { cache: false } }],
  ['--timeout 90s', { config: { budgets: { timeoutMs: 90_000 } } }],
  ['--isolate', { config: { isolate: true } }],
  ['--fail-on warning', { config: { failOn: 'warning' } }],
  ['--inconclusive allow', { config: { inconclusive: 'allow' } }],
  ['--project a.ini --project b.ini', { config: { projects: [{ config: 'a.ini' }, { config: 'b.ini' }] } }],
  ['--python python3.12', { config: { projects: [{ config: null, python: 'python3.12' }] } }],
])('check %s', async (line, expected) => {
  expect(await asked(['check', ...line.split(' ')])).toMatchObject(expected);
});

test('paths are those of the folder it was started in', async () => {
  const args = ['--project', 'alembic.ini', '--python', '../.venv/bin/python', '--config', 'gate.yml'];
  const { config, root } = await asked(args, { 'api/gate.yml': 'fail-on: notice' }, 'api');
  const python = join(root, '.venv/bin/python');
  expect(config).toMatchObject({
    file: 'api/gate.yml',
    failOn: 'notice',
    projects: [{ config: 'api/alembic.ini', python }],
  });
});

test('the configuration of the root counts in every folder, and a flag wins over it', async () => {
  const files = { 'migration-gate.yml': 'fail-on: notice\ninconclusive: allow\n' };
  const { config } = await asked(['--fail-on', 'warning'], files, 'deep/down');
  expect(config).toMatchObject({ file: 'migration-gate.yml', failOn: 'warning', inconclusive: 'allow' });
});

test.each([
  ['--bsae main', "unknown option '--bsae'", 'Did you mean --base?'],
  ['chekc', 'there is no command "chekc"', 'Did you mean check?'],
  ['--base', "option '--base <ref>' argument missing", ''],
  ['--timeout 5', "--timeout must be a duration such as 500ms, 60s or 10m, not '5'", ''],
  ['--engines mysql', "--engines must be postgres or sqlite, not 'mysql'", ''],
  [
    '--postgres docker',
    "--postgres must be auto, testcontainers, system, embedded or a postgresql:// URL, not 'docker'",
    '',
  ],
  ['--postgres-version 9', '--postgres-version must be a Postgres major: 14, 15, 16, 17 or 18, not 9', ''],
  ['--postgres-version new', "14, 15, 16, 17 or 18, not 'new'", ''],
  ['--shard 0/5', "--shard must be a part of a whole such as 2/5, not '0/5'", 'The second of five is 2/5'],
  ['--shard 6/5', "not '6/5'", ''],
  ['--shard 2', "not '2'", ''],
  ['--shard 1/300', "not '1/300'", '256 at most'],
  ['--fail-on all', "--fail-on must be notice, warning or error, not 'all'", ''],
  ['--inconclusive pass', "--inconclusive must be fail or allow, not 'pass'", ''],
  ['--all --base main', '--all and --base contradict each other', ''],
  ['--all --revision 3f2a', '--all and --revision contradict each other', ''],
  ['--format sarfi', 'there is no format "sarfi"; did you mean "sarif"?', 'Formats: terminal, json, sarif, junit,'],
  ['--format pdf', 'there is no format "pdf"; there is terminal, json, sarif, junit,', ''],
  [
    '--format json --format junit',
    'json and junit cannot both go to stdout',
    '--format json:report.json --format junit:report.xml',
  ],
  ['--format jsn', 'there is no format "jsn"; did you mean "json"?', ''],
  ['--format json:', 'names no file after the colon', ''],
  ['--format json --format json', 'json and json cannot both go to stdout', 'Name a file for each'],
  ['--output a.json', '--output a.json says where, but no --format', 'Add --format json.'],
  ['--format json:a --format json:a', 'two reports cannot both go to a', ''],
  [
    'explain single-heads',
    'there is no check "single-heads"; did you mean "single-head"?',
    '`migration-gate explain` lists',
  ],
])('%s is refused with exit 2, on stderr', async (line, what, fix) => {
  await using folder = await folderWith({});
  const gate = gateThat(() => Promise.reject(new Error('the gate must not be asked')));
  const { code, stdout, stderr } = await command(folder.path, line.split(' '), gate);
  const said = stderr.replace(/\s+/g, ' ');
  expect({ code, stdout: stdout.startsWith('{') ? '' : stdout }).toEqual({ code: 2, stdout: '' });
  expect(said).toContain(what);
  expect(said).toContain(fix);
});
