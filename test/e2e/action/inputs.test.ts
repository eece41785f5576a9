import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inputDefinitions } from '../../../src/config/inputs.ts';
import { type ActionRun, runAction } from '../../support/action.ts';
import { type FakeGitHub, startGitHub } from '../../support/github/server.ts';
import { type Hosted, host } from '../../support/pull-request.ts';
import { openShop, revisionFile, versions } from '../../support/shop.ts';

let hosted: Hosted;
let workspace: string;
let files: string;

beforeAll(() => {
  using shop = openShop();
  // Does nothing, which is a notice, unless it sees a variable; of a network's name, unless it runs in another.
  const upgrade =
    'seen = os.environ.get("SEEN")\nif seen == "sleep":\n    time.sleep(60)\nif seen == os.readlink("/proc/self/ns/net") or (seen and ":" not in seen):\n    raise RuntimeError("seen")';
  shop.commit('proposal', {
    [`${versions}/0003_nothing.py`]: revisionFile('0003', '0002', upgrade, 'pass', 'import os\nimport time'),
    'gate.yml': 'fail-on: notice\n',
    'deeper/x': '',
  });
  hosted = host(shop.folder);
  workspace = hosted.checkout();
  files = mkdtempSync(join(tmpdir(), 'reports-'));
});
afterAll(() => {
  hosted[Symbol.dispose]();
  rmSync(files, { recursive: true });
});

interface Run extends ActionRun {
  readonly github: FakeGitHub;
}

async function withInputs(inputs: Readonly<Record<string, string>>, environment = {}): Promise<Run> {
  await using github = await startGitHub({ repository: hosted.origin });
  const event = { name: 'pull_request', payload: hosted.payload, sha: hosted.merge };
  const run = await runAction({ workspace, github: github.url, event, inputs, environment });
  return { ...run, github };
}

const walked = ({ report }: Run) => [...new Set(report?.walks.map(({ engine, server }) => `${engine} ${server}`))];
const refusal = ({ report }: Run) => report?.error?.message;
const sqlite = { engines: 'sqlite' };
const slow = { ...sqlite, 'pass-env': 'SEEN' };

/** Each input once with a value that is not its default, and what is seen of it. */
const tried: Readonly<Record<string, () => Promise<void>>> = {
  'working-directory': async () => {
    const run = await withInputs({
      ...sqlite,
      'working-directory': 'deeper',
      project: '../alembic.ini',
      report: 'r.json',
    });
    expect(run.main.code).toBe(0);
    expect(existsSync(join(workspace, 'deeper/r.json'))).toBe(true);
  },
  project: async () => expect(refusal(await withInputs({ project: 'none.ini' }))).toContain('none.ini'),
  python: async () => expect(refusal(await withInputs({ python: '/no/python' }))).toContain('/no/python'),
  'pass-env': async () => {
    expect((await withInputs(sqlite, { SEEN: '1' })).main.code).toBe(0);
    expect((await withInputs({ ...sqlite, 'pass-env': 'OTHER, SEEN' }, { SEEN: '1' })).main.code).toBe(1);
  },
  engines: async () => expect(walked(await withInputs(sqlite))).toEqual([expect.stringMatching(/^sqlite /)]),
  postgres: async () =>
    expect(walked(await withInputs({ engines: 'postgres', postgres: 'embedded' }))).toEqual([
      expect.stringMatching(/^postgres 17\..*embedded/),
    ]),
  'postgres-version': async () =>
    expect(JSON.stringify((await withInputs({ postgres: 'system', 'postgres-version': '16' })).report)).toMatch(
      /Postgres 16|"16\./,
    ),
  cache: async () => {
    expect((await withInputs({ ...sqlite, cache: join(files, 'kept') })).main.code).toBe(0);
    expect(readdirSync(join(files, 'kept/bases'))).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  },
  timeout: async () => {
    const { report } = await withInputs({ ...slow, timeout: '8s' }, { SEEN: 'sleep' });
    expect(report?.verdict).toBe('inconclusive');
    expect(report?.error).toBeNull();
  },
  isolate: async () => {
    const ours = readlinkSync('/proc/self/ns/net');
    expect((await withInputs({ ...sqlite, 'pass-env': 'SEEN' }, { SEEN: ours })).main.code).toBe(1);
    expect((await withInputs({ ...sqlite, 'pass-env': 'SEEN', isolate: 'true' }, { SEEN: ours })).main.code).toBe(0);
  },
  'fail-on': async () => expect((await withInputs({ ...sqlite, 'fail-on': 'notice' })).main.code).toBe(1),
  inconclusive: async () => {
    const { main, github } = await withInputs({ ...slow, timeout: '8s', inconclusive: 'allow' }, { SEEN: 'sleep' });
    expect([main.code, github.checkRuns[0]?.conclusion]).toEqual([0, 'neutral']);
  },
  config: async () => expect((await withInputs({ ...sqlite, config: 'gate.yml' })).main.code).toBe(1),
  base: async () => expect(refusal(await withInputs({ base: 'no-such-branch' }))).toContain('no-such-branch'),
  report: async () => {
    await withInputs({ ...sqlite, report: join(files, 'a/r.json') });
    expect(JSON.parse(readFileSync(join(files, 'a/r.json'), 'utf8')).schemaVersion).toBe(1);
  },
  sarif: async () => {
    const { outputs } = await withInputs({ ...sqlite, sarif: join(files, 'b/r.sarif') });
    expect(outputs.sarif).toBe(join(files, 'b/r.sarif'));
    expect(JSON.parse(readFileSync(join(files, 'b/r.sarif'), 'utf8')).version).toBe('2.1.0');
  },
  junit: async () => {
    await withInputs({ ...sqlite, junit: join(files, 'c/r.xml') });
    expect(readFileSync(join(files, 'c/r.xml'), 'utf8')).toContain('<testsuite');
  },
  comment: async () => {
    const { github } = await withInputs({ ...sqlite, comment: 'always' });
    expect(github.comments.map(({ body }) => body)).toEqual([expect.stringContaining('**Pass.**')]);
    expect((await withInputs({ project: 'none.ini', comment: 'never' })).github.comments).toEqual([]);
  },
  'check-name': async () => {
    const { github } = await withInputs({ ...sqlite, 'check-name': 'Shop: migrations', comment: 'always' });
    expect(github.checkRuns.map(({ name }) => name)).toEqual(['Shop: migrations']);
    expect(github.comments[0]?.body).toContain('Shop: migrations');
  },
  mode: async () => {
    const { main, github } = await withInputs({ mode: 'publish' });
    expect([main.code, github.calls]).toEqual([2, []]);
    expect(main.stderr).toContain('`mode: publish` runs on workflow_run alone');
  },
  // Its true is tried with the event that it is for.
  'allow-pull-request-target': async () =>
    expect(refusal(await withInputs({ 'allow-pull-request-target': 'yes' }))).toBe(
      "the input `allow-pull-request-target` must be true or false, not 'yes'",
    ),
  token: async () => {
    const { main, github } = await withInputs({ project: 'none.ini', token: '' });
    expect(github.calls).toEqual([]);
    expect(main.commands.map(({ name }) => name)).toEqual(['error']);
  },
};

test('every input is tried', () => {
  expect(Object.keys(tried)).toEqual(inputDefinitions.map(({ name }) => name));
});

test.each(Object.entries(tried))('%s', async (_, attempt) => attempt());

test('an input that does not exist is refused, with the one that was meant', async () => {
  const run = await withInputs({ inconclusve: 'allow' });
  expect(run.main.code).toBe(2);
  expect(refusal(run)).toBe('the input `inconclusve` does not exist; did you mean "inconclusive"?');
});

test('a report that cannot be written is said, and fails the step', async () => {
  const { main } = await withInputs({ ...sqlite, report: 'alembic.ini/r.json' });
  expect(main.code).toBe(2);
  expect(main.stdout + main.stderr).toContain('the report cannot be written to ');
});
