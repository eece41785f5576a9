import { engineNames } from '../domain/engine-names.ts';
import type { ProgressEvent } from '../domain/progress.ts';
import { harmless } from '../reporters/harmless.ts';

/** `Postgres 3/12 upgrade 3f2a`. */
export const progressWords = (event: ProgressEvent): string => harmless(words(event)).replace(/\s+/g, ' ');

function words(event: ProgressEvent): string {
  if (event.kind === 'started') return event.what;
  const engine = engineNames[event.engine];
  if (event.kind === 'engine') return `${engine}: ${event.what}`;
  if (event.kind === 'finished') return `${engine}: walked`;
  return `${engine} ${event.index}/${event.total} ${event.movement} ${event.revision}`;
}

/** `4 s`, `2 min 5 s`. */
export function elapsedWords(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
