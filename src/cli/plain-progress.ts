import type { Progress, ProgressEvent } from '../domain/progress.ts';
import { elapsedWords, progressWords } from './progress-words.ts';

/** How long an engine's steps go by in silence. */
const quietMs = 5000;

/**
 * For logs: a line when something else begins, and of the steps one now and then. What was started is told when something comes of it, so
 * that a run with nothing to do says nothing.
 * @param now milliseconds of a clock that only goes forward
 */
export function plainProgress(say: (line: string) => void, now: () => number): Progress {
  const start = now();
  const lastStep = new Map<string, number>();
  const isDue = (event: ProgressEvent): boolean => {
    if (event.kind !== 'step') return true;
    const last = lastStep.get(event.engine);
    if (last !== undefined && now() - last < quietMs) return false;
    lastStep.set(event.engine, now());
    return true;
  };
  let held: string | null = null;
  return (event) => {
    const line = `[${elapsedWords(now() - start)}] ${progressWords(event)}`;
    if (event.kind !== 'started' && held !== null) say(held);
    held = event.kind === 'started' ? line : null;
    if (event.kind !== 'started' && isDue(event)) say(line);
  };
}
