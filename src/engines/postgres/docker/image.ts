import { wordsOf } from '../connection.ts';
import { Unavailable } from '../providers/provider.ts';
import { ask, messageIn, type Reply } from './api.ts';
import { credentialsFor } from './credentials.ts';

const askMs = 10_000;

/** A registry that sends nothing for so long is given up; a slow one that sends is not. */
const silenceMs = 30_000;

/** An image as the engine holds it. What a name stands for can change at any time. */
export interface Image {
  readonly name: string;
  /** A hash of all that is in it. */
  readonly id: string;
  /** `linux/amd64`: one id may stand for builds for several. */
  readonly platform: string;
  /** What its containers begin with. */
  readonly entrypoint: readonly string[];
}

/** What is read of an image (API reference, ImageInspect). */
interface Inspected {
  readonly Id: string;
  readonly Os: string;
  readonly Architecture: string;
  readonly Config: { readonly Entrypoint?: readonly string[] | null };
}

/** Makes sure that the engine has an image, pulling it if need be. @throws Unavailable */
export async function ensureImage(name: string, signal: AbortSignal, say: (what: string) => void): Promise<Image> {
  const full = /[:@][^/]*$/.test(name) ? name : `${name}:latest`;
  const look = async (): Promise<Image | null> => {
    const path = `/images/${encodeURIComponent(full)}/json`;
    const { status, body } = await ask({ method: 'GET', path, silenceMs: askMs, signal });
    if (status !== 200) return null;
    const { Id, Os, Architecture, Config } = JSON.parse(String(body)) as Inspected;
    return { name, id: Id, platform: `${Os}/${Architecture}`, entrypoint: Config.Entrypoint ?? [] };
  };
  const present = await look();
  if (present) return present;
  say(`pulling ${full}`);
  const failure = await pull(full, signal);
  const pulled = failure === null ? await look() : null;
  if (pulled) return pulled;
  throw new Unavailable(`The image ${full} is not here and could not be pulled: ${failure ?? 'it did not come'}`, {
    wayOut: `Pull it by hand to see why (docker pull ${full}), or choose another way with --postgres.`,
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
