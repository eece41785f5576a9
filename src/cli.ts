#!/usr/bin/env node
import { refusalOf } from './cli/node-version.ts';

// What stands here is parsed by whatever Node the user has: everything newer is behind the lazy import.
const refusal = refusalOf(process.versions.node);
if (refusal !== null) {
  process.stderr.write(refusal);
  process.exitCode = 2;
} else {
  import('./cli/start.ts').then(({ start }) => start(process));
}
