import type { EngineOptions, KeptBase } from '../engine.ts';
import { wordsOf } from './connection.ts';

/**
 * Starts a server with the kept base that fits it, where there is one that serves; else an empty one.
 * @param identity of what will run
 */
export async function keptOrEmpty<T>(
  identity: string,
  { bases, signal }: EngineOptions,
  start: (kept: KeptBase | null) => Promise<T>,
): Promise<T> {
  const kept = await bases?.find(identity);
  if (kept) {
    try {
      return await start(kept);
    } catch (thrown) {
      signal.throwIfAborted();
      bases?.disbelieve(wordsOf(thrown));
    }
  }
  return start(null);
}
