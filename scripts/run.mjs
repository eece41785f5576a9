// Usage: node scripts/run.mjs SCRIPT [ARGS…] — sets a fresh clone up, then runs a script of this folder (or Jest) on the project's own Node 24.
import { delimiter, dirname, join } from 'node:path';
import { node, root, run, setup } from './setup.mjs';

const [script, ...args] = process.argv.slice(2);
setup();
const target =
  script === 'jest'
    ? ['--experimental-vm-modules', '--no-warnings', join(root, 'node_modules/jest/bin/jest.js')]
    : [join(root, 'scripts', script)];
run(node, [...target, ...args], { env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` } });
