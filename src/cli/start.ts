import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { cachingOf } from '../gate/cache-folder.ts';

/**
 * Runs the command, and lets Node keep what it compiled of it for the next run: of the TypeScript compiler alone that is 0.3 s. It is kept in the user's own
 * folder and not where Node would by itself, in a temporary one that all users share. Where it cannot be written Node compiles as ever.
 */
export async function start(process: NodeJS.Process): Promise<void> {
  enableCompileCache(join(cachingOf({ cache: null }, process.env, '').folder, 'compiled'));
  const { run } = await import('./main.ts');
  await run(process);
}
