import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where a downloaded server is kept between runs: `XDG_CACHE_HOME`, macOS's Caches, else `~/.cache`. For root a folder that other accounts can reach, as Postgres refuses to run as root. */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const name = 'migration-gate';
  if (environment.XDG_CACHE_HOME) return join(environment.XDG_CACHE_HOME, name);
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches', name);
  return process.getuid?.() === 0 ? join('/var/cache', name) : join(homedir(), '.cache', name);
}
