// How long a run with one new revision takes, beside the three `alembic` commands that a user would type on each engine today.
// Usage: npm run bench -- [--project FOLDER --base REF] --postgres URL [--python PATH] [--rounds N]
// The URL's server gets databases of the gate and one of ours, `migration_gate_bench`. Without --project: the examples' small project.
import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { pullRequest } from '../scripts/example.mjs';
import { python as ours, root } from '../scripts/setup.mjs';

const { values } = parseArgs({
  options: {
    project: { type: 'string' },
    base: { type: 'string', default: 'main' },
    postgres: { type: 'string' },
    python: { type: 'string', default: ours },
    rounds: { type: 'string', default: '5' },
    engines: { type: 'string', default: 'postgres,sqlite' },
  },
});
if (!values.postgres) {
  console.error('--postgres URL is needed: a server on this machine');
  process.exit(2);
}
const proposal = values.project
  ? { folder: values.project, dispose: () => undefined }
  : pullRequest('upgrade-applies', 'good');
const engines = values.engines.split(',');
const file = join(tmpdir(), 'migration-gate-bench.db');
const server = new URL(values.postgres);

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const timed = (command, args, environment) => {
  const started = performance.now();
  const { status, stderr } = spawnSync(command, args, {
    cwd: proposal.folder,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - started;
};

async function freshUrl(engine) {
  if (engine === 'sqlite') {
    rmSync(file, { force: true });
    return `sqlite:///${file}`;
  }
  const client = new pg.Client(values.postgres);
  await client.connect();
  await client.query('DROP DATABASE IF EXISTS migration_gate_bench');
  await client.query('CREATE DATABASE migration_gate_bench');
  await client.end();
  return Object.assign(new URL(server), { pathname: '/migration_gate_bench' }).href;
}

/** What a user does today: up to the head, one down, up again. */
async function threeCommands(engine) {
  const DATABASE_URL = await freshUrl(engine);
  return ['upgrade head', 'downgrade -1', 'upgrade head']
    .map((command) => timed(values.python, ['-m', 'alembic', ...command.split(' ')], { DATABASE_URL }))
    .reduce((sum, milliseconds) => sum + milliseconds, 0);
}

const gate = () =>
  timed(process.execPath, [
    join(root, 'dist/cli.js'),
    ...[
      'check',
      '--base',
      values.base,
      '--postgres',
      values.postgres,
      '--engines',
      values.engines,
      '--python',
      values.python,
    ],
    ...['--format', 'json', '--output', '/dev/null'],
  ]);

const rounds = Number(values.rounds);
const commands = {};
const walks = [];
for (let round = 0; round < rounds; round += 1) {
  walks.push(gate());
  for (const engine of engines) {
    commands[engine] ??= [];
    commands[engine].push(await threeCommands(engine));
  }
}
const typed = engines.map((engine) => median(commands[engine])).reduce((sum, one) => sum + one, 0);
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;
console.log(`migration-gate check, ${engines.join(' and ')} at once: ${seconds(median(walks))}`);
for (const engine of engines) console.log(`three alembic commands on ${engine}: ${seconds(median(commands[engine]))}`);
console.log(`the gate takes ${(median(walks) / typed).toFixed(2)} of the commands together (medians of ${rounds})`);
console.log(`node ${process.version}, ${execFileSync(values.python, ['--version'], { encoding: 'utf8' }).trim()}`);
proposal.dispose();
