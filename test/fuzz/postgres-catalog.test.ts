import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Server } from '../../src/engines/engine.ts';
import { postgres } from '../../src/engines/postgres/index.ts';
import { options, type TestOptions } from '../fixtures/postgres/servers.ts';
import { Random, rounds, seed } from '../support/random.ts';
import { changes } from './postgres-schema/changes/index.ts';
import { type Outcome, prepare, walk } from './postgres-schema/history.ts';

const isFull = rounds({ short: 0, full: 1 }) === 1;
const majors = isFull || process.env.MIGRATION_GATE_ALL_MAJORS === '1' ? [14, 15, 16, 17, 18] : [17];

/** How many changes are made to one database before the next takes its place, and to how many databases of each major. */
const length = rounds({ short: 30, full: 250 });
const databases = rounds({ short: 1, full: 8 });

describe.each(majors)(`the catalog of Postgres %i, random changes from seed ${seed}`, (version) => {
  let surroundings: TestOptions;
  let server: Server;

  beforeAll(async () => {
    surroundings = await options({ version });
    server = await postgres.start(surroundings);
    await prepare(server);
  }, 300_000);

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await surroundings[Symbol.asyncDispose]();
  });

  test('snapshots differ where dumps do, and nowhere else, and hold what a first reading would', async () => {
    const outcomes: Outcome[] = [];
    for (let number = 0; number < databases; number += 1)
      outcomes.push(await walk(server, version, new Random(seed + number), length));
    if (isFull) console.log(`Postgres ${version}, seed ${seed}\n${summary(outcomes)}`);
    expect(outcomes.flatMap(({ mismatches }) => mismatches)).toEqual([]);
    expect(outcomes.flatMap(({ unread }) => unread)).toEqual([]);
  });
});

/** How many changes of each kind were made, and for what reasons a dump did not show a change that a snapshot shows. */
function summary(outcomes: readonly Outcome[]): string {
  const sum = <Key>(key: Key, of: (outcome: Outcome) => ReadonlyMap<Key, number>): number =>
    outcomes.reduce((total, outcome) => total + (of(outcome).get(key) ?? 0), 0);
  const made = Object.entries(changes).map(([kind, list]) => {
    const count = list.reduce((total, change) => total + sum(change, (outcome) => outcome.made), 0);
    const never = list.filter((change) => sum(change, (outcome) => outcome.made) === 0).length;
    return `${kind} ${count}${never === 0 ? '' : ` (${never} of its ${list.length} changes never)`}`;
  });
  const reasons = new Set(outcomes.flatMap(({ excused }) => [...excused.keys()]));
  const excused = [...reasons].map((reason) => `${sum(reason, (outcome) => outcome.excused)} times ${reason}`);
  return [made.join(', '), ...excused].join('\n');
}
