import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ActionRun, runAction } from '../../support/action.ts';
import { startGitHub } from '../../support/github/server.ts';
import { host } from '../../support/pull-request.ts';
import { notes, openShop, revisionFile, versions } from '../../support/shop.ts';

/** Nobody else's: other tests run beside this one, and what they start can be read as well. */
const secrets = Object.fromEntries(
  ['token', 'runtime', 'deploy'].map((name) => [name, `${name}_${randomBytes(12).toString('hex')}`]),
) as Readonly<Record<'token' | 'runtime' | 'deploy', string>>;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stolen-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes down all that a process of this user can be made to tell of every process: Python, as a revision. */
const thief = (loot: string) => `
with open(${JSON.stringify(loot)}, "ab") as loot:
    for process in filter(str.isdigit, os.listdir("/proc")):
        for told in ("environ", "cmdline", "mem"):
            try:
                text = open(f"/proc/{process}/{told}", "rb").read(0 if told == "mem" else -1)
            except OSError as error:
                text = repr(error).encode()
            loot.write(f"\\n{process} {told} ".encode() + text)
    loot.write(repr(dict(os.environ)).encode())`;

/** A pull request whose migration is after secrets. @returns what it could read */
async function robbed(name: string, inputs: Readonly<Record<string, string>>): Promise<ActionRun & { loot: string }> {
  const file = join(folder, name);
  using shop = openShop();
  const upgrade = thief(file).trim();
  shop.commit('proposal', {
    [`${versions}/0003_thief.py`]: revisionFile('0003', '0002', upgrade, 'pass', 'import os'),
  });
  using hosted = host(shop.folder);
  await using github = await startGitHub({ repository: hosted.origin });
  const run = await runAction({
    workspace: hosted.checkout(),
    github: github.url,
    event: { name: 'pull_request', payload: hosted.payload, sha: hosted.merge },
    inputs: { engines: 'sqlite,postgres', postgres: 'embedded', token: secrets.token, ...inputs },
    environment: {
      ACTIONS_RUNTIME_TOKEN: secrets.runtime,
      GITHUB_TOKEN: secrets.token,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: secrets.runtime,
      DEPLOY_KEY: secrets.deploy,
    },
  });
  expect(github.checkRuns).toEqual([expect.objectContaining({ conclusion: 'success' })]);
  expect(new Set(github.calls.map(({ authorization }) => authorization))).toEqual(new Set([`token ${secrets.token}`]));
  return { ...run, loot: readFileSync(file, 'latin1') };
}

const told = (loot: string, pid: number, what: string): string | undefined =>
  new RegExp(`^${pid} ${what} (.*)$`, 'm').exec(loot)?.[1];

test('a migration finds no secret among the variables of any process', async () => {
  const { main, loot } = await robbed('by-itself', {});
  expect(told(loot, main.pid, 'cmdline')).toMatch(/dist\/action\.js/);
  expect(told(loot, main.pid, 'environ')).toMatch(/^\0+$/);
  for (const secret of Object.values(secrets)) expect(loot).not.toContain(secret);
  expect(main.stdout).not.toContain('can see the variables');
});

test('with isolate it looks into no process of others, and not into their memory', async () => {
  const { main, loot } = await robbed('isolated', { isolate: 'true' });
  expect(told(loot, main.pid, 'cmdline')).toMatch(/dist\/action\.js/);
  for (const pid of [main.pid, process.pid, process.ppid])
    for (const what of ['environ', 'mem']) expect(told(loot, pid, what)).toMatch(/^PermissionError/);
  for (const secret of Object.values(secrets)) expect(loot).not.toContain(secret);
});

test('nor are they to be seen in the post step, for what outlives a killed run', async () => {
  using shop = openShop();
  shop.commit('proposal', { [`${versions}/0003_notes.py`]: notes });
  using hosted = host(shop.folder);
  await using github = await startGitHub({ repository: hosted.origin });
  github.fail({ method: 'GET', path: /check-runs/, times: 1, answer: { slowMs: 500 } });
  let seen = '';
  const asked = async (method: string) => {
    while (!github.calls.some((call) => call.method === method && /check-runs/.test(call.path))) await delay(5);
  };
  const { main, post } = await runAction({
    workspace: hosted.checkout(),
    github: github.url,
    event: { name: 'pull_request', payload: hosted.payload, sha: hosted.merge },
    inputs: { token: secrets.token },
    started: (pid) => void asked('POST').then(() => process.kill(pid, 'SIGKILL')),
    postStarted: (pid) =>
      void asked('GET').then(() => {
        seen = readFileSync(`/proc/${pid}/environ`, 'latin1');
      }),
  });
  expect([main.signal, post.code]).toEqual(['SIGKILL', 0]);
  expect(seen).toMatch(/^\0+$/);
  expect(github.checkRuns).toEqual([expect.objectContaining({ conclusion: 'cancelled' })]);
});
