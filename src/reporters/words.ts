import { engineNames } from '../domain/engine-names.ts';
import type { Report } from './report.ts';

/** `1 error`, `3 errors`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

/** `a`, `a and b`, `a, b and c`. */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** `12.1 ms`, `1.4 s`, `2 min 5 s`. */
export function time(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `file:31`, `file`, or nothing. */
export const place = ({ file, line }: { readonly file: string | null; readonly line: number | null }): string =>
  file === null ? '' : line === null ? file : `${file}:${line}`;

/** Each engine that was walked on, with its exact version: `Postgres 17.10 (embedded)`. */
export const servers = ({ walks }: Report): readonly string[] => [
  ...new Set(walks.map(({ engine, server }) => `${engineNames[engine]} ${server}`.trimEnd())),
];

/** How a sentence says the verdict. */
export const verdictWords = { pass: 'Pass', fail: 'Fail', inconclusive: 'Inconclusive' } as const;
