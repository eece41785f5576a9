import { wordsOf } from '../connection.ts';
import { Unavailable } from '../providers/provider.ts';
import { ask, messageIn, type Reply } from './api.ts';
import { credentialsFor } from './credentials.ts';

const askMs = 10_000;

/** A registry that sends nothing for so long is given up; a slow one that sends is not. */
const silenceMs = 30_000;

/** Makes sure that the engine has an image, pulling it if need be. @throws Unavailable */
export async function ensureImage(image: string, signal: AbortSignal, say: (what: string) => void): Promise<void> {
  const name = /[:@][^/]*$/.test(image) ? image : `${image}:latest`;
  const present = await ask({
    method: 'GET',
    path: `/images/${encodeURIComponent(name)}/json`,
    silenceMs: askMs,
    signal,
  });
  if (present.status === 200) return;
  say(`pulling ${name}`);
  const failure = await pull(name, signal);
  if (failure === null) return;
  throw new Unavailable(`The image ${name} is not here and could not be pulled: ${failure}`, {
    wayOut: `Pull it by hand to see why (docker pull ${name}), or choose another way with --postgres.`,
  });
}

/** Null when the image is here now; else the engine's own words. */
async function pull(name: string, signal: AbortSignal): Promise<string | null> {
  const credentials = await credentialsFor(name);
  try {
    const path = `/images/create?fromImage=${encodeURIComponent(name)}`;
    const headers = credentials === null ? {} : { 'X-Registry-Auth': credentials };
    const reply = await ask({ method: 'POST', path, silenceMs, signal, headers });
    return reply.status === 200 ? errorIn(reply) : messageIn(reply);
  } catch (thrown) {
    signal.throwIfAborted();
    return wordsOf(thrown);
  }
}

/** Progress comes as one JSON object a line; a failure under way is one of them, and the status is 200 all the same. */
function errorIn({ body }: Reply): string | null {
  const lines = String(body)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return (
    lines.map((line) => (JSON.parse(line) as { error?: string }).error).find((error) => error !== undefined) ?? null
  );
}
