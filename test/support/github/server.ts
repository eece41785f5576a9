import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import addFormats from 'ajv-formats';
import { type Context, OpenAPIBackend } from 'openapi-backend';
import type { StoredCheckRun, StoredComment } from './answers.ts';
import { type Fault, misbehave } from './faults.ts';
import { limitsBroken } from './limits.ts';
import { operations, type StoredArtifact } from './operations.ts';

const definition = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/github/api.json'), 'utf8'));

interface Call {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever was sent.
  readonly body: any;
  /** What it was answered; 0 for a connection that was cut. */
  status: number;
}

/** A GitHub on loopback. Requests and answers are held to GitHub's own description. */
export interface FakeGitHub extends AsyncDisposable {
  readonly url: string;
  readonly calls: readonly Call[];
  readonly checkRuns: StoredCheckRun[];
  readonly comments: StoredComment[];
  readonly artifacts: StoredArtifact[];
  /** Answers of its own that are not what GitHub describes, and completed check runs that were changed: always empty, or the tests prove nothing. */
  readonly problems: readonly string[];
  fail(fault: Fault): void;
}

export interface FakeOptions {
  /** A bare repository that it answers of. */
  readonly repository?: string;
  /** Open pull requests. */
  readonly pulls?: readonly { readonly number: number; readonly head: string; readonly label: string }[];
  /** Its clock, as its headers tell it, in seconds off ours. */
  readonly skewSeconds?: number;
}

export async function startGitHub(options: FakeOptions = {}): Promise<FakeGitHub> {
  const calls: Call[] = [];
  const problems: string[] = [];
  const faults: Fault[] = [];
  const store = {
    checkRuns: [] as StoredCheckRun[],
    comments: [] as StoredComment[],
    artifacts: [] as StoredArtifact[],
  };
  let url = '';

  const send = (response: ServerResponse, status: number, body: unknown, context?: Context): number => {
    const broken = context?.operation && context.api.validateResponse(body, context.operation, status).errors;
    for (const { instancePath, message } of broken ?? [])
      problems.push(`${context?.operation?.operationId} ${status} ${instancePath} ${message}`);
    const seconds = Date.now() / 1000 + (options.skewSeconds ?? 0);
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      date: new Date(seconds * 1000).toUTCString(),
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4999',
      'x-ratelimit-reset': String(Math.floor(seconds) + 3600),
    });
    response.end(JSON.stringify(body));
    return status;
  };
  const refusal = (message: string) => ({ message, documentation_url: 'https://docs.github.com/rest', status: '422' });

  const api = new OpenAPIBackend({
    definition,
    quick: true,
    strict: false,
    ajvOpts: { strict: false, allErrors: true, formats: {} },
    // biome-ignore lint/suspicious/noExplicitAny: two copies of ajv describe the same class twice.
    customizeAjv: (ajv: any) => {
      // biome-ignore lint/suspicious/noExplicitAny: CommonJS, whose default export is the function.
      (addFormats as any)(ajv);
      return ajv;
    },
  });
  const answers = operations(
    store,
    () => url,
    options,
    (what) => void problems.push(what),
  );
  for (const [operation, answer] of Object.entries(answers))
    api.register(operation, (context: Context, request: IncomingMessage, response: ServerResponse) => {
      const { status, body, raw } = answer(context, request);
      if (!raw) return send(response, status, body, context);
      response.writeHead(status, raw.headers).end(raw.bytes);
      return status;
    });
  api.register('validationFail', (context: Context, _request: IncomingMessage, response: ServerResponse) => {
    const words = context.validation.errors?.map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
    return send(response, 422, refusal(`Invalid request.\n\n${words?.join('; ')}`));
  });
  api.register('notFound', (_context: Context, request: IncomingMessage, response: ServerResponse) =>
    send(response, 404, refusal(`Not Found: ${request.method} ${request.url}`)),
  );
  await api.init();

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const { pathname, search } = new URL(request.url ?? '', 'http://github.test');
    const call: Call = {
      at: performance.now(),
      method: request.method ?? '',
      path: decodeURIComponent(pathname),
      authorization: request.headers.authorization ?? '',
      body: text === '' ? null : JSON.parse(text),
      status: 0,
    };
    calls.push(call);
    const misbehaved = await misbehave(faults, request, call.path, response);
    if (misbehaved !== null) {
      call.status = misbehaved;
      return;
    }
    try {
      const broken = limitsBroken(call.body);
      call.status =
        broken.length > 0
          ? send(response, 422, refusal(`Validation Failed: ${broken.join('; ')}`))
          : await api.handleRequest(
              {
                method: call.method,
                path: pathname,
                query: search.slice(1),
                headers: { ...(request.headers as Record<string, string>), 'content-type': 'application/json' },
                ...(text === '' ? {} : { body: text }),
              },
              request,
              response,
            );
    } catch (thrown) {
      problems.push(String(thrown));
      request.socket.destroy();
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    calls,
    ...store,
    problems,
    fail: (fault) => void faults.push(fault),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
