import { describe, expect, test } from '@jest/globals';
import { readTrigger } from '../../../src/github/event.ts';

const a = 'a'.repeat(40);
const b = 'b'.repeat(40);
const none = '0'.repeat(40);
const commit = 'c'.repeat(40);

const pull = {
  pull_request: { number: 7, state: 'open', head: { sha: a, ref: 'topic' }, base: { sha: b, ref: 'main' } },
};
const pushed = { ref: 'refs/heads/topic', before: b, after: a, repository: { default_branch: 'main' } };
const ran = {
  id: 9,
  head_sha: a,
  head_branch: 'topic',
  head_repository: { owner: { login: 'stranger' } },
  conclusion: 'success',
};
const proposed = { kind: 'pull-request', number: 7, head: a, base: { sha: b, branch: 'main' }, isClosed: false };
const after = { kind: 'push', head: a, before: b, isForced: false, branch: 'topic', defaultBranch: 'main' };
const followed = { kind: 'workflow-run', runId: 9, head: a, headOwner: 'stranger', headBranch: 'topic' };

describe('what an event means', () => {
  test.each<[string, string, object, object]>([
    ['a pull request', 'pull_request', pull, { ...proposed, privileged: false }],
    ['one with the secrets', 'pull_request_target', pull, { ...proposed, privileged: true }],
    [
      'one that is closed',
      'pull_request',
      { pull_request: { ...pull.pull_request, state: 'closed' } },
      { ...proposed, privileged: false, isClosed: true },
    ],
    [
      'a queue, whose base is named by its whole ref',
      'merge_group',
      { merge_group: { head_sha: a, base_sha: b, base_ref: 'refs/heads/release/1' } },
      { kind: 'queue', head: a, base: { sha: b, branch: 'release/1' } },
    ],
    [
      'a queue, whose base is named by its branch',
      'merge_group',
      { merge_group: { head_sha: a, base_sha: b, base_ref: 'main' } },
      { kind: 'queue', head: a, base: { sha: b, branch: 'main' } },
    ],
    ['a push', 'push', pushed, after],
    ['a forced one', 'push', { ...pushed, forced: true }, { ...after, isForced: true }],
    ['a new branch', 'push', { ...pushed, before: none }, { ...after, before: null }],
    ['a tag', 'push', { ...pushed, ref: 'refs/tags/v1' }, { ...after, branch: null }],
    ['a branch called like a ref', 'push', { ...pushed, ref: 'refs/heads/a/b' }, { ...after, branch: 'a/b' }],
    ['a branch that was deleted', 'push', { ...pushed, after: none }, { ...after, head: commit }],
    ['a run that ended', 'workflow_run', { workflow_run: ran }, { ...followed, conclusion: 'success' }],
    [
      'a run whose repository is gone',
      'workflow_run',
      { workflow_run: { ...ran, head_repository: null, head_branch: null, conclusion: null } },
      { ...followed, headOwner: null, headBranch: null, conclusion: null },
    ],
    ['a schedule', 'schedule', { schedule: '0 0 * * *' }, { kind: 'other', name: 'schedule', head: commit }],
    ['a dispatch', 'workflow_dispatch', {}, { kind: 'other', name: 'workflow_dispatch', head: commit }],
    ['what GitHub may yet invent', 'full_moon', {}, { kind: 'other', name: 'full_moon', head: commit }],
  ])('%s', (_, name, payload, trigger) => {
    expect(readTrigger(name, payload, commit)).toEqual(trigger);
  });

  test('commits may have names of SHA-256', () => {
    const long = 'd'.repeat(64);
    expect(readTrigger('push', { ...pushed, after: long }, commit)).toMatchObject({ head: long });
  });
});

test.each<[string, unknown, RegExp]>([
  ['pull_request', {}, /^the event file is not that of pull_request: pull_request: /],
  ['pull_request', null, /^the event file is not that of pull_request: it: /],
  [
    'pull_request_target',
    { pull_request: { ...pull.pull_request, head: { sha: '--upload-pack=x', ref: 'topic' } } },
    /pull_request\.head\.sha: /,
  ],
  ['merge_group', { merge_group: { head_sha: a } }, /merge_group\.base_sha: /],
  ['push', { ...pushed, before: 'main' }, /before: /],
  ['push', { ...pushed, repository: {} }, /repository\.default_branch: /],
  ['workflow_run', { workflow_run: { ...ran, id: '9' } }, /workflow_run\.id: /],
])('%s with %j is refused with what is wrong', (name, payload, words) => {
  expect(() => readTrigger(name, payload, commit)).toThrow(words);
});
