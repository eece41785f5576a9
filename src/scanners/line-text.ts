/** What of a line is kept, in characters: enough to know it again. */
const longest = 200;

/** A line as a reference keeps it, its indentation left out. @param line counted from 1 */
export const lineText = (lines: readonly string[], line: number): string =>
  (lines[line - 1] ?? '').trim().slice(0, longest);
