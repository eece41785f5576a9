import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { refusalOf } from '../../../src/cli/node-version.ts';
import { folderWith } from '../config/folder.ts';

const root = join(import.meta.dirname, '../../..');

test.each(['24.0.0', '24.21.0', '25.1.0', '100.0.0'])('Node %s is new enough', (version) => {
  expect(refusalOf(version)).toBeNull();
});

test.each(['14.0.0', '20.20.2', '23.11.1'])('Node %s is refused by its name, with a way out', (version) => {
  expect(refusalOf(version)).toContain(`this is Node ${version}\n`);
  expect(refusalOf(version)).toContain('npx -p node@24');
});

const systemNode = '/usr/bin/node';
const systemVersion = spawnSync(systemNode, ['--version'], { encoding: 'utf8' }).stdout ?? '';
const isOld = /^v(1[4-9]|2[0-3])\./.test(systemVersion);

test(`the command ends with 2 on an old Node (${isOld ? systemVersion.trim() : `shown by a stand-in: ${systemNode} is ${systemVersion.trim() || 'not there'}`})`, async () => {
  await using folder = await folderWith({});
  const outfile = join(folder.path, 'cli.mjs');
  await build({
    entryPoints: [join(root, 'src/cli.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node14',
    logLevel: 'error',
    plugins: [
      {
        name: 'start-apart',
        setup: (each) =>
          void each.onResolve({ filter: /start\.ts$/ }, () => ({ path: './not-there.mjs', external: true })),
      },
    ],
    // Where no old Node is at hand, this one says it is.
    ...(!isOld && { define: { 'process.versions.node': '"20.0.0"' } }),
  });
  const { status, stdout, stderr } = spawnSync(isOld ? systemNode : process.execPath, [outfile, 'check'], {
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(`this is Node ${isOld ? systemVersion.trim().slice(1) : '20.0.0'}\n`);
});
