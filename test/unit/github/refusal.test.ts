import { expect, test } from '@jest/globals';
import { refusalWords, statusOf } from '../../../src/github/refusal.ts';

/** As Octokit throws it: without a response there was none. */
const answered = (status: number, message: string) => Object.assign(new Error(message), { status, response: {} });

test.each<[unknown, number | null, string]>([
  [
    answered(401, 'Bad credentials'),
    401,
    'GitHub does not know the token (401): Bad credentials. Give a valid one with the input `token`, or leave it out.',
  ],
  [
    answered(403, 'Resource not accessible by integration\nmore'),
    403,
    'the token may not do this (403): Resource not accessible by integration. It takes `permissions: checks: write`; the token of a pull request from a fork never has it.',
  ],
  [
    answered(404, 'Not Found'),
    404,
    'the token may not do this (404): Not Found. It takes `permissions: checks: write`; the token of a pull request from a fork never has it.',
  ],
  [answered(403, 'API rate limit exceeded'), 403, "GitHub's rate limit is used up (403): API rate limit exceeded"],
  [answered(422, 'Invalid request'), 422, 'GitHub does not accept it (422): Invalid request'],
  [answered(429, 'Slow down'), 429, 'GitHub fails (429): Slow down'],
  [answered(502, 'Bad gateway'), 502, 'GitHub fails (502): Bad gateway'],
  [Object.assign(new Error('socket hang up'), { status: 500 }), null, 'GitHub does not answer: socket hang up'],
  [new Error('getaddrinfo ENOTFOUND'), null, 'GitHub does not answer: getaddrinfo ENOTFOUND'],
])('%s (%s)', (thrown, status, words) => {
  expect([statusOf(thrown), refusalWords(thrown, 'checks: write')]).toEqual([status, words]);
});
