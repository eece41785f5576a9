import type { SignalSource } from './signals.ts';

export interface Stream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What a command sees of the world: `process`, or a test's own. */
export interface Surroundings extends SignalSource {
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Stream;
  readonly stderr: Stream;
  cwd(): string;
}

/** Waits until the text is out. A reader that went away (EPIPE) is no error: nobody is left to tell. */
export function write(stream: Stream, text: string): Promise<void> {
  return new Promise((done) => {
    stream.write(text, () => done());
  });
}

/** Keeps a closed pipe from ending the process before it has cleaned up. @throws whatever else befalls the stream */
export function ignoreClosedPipe(stream: Stream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** Colours only for a person: NO_COLOR and `--no-color` win, then FORCE_COLOR, then whether it is a terminal. */
export function hasColour(stream: Stream, env: NodeJS.ProcessEnv, refused: boolean): boolean {
  if (refused || env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return stream.isTTY === true && env.TERM !== 'dumb';
}

/** Whether one line can be drawn over and over. A pseudo-terminal of an unknown width says 0, and nothing can be cleared by that. */
export const isLive = (stream: Stream, env: NodeJS.ProcessEnv): boolean =>
  stream.isTTY === true && !!stream.columns && !env.CI && env.TERM !== 'dumb';

/** At most 100 characters: longer lines are hard to read. */
export const widthOf = (stream: Stream): number => Math.max(40, Math.min(stream.columns || 100, 100));
