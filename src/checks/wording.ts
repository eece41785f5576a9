/** At most so many lines of a list are shown. */
const shown = 8;

/** One line each; the rest is counted. */
export function list(lines: readonly string[]): string {
  const hidden = lines.length - shown;
  return hidden > 1 ? [...lines.slice(0, shown), `- and ${hidden} more`].join('\n') : lines.join('\n');
}

export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** `a`, `a and b`, `a, b and c`. */
export const joined = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** Two texts with an empty line between. */
export const paragraphs = (...texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n\n');
