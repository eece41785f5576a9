import type { Found } from '../../../src/scanners/scanner.ts';

const mark = /(?:#|--|\/\/|\/\*|\{#|<!--)\s*←\s*(certain|likely|possible)/;

/** `file:line certainty` for every line of a file that a comment `← certain` marks. */
export const marked = (file: string, text: string): readonly string[] =>
  text.split('\n').flatMap((line, index) => {
    const certainty = mark.exec(line)?.[1];
    return certainty ? [`${file}:${index + 1} ${certainty}`] : [];
  });

export const told = (found: readonly Found[]): readonly string[] =>
  [...new Set(found.map(({ file, line, certainty }) => `${file}:${line} ${certainty}`))].sort();
