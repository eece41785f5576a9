import { expect, test } from '@jest/globals';
import { type Annotation, CheckRun } from '../../../src/github/check-run.ts';
import type { Client } from '../../../src/github/client.ts';

const texts = { title: 'title', summary: 'summary' };
const place = {
  repository: { owner: 'o', repo: 'r' },
  name: 'gate',
  headSha: 'a'.repeat(40),
  externalId: 'id',
  detailsUrl: 'https://github.test/run',
};
const annotation = (line: number): Annotation => ({
  path: 'a.py',
  start_line: line,
  end_line: line,
  annotation_level: 'failure',
  message: 'm',
});
const annotations = (count: number) => Array.from({ length: count }, (_, index) => annotation(index + 1));

interface Update {
  readonly status?: string;
  readonly conclusion?: string;
  readonly output: { readonly title: string; readonly annotations?: readonly Annotation[] };
}

/** A check run whose updates are kept; some of them are refused. */
async function opened(refuse: (update: Update) => number | null = () => null) {
  const updates: Update[] = [];
  const checks = {
    create: async () => ({ data: { id: 5, html_url: null } }),
    update: async (update: Update) => {
      const status = refuse(update);
      updates.push(update);
      if (status !== null) throw Object.assign(new Error('refused'), { status, response: {} });
    },
  };
  const run = await CheckRun.open({ rest: { checks } } as unknown as Client, place, texts);
  return { run, updates };
}

const sent = (updates: readonly Update[]) =>
  updates.map(({ conclusion = null, output }) => [conclusion, output.annotations?.length ?? null]);

test.each([
  [0, [['failure', 0]]],
  [1, [['failure', 1]]],
  [50, [['failure', 50]]],
  [
    51,
    [
      [null, 50],
      ['failure', 1],
    ],
  ],
  [
    250,
    [
      [null, 50],
      [null, 50],
      [null, 50],
      [null, 50],
      ['failure', 50],
    ],
  ],
])('%i annotations: fifty a request, in order, the conclusion with the last', async (count, expected) => {
  const { run, updates } = await opened();
  expect(await run.complete('failure', texts, annotations(count))).toBe('whole');
  expect(sent(updates)).toEqual(expected);
  expect(updates.flatMap(({ output }) => output.annotations)).toEqual(annotations(count));
});

test('it is completed once, and nothing is sent after that', async () => {
  const { run, updates } = await opened();
  const progress = run.progress(texts);
  const ends = [run.complete('success', texts, []), run.complete('cancelled', texts, []), run.progress(texts)];
  await Promise.all([progress, ...ends]);
  // The completion was on its way when the update's turn came.
  expect(sent(updates)).toEqual([['success', 0]]);
});

test('updates are sent one after another', async () => {
  const { run, updates } = await opened();
  await run.progress({ ...texts, title: 'one' });
  await run.progress({ ...texts, title: 'two' });
  await run.complete('success', texts, []);
  expect(updates.map(({ output }) => output.title)).toEqual(['one', 'two', 'title']);
});

test('an update that fails keeps nothing back', async () => {
  const { run } = await opened(({ status }) => (status === 'completed' ? null : 500));
  await expect(run.progress(texts)).rejects.toThrow('refused');
  expect(await run.complete('success', texts, [])).toBe('whole');
});

test('annotations that are not accepted: it is completed without them', async () => {
  const { run, updates } = await opened(({ output }) => (output.annotations?.length ? 422 : null));
  expect(await run.complete('failure', texts, annotations(51))).toBe('bare');
  expect(sent(updates)).toEqual([
    [null, 50],
    ['failure', 0],
  ]);
});

test.each([422, 403, 500])('%i for a completion without annotations is thrown', async (status) => {
  const { run } = await opened(() => status);
  await expect(run.complete('failure', texts, [])).rejects.toMatchObject({ status });
});

test('without a page of its own it names the workflow run', async () => {
  expect((await opened()).run.url).toBe(place.detailsUrl);
});
