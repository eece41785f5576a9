import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Config } from '../config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What is kept between runs, and where. */
export interface Caching {
  /** For downloaded servers, and for bases where these are kept. */
  readonly folder: string;
  readonly bases: boolean;
  /** The user named the folder. */
  readonly asked: boolean;
}

/** @param root what a folder in the configuration is relative to */
export function cachingOf({ cache }: Pick<Config, 'cache'>, environment: Environment, root: string): Caching {
  const asked = typeof cache === 'string';
  const folder = !asked ? defaultFolder(environment) : isAbsolute(cache) ? cache : join(root, cache);
  return { folder, bases: cache !== false, asked };
}

/** `XDG_CACHE_HOME`, macOS's Caches, else `~/.cache`. For root a folder that other accounts can reach, as Postgres refuses to run as root. */
function defaultFolder(environment: Environment): string {
  const name = 'migration-gate';
  if (environment.XDG_CACHE_HOME) return join(environment.XDG_CACHE_HOME, name);
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches', name);
  return process.getuid?.() === 0 ? join('/var/cache', name) : join(homedir(), '.cache', name);
}
