import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { StepResult } from '../../src/tools/tool.ts';
import { alembicProject, open, revision, type TestProject, traced } from './support/alembic-project.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/mover', name), 'utf8');

/** What becomes of a step whose code does what test/fixtures/mover/noise.py does under this name: 'ok', or how the words of its failure begin. */
const goesOn: Readonly<Record<string, string>> = {
  quiet: 'ok',
  prints: 'ok',
  workflow_commands: 'ok',
  os_write: 'ok',
  binary: 'ok',
  logging_at_debug: 'ok',
  every_line_written_to: 'ok',
  every_line_reopened: 'ok',
  threads_write: 'ok',
  floods: 'ok',
  forks: 'ok',
  asks: 'python: EOF when reading a line',
  sys_exit: 'python: the code called sys.exit(0)',
  long_message: 'python: very very',
  stdout_replaced: 'ok',
  json_patched: 'ok',
  low_descriptors_closed: 'ok',
  streams_closed: 'python: ',
};
/** In a revision, where the connection is one of them: an input or output error, which says nothing of the migration's SQL. */
const closedConnection = { low_descriptors_closed: 'lost: disk I/O error' };

/** The process is gone afterwards. */
const ends: Readonly<Record<string, string>> = {
  exits: 'lost: the process that ran the migration is gone (in revision exits): it exited with code 0',
  crashes: 'lost: the process that ran the migration is gone (in revision crashes): it was ended by SIGSEGV',
  hangs: 'timeout: the time limit of 8 s passed in revision hangs',
  grandchild_keeps_the_pipes: 'lost: the process that ran the migration is gone',
  daemon: 'lost: the process that ran the migration is gone',
  all_descriptors_closed: 'lost: the process that ran the migration is gone',
  channel_shut: 'lost: the process that ran the migration is gone',
  channel_flooded: 'timeout: the time limit of 8 s passed in revision channel_flooded',
};

const seconds = `${100_000 + process.pid}`;
const variables = { MEGABYTES: '150', SLEEP: seconds };

/** Each name is a revision of its own, a base, so that each can be walked whatever became of the others. */
function projectWith(shape: 'a revision' | 'env.py', names: readonly string[]): TestProject {
  const statement = "op.execute('SELECT 1')";
  const body = (name: string) =>
    shape === 'env.py' ? `${statement}\n${statement}` : `import noise\n${statement}\nnoise.${name}()\n${statement}`;
  const first =
    'import noise\nasked = context._proxy.context_opts.get("destination_rev")\nif asked:\n    getattr(noise, asked)()\n';
  const env = fixture('url-from-ini.py');
  return alembicProject({
    env: shape === 'env.py' ? env.replace('connectable =', `${first}connectable =`) : env,
    revisions: Object.fromEntries(names.map((name) => [name, revision(name, null, body(name))])),
    files: { 'noise.py': fixture('noise.py') },
  });
}

const became = ({ outcome, failure }: StepResult) => (failure ? `${failure.kind}: ${failure.message}` : outcome);

test.each(['a revision', 'env.py'] as const)('what %s does to the streams changes no record', async (shape) => {
  const expected = shape === 'env.py' ? goesOn : { ...goesOn, ...closedConnection };
  using project = projectWith(shape, Object.keys(expected));
  await using mover = await open(project, project.sqlite(), { timeoutMs: 20_000, project: { env: variables } });
  const seen: Record<string, string> = {};
  const unseen: string[] = [];
  for (const [name, words] of Object.entries(expected)) {
    const step = await mover.upgrade(name, traced);
    seen[name] = became(step).slice(0, words.length);
    const statements = step.statements.filter(({ file }) => file?.includes('versions/'));
    if (words === 'ok' && (statements.length !== 2 || step.bodies !== 1)) unseen.push(name);
    expect(JSON.stringify(step).length).toBeLessThan(50_000);
  }
  expect(seen).toEqual(expected);
  expect(unseen).toEqual([]);
});

test.each(Object.entries(ends))('code that ends the process, or keeps it from ending: %s', async (name, words) => {
  using project = projectWith('a revision', [name]);
  await using mover = await open(project, project.sqlite(), { timeoutMs: 8000, project: { env: variables } });
  const started = performance.now();
  expect(became(await mover.upgrade(name, traced)).slice(0, words.length)).toBe(words);
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(mover.alive).toBe(false);
  // Killed, and on its way.
  for (let waited = 0; asleep().length > 0 && waited < 2000; waited += 50) await delay(50);
  expect(asleep()).toEqual([]);
});

/** The processes that `daemon` and `grandchild_keeps_the_pipes` started and that are still there. */
const asleep = () =>
  readdirSync('/proc').filter((id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, 'utf8') === `sleep\0${seconds}\0`;
    } catch {
      return false;
    }
  });
