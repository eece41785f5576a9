import { setTimeout as delay } from 'node:timers/promises';
import type { Address } from './address.ts';
import { close, connect, wordsOf } from './connection.ts';

const pollMs = 10;

/**
 * Asks a server that is starting until it takes a connection.
 * @param hope whether it still may come; asked between attempts
 * @returns null as soon as it does; else why it did not the last time
 */
export async function untilAnswers(address: Address, limitMs: number, hope: () => boolean): Promise<string | null> {
  const end = performance.now() + limitMs;
  let refusal = 'it was not asked';
  while (hope() && performance.now() < end) {
    try {
      await close(await connect(address));
      return null;
    } catch (thrown) {
      refusal = wordsOf(thrown);
    }
    await delay(pollMs);
  }
  return refusal;
}
