import type { StepResult } from '../tools/tool.ts';

/** How long before its time limit a movement is looked at, at most. */
const beforeEndMs = 1_000;

/** Whatever a movement waits for when its time is almost up is lost when its process is ended. */
const shareOfTime = 0.8;

/**
 * Makes a movement; one that runs into its time limit tells what its sessions waited for just before.
 * @param waits one line for each session that waits for another
 */
export async function watched(
  move: Promise<StepResult>,
  timeoutMs: number,
  waits: () => Promise<readonly string[]>,
): Promise<StepResult> {
  let seen: Promise<readonly string[]> = Promise.resolve([]);
  const look = (): void => {
    // The database may be what is gone.
    seen = waits().catch(() => []);
  };
  const timer = setTimeout(look, Math.max(timeoutMs * shareOfTime, timeoutMs - beforeEndMs));
  const result = await move.finally(() => clearTimeout(timer));
  if (result.failure?.kind !== 'timeout') return result;
  const lines = await seen;
  if (lines.length === 0) return result;
  return { ...result, failure: { ...result.failure, message: `${result.failure.message}: ${lines.join('; ')}` } };
}
