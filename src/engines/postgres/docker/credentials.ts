import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The part of Docker's `config.json` that tells how to log in. */
interface DockerConfig {
  readonly auths?: Readonly<Record<string, { readonly auth?: string }>>;
  readonly credsStore?: string;
  readonly credHelpers?: Readonly<Record<string, string>>;
}

interface Login {
  readonly username: string;
  readonly password: string;
}

const helperLimitMs = 10_000;

/** Docker Hub's name in the configuration. */
const hub = 'https://index.docker.io/v1/';

/** The registry in an image's name (distribution reference: a first part with a dot, a colon, or `localhost`). */
export function registryOf(image: string): string {
  const [first = '', ...rest] = image.split('/');
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : hub;
}

/** What `docker login` left for an image's registry, as the header `X-Registry-Auth` wants it; null when the user is not logged in there. */
export async function credentialsFor(image: string): Promise<string | null> {
  const folder = process.env.DOCKER_CONFIG ?? join(homedir(), '.docker');
  const config = await readFile(join(folder, 'config.json'), 'utf8').then(
    (json) => JSON.parse(json) as DockerConfig,
    () => ({}) as DockerConfig,
  );
  const registry = registryOf(image);
  const helper = config.credHelpers?.[registry] ?? config.credsStore;
  const login = (helper ? await askHelper(helper, registry) : null) ?? stored(config, registry);
  return login && Buffer.from(JSON.stringify({ ...login, serveraddress: registry })).toString('base64url');
}

function stored({ auths }: DockerConfig, registry: string): Login | null {
  const auth = auths?.[registry]?.auth ?? auths?.[`https://${registry}`]?.auth;
  if (!auth) return null;
  const [username = '', ...password] = Buffer.from(auth, 'base64').toString().split(':');
  return { username, password: password.join(':') };
}

/** The protocol of docker-credential-helpers: the registry on stdin, JSON on stdout. Null when the helper knows no login or is not there. */
async function askHelper(helper: string, registry: string): Promise<Login | null> {
  const child = spawn(`docker-credential-${helper}`, ['get'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: helperLimitMs,
  });
  child.stdin.on('error', () => undefined).end(registry);
  try {
    const [answer] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    const { Username, Secret } = JSON.parse(answer) as { Username: string; Secret: string };
    return { username: Username, password: Secret };
  } catch {
    return null;
  }
}
