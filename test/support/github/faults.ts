import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** How GitHub misbehaves, and for which requests. */
export interface Fault {
  readonly method?: string;
  readonly path?: RegExp;
  /** How often; for ever when left out. */
  times?: number;
  readonly answer:
    | { readonly status: number; readonly message?: string; readonly headers?: Readonly<Record<string, string>> }
    | 'cut'
    | { readonly slowMs: number };
}

export const secondaryRateLimit = (retryAfter: number): Fault['answer'] => ({
  status: 403,
  message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  headers: { 'retry-after': String(retryAfter) },
});

/** As a token without the permission is answered. */
export const notAccessible: Fault['answer'] = { status: 403, message: 'Resource not accessible by integration' };

/** Takes the first fault that fits. @returns the status answered instead; null when the request is to be served */
export async function misbehave(
  faults: readonly Fault[],
  request: IncomingMessage,
  path: string,
  response: ServerResponse,
): Promise<number | null> {
  const fault = faults.find(
    ({ method = request.method, path: wanted, times = 1 }) =>
      method === request.method && (wanted?.test(path) ?? true) && times > 0,
  );
  if (!fault) return null;
  if (fault.times !== undefined) fault.times -= 1;
  const { answer } = fault;
  if (answer === 'cut') {
    request.socket.destroy();
    return 0;
  }
  if ('slowMs' in answer) {
    await delay(answer.slowMs);
    return null;
  }
  const { status, message = 'told to fail', headers = {} } = answer;
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify({ message, documentation_url: 'https://docs.github.com/rest', status: String(status) }));
  return status;
}
