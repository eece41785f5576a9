import type { Progress } from '../domain/progress.ts';
import { inert } from '../reporters/harmless.ts';
import { plainProgress } from './plain-progress.ts';
import { hasColour, isLive, type Surroundings } from './surroundings.ts';

export interface ProgressView {
  readonly progress: Progress;
  /** Clears what is shown live. */
  readonly stop: () => void;
}

/** What goes on, on stderr: live for a person at a terminal, a few plain lines for a log. */
export async function showProgress({ stderr, env }: Surroundings, colourRefused: boolean): Promise<ProgressView> {
  if (isLive(stderr, env)) {
    const { liveProgress } = await import('./live-progress.ts');
    return liveProgress(stderr, hasColour(stderr, env, colourRefused));
  }
  const say = (line: string): void => {
    stderr.write(`${inert(line)}\n`);
  };
  return { progress: plainProgress(say), stop: () => undefined };
}
