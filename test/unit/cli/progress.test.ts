import { expect, test } from '@jest/globals';
import { plainProgress } from '../../../src/cli/plain-progress.ts';
import { elapsedWords } from '../../../src/cli/progress-words.ts';
import type { ProgressEvent } from '../../../src/domain/progress.ts';

const step = (index: number, revision: string): ProgressEvent => ({
  kind: 'step',
  engine: 'postgres',
  revision,
  movement: 'upgrade',
  index,
  total: 9,
});

/** A clock that stands until it is moved. */
function standingClock() {
  let now = 0;
  let due: { readonly at: number; readonly run: () => void }[] = [];
  const clock = {
    now: () => now,
    after: (milliseconds: number, run: () => void) => void due.push({ at: now + milliseconds, run }),
  };
  const to = (time: number) => {
    now = time;
    const ripe = due.filter(({ at }) => at <= time);
    due = due.filter(({ at }) => at > time);
    for (const { run } of ripe) run();
  };
  return { clock, to };
}

test('a log gets a line when something begins, and of the steps one in two seconds for each engine', () => {
  const { clock, to } = standingClock();
  const lines: string[] = [];
  const progress = plainProgress((line) => lines.push(line), clock);
  progress({ kind: 'started', what: 'looking for what is new' });
  expect(lines).toEqual([]);
  progress({ kind: 'engine', engine: 'postgres', what: 'pulling\npostgres:17' });
  to(2000);
  progress(step(1, 'a'));
  progress({ ...step(1, 'a'), engine: 'sqlite' } as ProgressEvent);
  to(2500);
  progress(step(2, 'b'));
  to(3000);
  progress(step(3, 'c\u001b[2J'));
  progress({ kind: 'finished', engine: 'sqlite' });
  to(4000);
  to(9000);
  progress({ kind: 'finished', engine: 'postgres' });
  expect(lines).toEqual([
    '[0 s] looking for what is new',
    '[0 s] Postgres: pulling postgres:17',
    '[2 s] Postgres 1/9 upgrade a',
    '[2 s] SQLite 1/9 upgrade a',
    '[3 s] SQLite: walked',
    '[4 s] Postgres 3/9 upgrade c<U+001B>[2J',
    '[9 s] Postgres: walked',
  ]);
});

test.each([
  [0, '0 s'],
  [59_999, '59 s'],
  [125_000, '2 min 5 s'],
])('%d ms is %s', (milliseconds, words) => {
  expect(elapsedWords(milliseconds)).toBe(words);
});
