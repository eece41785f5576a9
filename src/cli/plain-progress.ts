import type { Progress, ProgressEvent } from '../domain/progress.ts';
import { elapsedWords, progressWords } from './progress-words.ts';

/** How often an engine's steps are told. */
const quietMs = 2000;

export interface Clock {
  /** Milliseconds; only goes forward. */
  now(): number;
  after(milliseconds: number, run: () => void): void;
}

const realClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, run) => void setTimeout(run, milliseconds).unref(),
};

/**
 * For logs: a line when something else begins, and of the steps one now and then, the one that takes long among them. What was started is told when
 * something comes of it, so that a run with nothing to do says nothing.
 */
export function plainProgress(say: (line: string) => void, clock: Clock = realClock): Progress {
  const start = clock.now();
  const tell = (event: ProgressEvent) => say(`[${elapsedWords(clock.now() - start)}] ${progressWords(event)}`);
  const steps = new Map<string, { at: number; waiting: ProgressEvent | null }>();
  const tellStep = (event: ProgressEvent & { readonly kind: 'step' }): void => {
    const last = steps.get(event.engine);
    const dueIn = last ? last.at + quietMs - clock.now() : 0;
    if (last?.waiting) last.waiting = event;
    else if (last && dueIn > 0) {
      last.waiting = event;
      clock.after(dueIn, () => flush(event.engine));
    } else {
      steps.set(event.engine, { at: clock.now(), waiting: null });
      tell(event);
    }
  };
  const flush = (engine: string): void => {
    const waiting = steps.get(engine)?.waiting;
    if (!waiting) return;
    steps.set(engine, { at: clock.now(), waiting: null });
    tell(waiting);
  };
  let held: ProgressEvent | null = null;
  return (event) => {
    if (event.kind === 'started') {
      held = event;
      return;
    }
    if (held) tell(held);
    held = null;
    if (event.kind === 'step') return tellStep(event);
    if (event.kind === 'finished') steps.delete(event.engine);
    tell(event);
  };
}
