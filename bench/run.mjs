// How long a run of the gate takes, beside what a user would do today, on the same machine in the same minutes. Writes bench/RESULTS.md.
// Usage: npm run bench -- [--postgres URL] [--sizes 10,100,500,2000] [--rounds N] [--output FILE]
// Without a URL an embedded Postgres is started and used by all. The server gets databases of the gate and one of ours, `migration_gate_bench`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contestants } from './contestants.mjs';
import { benchPython, benchServer } from './environment.mjs';
import { makeHistory } from './history.mjs';
import { machine } from './machine.mjs';
import { measure } from './measure.mjs';
import { results } from './results.mjs';

const { values } = parseArgs({
  options: {
    postgres: { type: 'string' },
    sizes: { type: 'string', default: '10,100,500,2000' },
    rounds: { type: 'string', default: '5' },
    output: { type: 'string', default: join(import.meta.dirname, 'RESULTS.md') },
  },
});
const sizes = values.sizes.split(',').map(Number);
const rounds = Number(values.rounds);
const python = benchPython();
const server = await benchServer(values.postgres);
const rows = [];
try {
  for (const size of sizes) rows.push(await measured(size));
} finally {
  await server.dispose();
}
const text = results(rows, `${machine(python)}; ${server.words}`);
writeFileSync(values.output, text);
console.log(text);

/** All that is measured of a history of one size. */
async function measured(size) {
  const one = makeHistory(size, 1);
  const ten = size > 10 ? makeHistory(size, 10) : null;
  const who = (history) => contestants({ folder: history.folder, python, postgres: server.url });
  try {
    return await measure(size, who(one), ten && who(ten), rounds);
  } finally {
    one.dispose();
    ten?.dispose();
  }
}
