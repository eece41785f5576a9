import { existsSync, readFileSync } from 'node:fs';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

/** An answer of the Docker engine. */
export interface Reply {
  readonly status: number;
  readonly body: Buffer;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Without the API's version: the engine then takes its newest. */
  readonly path: string;
  /** The longest silence that is borne, in milliseconds; progress counts as an answer. */
  readonly silenceMs: number;
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: object;
}

/** The engine said nothing for too long. */
export class Silent extends Error {
  override readonly name = 'Silent';
}

/** Where the engine listens: `DOCKER_HOST`, else the socket that is there, as testcontainers looks for it. */
export function dockerHost(): string {
  const configured = process.env.DOCKER_HOST;
  if (configured) return configured;
  const runtime = process.env.XDG_RUNTIME_DIR ?? `/run/user/${userInfo().uid}`;
  const sockets = [
    '/var/run/docker.sock',
    join(runtime, 'docker.sock'),
    join(homedir(), '.docker/run/docker.sock'),
    join(homedir(), '.docker/desktop/docker.sock'),
  ];
  return `unix://${sockets.find((socket) => existsSync(socket)) ?? sockets[0]}`;
}

/**
 * One request to the Docker engine (docs.docker.com/reference/api/engine), without any package, so that its absence is known in milliseconds.
 * @throws Silent, or the errno of the socket
 */
export const ask = (request: Request): Promise<Reply> => receive(request, replyOf);

/** As `ask`, for an answer that is too long to be held. @param take reads it to its end @throws what `take` does too */
export function receive<T>(request: Request, take: (response: IncomingMessage) => Promise<T>): Promise<T> {
  const { method, path, silenceMs, signal, headers = {}, body } = request;
  const { send, at } = endpoint(dockerHost());
  const type = body && { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const options = {
      ...at,
      method,
      path,
      headers: { host: 'docker', ...type, ...headers },
      ...(signal && { signal }),
      agent: false,
    };
    const sent = send(options, (response) => void take(response).then(resolve, reject));
    sent.setTimeout(silenceMs, () => sent.destroy(new Silent(`no answer for ${silenceMs / 1000} s`)));
    sent.on('error', reject).end(body && JSON.stringify(body));
  });
}

export const replyOf = async (response: IncomingMessage): Promise<Reply> => ({
  status: response.statusCode ?? 0,
  body: await buffer(response),
});

function endpoint(host: string): { readonly send: typeof http.request; readonly at: https.RequestOptions } {
  const { protocol, pathname, hostname, port } = new URL(host);
  if (protocol === 'unix:') return { send: http.request, at: { socketPath: decodeURIComponent(pathname) } };
  const certificates = process.env.DOCKER_TLS_VERIFY
    ? (process.env.DOCKER_CERT_PATH ?? join(homedir(), '.docker'))
    : null;
  if (certificates === null && protocol !== 'https:')
    return { send: http.request, at: { hostname, port: port || 2375 } };
  const read = (file: string): Buffer => readFileSync(join(certificates ?? '', file));
  const tls = certificates === null ? {} : { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') };
  return { send: https.request as typeof http.request, at: { hostname, port: port || 2376, ...tls } };
}

/** What the engine says in an error: `{"message": "…"}`. */
export function messageIn({ status, body }: Reply): string {
  try {
    const { message } = JSON.parse(String(body)) as { message?: string };
    if (message !== undefined) return message;
  } catch {
    // Not JSON: some proxy answered.
  }
  return `HTTP ${status} ${String(body.subarray(0, 200))}`.trim();
}
