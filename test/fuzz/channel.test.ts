import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import { type ChannelRecord, RecordReader } from '../../src/tools/alembic/channel.ts';
import { alembicProject, open, revision, traced } from '../integration/support/alembic-project.ts';
import { Random, rounds, seed } from '../support/random.ts';
import { sealed } from '../support/sealed.ts';

const streams = rounds({ short: 2000, full: 200_000 });
const walks = rounds({ short: 4, full: 200 });
const megabytes = rounds({ short: 256, full: 1024 });
const fixtures = join(import.meta.dirname, '../fixtures/mover');

/** What may come between records, and into one that is being written: bytes of any kind, records of another key, records that were sent before. */
function foreign(random: Random, sent: readonly Buffer[]): Buffer {
  const kinds = [
    () => randomBytes(random.below(200)),
    () => Buffer.from('\n'.repeat(random.below(4))),
    () => sealed('another key', { seq: random.below(9), kind: 'moved', failure: null }),
    () => Buffer.from(`${'0'.repeat(64)} {"seq":${random.below(9)},"kind":"moved","failure":null}\n`),
    () => Buffer.from('"},"failure":null,"x":{"y":"'),
    () => random.pick(sent),
    () => random.pick(sent).subarray(0, random.below(120)),
    () => random.pick(sent).subarray(random.below(120)),
  ];
  return random.pick(kinds)();
}

/** The records of one process as lines, and a stream of them that somebody tampered with. */
function tamperedStream(random: Random): { readonly sent: readonly ChannelRecord[]; readonly bytes: Buffer } {
  const sent = Array.from({ length: 1 + random.below(6) }, (_, index) => ({
    seq: index + 1,
    kind: random.pick(['statement', 'moved', 'ready']),
    failure: random.chance(0.5) ? null : { message: `failed "${random.below(1000)}" \\ \n` },
  }));
  const lines = sent.map((record) => sealed('key', record));
  let parts: readonly Buffer[] = lines;
  if (random.chance(0.2)) parts = random.shuffle(parts);
  if (random.chance(0.2)) parts = parts.filter(() => random.chance(0.7));
  parts = parts.flatMap((line) => {
    if (random.chance(0.6)) return [line];
    const at = random.below(line.length);
    return [line.subarray(0, at), foreign(random, lines), line.subarray(at)];
  });
  parts = parts.flatMap((part) => (random.chance(0.3) ? [part, foreign(random, lines)] : [part]));
  const whole = Buffer.concat(parts);
  return { sent, bytes: random.chance(0.2) ? whole.subarray(0, random.below(whole.length + 1)) : whole };
}

test(`no stream makes the reader believe what was not sent, or miss that something is gone (seed ${seed})`, () => {
  const random = new Random(seed);
  for (let round = 0; round < streams; round += 1) {
    const { sent, bytes } = tamperedStream(random);
    const reader = new RecordReader('key');
    const believed: ChannelRecord[] = [];
    for (let at = 0; at < bytes.length; ) {
      const next = at + 1 + random.below(300);
      believed.push(...reader.push(bytes.subarray(at, next)));
      at = next;
    }
    const real = new Set(sent.map((record) => JSON.stringify(record)));
    expect(believed.filter((record) => !real.has(JSON.stringify(record)))).toEqual([]);
    if (reader.complete) expect(believed).toEqual(sent.slice(0, believed.length));
  }
});

/** A revision during which a thread writes into the line of the driver's records, at random moments, pieces of records of its own making. */
const underFire = (random: Random, fails: boolean) => `
import noise, os, random, threading
dice = random.Random(${random.below(2 ** 31)})
stop = threading.Event()
records = min(noise.lines())
def fire():
    while not stop.wait(dice.random() / 500):
        piece = noise.FORGED.replace('"seq":3', f'"seq":{dice.randrange(12)}').encode() + b"\\n"
        start = dice.randrange(len(piece)) if dice.random() < 0.5 else 0
        os.write(records, piece[start:] if dice.random() < 0.7 else dice.randbytes(dice.randrange(90)))
thread = threading.Thread(target=fire, daemon=True)
thread.start()
for index in range(40):
    op.execute("SELECT '" + "x" * dice.randrange(20_000) + "'")
op.execute('CREATE TABLE made (a int)')
${fails ? 'raise RuntimeError("failed after all")' : 'stop.set(); thread.join()'}`;

test(`no step is passed that did not happen, whatever is written into the driver's lines (seed ${seed})`, async () => {
  const random = new Random(seed);
  const outcomes: string[] = [];
  for (let round = 0; round < walks; round += 1) {
    const fails = random.chance(0.5);
    using project = alembicProject({
      revisions: { a1: revision('a1', null, underFire(random, fails)) },
      files: { 'noise.py': readFileSync(join(fixtures, 'noise.py'), 'utf8') },
    });
    await using mover = await open(project, project.sqlite(), { timeoutMs: 5000 });
    const step = await mover.upgrade('a1', traced);
    const database = new DatabaseSync(join(project.root, 'scratch.db'));
    const stands = database.prepare('SELECT version_num FROM alembic_version').all().length > 0;
    database.close();
    if (step.outcome === 'ok')
      expect({ fails, stands, bodies: step.bodies }).toEqual({ fails: false, stands: true, bodies: 1 });
    else expect(step.failure?.kind).toMatch(fails ? /python|lost|timeout/ : /lost|timeout/);
    outcomes.push(step.failure?.kind ?? step.outcome);
  }
  expect(outcomes).toHaveLength(walks);
});

test.each(['floods', 'records_flooded'])(`${megabytes} MB of output take no memory: %s`, (way) => {
  using project = alembicProject({
    revisions: { a1: revision('a1', null, `import noise\nnoise.${way}()`) },
    files: { 'noise.py': readFileSync(join(fixtures, 'noise.py'), 'utf8') },
  });
  const env = { MEGABYTES: String(megabytes) };
  const told = execFileSync(
    process.execPath,
    [
      '--no-warnings',
      join(fixtures, 'flooded-gate.ts'),
      JSON.stringify({ facts: project.facts, target: project.sqlite(), env, revision: 'a1' }),
    ],
    { encoding: 'utf8' },
  );
  const { grownMb, ...step } = JSON.parse(told);
  expect(step).toMatchObject({ outcome: 'ok', bodies: 1 });
  expect(grownMb).toBeLessThan(100);
});
