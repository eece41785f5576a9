import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Board } from '../../../src/action/board.ts';
import { begun } from '../../../src/action/texts.ts';
import type { ProgressEvent } from '../../../src/domain/progress.ts';
import type { Client } from '../../../src/github/client.ts';

const place = {
  repository: { owner: 'o', repo: 'r' },
  name: 'gate',
  headSha: 'a'.repeat(40),
  externalId: 'id',
  detailsUrl: 'https://github.test/run',
};

interface Request {
  readonly at: number;
  readonly status?: string;
  readonly output: { readonly title: string; readonly summary: string };
}

function boardWith(answer: () => void = () => undefined) {
  const requests: Request[] = [];
  const refused: string[] = [];
  const take = async (request: Omit<Request, 'at'>) => {
    requests.push({ ...request, at: performance.now() });
    answer();
    return { data: { id: 1, html_url: 'https://github.test/check', check_runs: [] } };
  };
  const checks = { create: take, update: take, listForRef: take };
  const client = { rest: { checks } } as unknown as Client;
  const board = new Board({ client, place, refused: (why) => refused.push(why) }, begun);
  return { board, requests, refused };
}

const walking = (revision: string): ProgressEvent => ({
  kind: 'step',
  engine: 'postgres',
  revision,
  movement: 'upgrade',
  index: 1,
  total: 9,
});

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('a run of a day is told of six times, never within ten seconds of the last', async () => {
  const { board, requests } = boardWith();
  for (let second = 0; second < 24 * 3600; second += 1) {
    board.progress(walking(`r${second}`));
    await jest.advanceTimersByTimeAsync(1000);
  }
  await board.complete('success', begun, []);
  expect(requests.map(({ status }) => status)).toEqual(['in_progress', ...Array(6).fill(undefined), 'completed']);
  const times = requests.map(({ at }) => at);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10_000);
});

test('a run of nine seconds is told of at its ends', async () => {
  const { board, requests } = boardWith();
  for (let second = 0; second < 9; second += 1) {
    board.progress(walking('r'));
    await jest.advanceTimersByTimeAsync(1000);
  }
  await board.complete('success', begun, []);
  expect(requests.map(({ status }) => status)).toEqual(['in_progress', 'completed']);
});

test('the name of a revision is text, however long and whatever it says', async () => {
  const { board, requests } = boardWith();
  await jest.advanceTimersByTimeAsync(10_000);
  board.progress(walking(`@someone <b> #1 ${'x'.repeat(300)}`));
  await jest.advanceTimersByTimeAsync(0);
  expect(requests[1]?.output.title.length).toBe(255);
  expect(requests[1]?.output.summary).toMatch(/^Postgres 1\/9 upgrade `@someone` &lt;b&gt; `#1` x+$/);
});

test('whatever GitHub refuses is said once, and thrown at nobody', async () => {
  const { board, refused } = boardWith(() => {
    throw Object.assign(new Error('Not Found'), { status: 404, response: {} });
  });
  await board.cancelEarlier(() => true);
  board.progress(walking('r'));
  expect(await board.complete('failure', begun, [])).toBe('nothing');
  expect(await board.url()).toBeNull();
  expect(refused).toEqual([expect.stringContaining('`permissions: checks: write`')]);
});

test('without a token nothing is posted, and nothing is said of it', async () => {
  const refused: string[] = [];
  const board = new Board({ client: null, place, refused: (why) => refused.push(why) }, begun);
  await board.cancelEarlier(() => true);
  expect([await board.complete('failure', begun, []), await board.url(), refused]).toEqual(['nothing', null, []]);
});
