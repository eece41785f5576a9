import { setTimeout as delay } from 'node:timers/promises';
import { getOctokit } from '@actions/github';
import { defaults } from '@actions/github/lib/utils';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import Bottleneck from 'bottleneck/light.js';

export type Client = ReturnType<typeof getOctokit>;

export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/** Nobody waits longer than this for a limit to pass: a verdict that comes late is worse than one told in the log. */
const patienceSeconds = 60;
const attempts = 3;
const answerMs = 20_000;

/** GitHub's REST API, with repeats where they help and pauses where GitHub asks for them. The address is the runner's own `GITHUB_API_URL`. */
export function connect(token: string): Client {
  const patient = (retryAfter: number, _request: unknown, _client: unknown, retryCount: number): boolean =>
    retryAfter <= patienceSeconds && retryCount < attempts;
  const quiet = () => undefined;
  return getOctokit(
    token,
    {
      request: { ...defaults.request, fetch: patientFetch(defaults.request?.fetch) },
      retry: { retries: attempts },
      throttle: { onRateLimit: patient, onSecondaryRateLimit: patient, write: writes },
      // What fails is told by whoever asked.
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    },
    retry,
    throttling,
  );
}

/** One write a second, as GitHub asks of whoever makes many; the first few at once, so that a run with nothing to do does not wait. */
const writes = new Bottleneck.Group({
  maxConcurrent: 1,
  reservoir: 4,
  reservoirIncreaseAmount: 1,
  reservoirIncreaseInterval: 1000,
  reservoirIncreaseMaximum: 4,
});

type Fetch = typeof globalThis.fetch;

/** Gives up on an answer that does not come, and waits as long as a 429 says: the plugins know that of secondary limits alone. */
function patientFetch(fetch: Fetch): Fetch {
  return async (url, options) => {
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(url, { ...options, signal: AbortSignal.timeout(answerMs) });
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
      if (response.status !== 429 || !(seconds <= patienceSeconds) || attempt > attempts) return response;
      await delay(seconds * 1000);
    }
  };
}
