import ora from 'ora';
import type { Progress } from '../domain/progress.ts';
import { elapsedWords, progressWords } from './progress-words.ts';
import type { Stream } from './surroundings.ts';

/** For a terminal: one line that says where each engine is and for how long the run has been going. */
export function liveProgress(
  stream: Stream,
  colour: boolean,
): { readonly progress: Progress; readonly stop: () => void } {
  const start = performance.now();
  const engines = new Map<string, string>();
  const spinner = ora({
    stream,
    color: colour ? 'cyan' : false,
    // The cursor and the keyboard stay as they are: a process that is killed could not put them back.
    discardStdin: false,
    hideCursor: false,
    suffixText: () => elapsedWords(performance.now() - start),
  });
  const progress: Progress = (event) => {
    if (event.kind === 'started') engines.clear();
    engines.set(event.kind === 'started' ? '' : event.engine, progressWords(event));
    if (event.kind !== 'started') engines.delete('');
    const text = [...engines.values()].join(' · ');
    if (spinner.isSpinning) spinner.text = text;
    else spinner.start(text);
  };
  return { progress, stop: () => spinner.stop() };
}
