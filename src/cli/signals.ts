import { type StopSignal, signalCodes } from './exit-code.ts';

export interface Stop extends Disposable {
  /** Aborted by the first signal: the gate ends what it started, and the report is still written. */
  readonly signal: AbortSignal;
  /** The signal that came, null while none has. */
  readonly by: () => StopSignal | null;
}

/** The part of `process` that is needed. */
export interface SignalSource {
  on(name: StopSignal, listener: (name: StopSignal) => void): unknown;
  off(name: StopSignal, listener: (name: StopSignal) => void): unknown;
  exit(code: number): void;
}

/** Turns the first SIGINT or SIGTERM into an abort; the second one ends the process at once. @param say told once, for a person who waits */
export function listenForStop(source: SignalSource, say: (what: string) => void): Stop {
  const controller = new AbortController();
  let stoppedBy: StopSignal | null = null;
  const listener = (name: StopSignal): void => {
    if (stoppedBy !== null) {
      source.exit(signalCodes[name]);
      return;
    }
    stoppedBy = name;
    say(`${name}: stopping and cleaning up; once more to leave at once`);
    controller.abort();
  };
  source.on('SIGINT', listener);
  source.on('SIGTERM', listener);
  return {
    signal: controller.signal,
    by: () => stoppedBy,
    [Symbol.dispose]: () => {
      source.off('SIGINT', listener);
      source.off('SIGTERM', listener);
    },
  };
}
