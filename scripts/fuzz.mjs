// Runs the random suites with their full counts, which take too long for every change. Usage: npm run fuzz [-- PATTERN of test/fuzz]
// MIGRATION_GATE_SEED repeats a run.
import { join } from 'node:path';
import { node, root, run } from './setup.mjs';

const [pattern = '', ...args] = process.argv.slice(2);
run(
  node,
  [
    '--experimental-vm-modules',
    '--no-warnings',
    join(root, 'node_modules/jest/bin/jest.js'),
    ...['--testPathPatterns', `test/fuzz/.*${pattern}`, '--testTimeout', '3600000', ...args],
  ],
  { env: { ...process.env, MIGRATION_GATE_FUZZ: 'full' } },
);
