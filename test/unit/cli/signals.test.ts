import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { main } from '../../../src/cli/main.ts';
import { GateError } from '../../../src/domain/error.ts';
import { folderWith } from '../config/folder.ts';
import { gateThat, passed, world } from './world.ts';

const interrupted = new GateError('interrupted', 'interrupted', { hint: 'Run it again.' });

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s aborts the gate, the report is written, and the code is %d', async (signal, code) => {
  await using folder = await folderWith({});
  const surroundings = world(folder.path, ['--format', 'json:r.json']);
  const gate = gateThat(async (options) => {
    surroundings.send(signal);
    expect(options.signal.aborted).toBe(true);
    return { ...passed, verdict: { kind: 'inconclusive', findings: [], error: interrupted } };
  });
  expect(await main(surroundings, async () => gate)).toBe(code);
  expect(JSON.parse(await readFile(join(folder.path, 'r.json'), 'utf8'))).toMatchObject({
    error: { code: 'interrupted' },
  });
  expect(surroundings.stderr.text).toContain(`${signal}: stopping and cleaning up`);
  expect(surroundings.exits).toEqual([]);
});

test('a second signal ends the process at once', async () => {
  await using folder = await folderWith({});
  const surroundings = world(folder.path, []);
  const gate = gateThat(async () => {
    surroundings.send('SIGINT');
    expect(surroundings.exits).toEqual([]);
    surroundings.send('SIGTERM');
    return passed;
  });
  await main(surroundings, async () => gate);
  expect(surroundings.exits).toEqual([143]);
});
