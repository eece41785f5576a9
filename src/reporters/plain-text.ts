/** Prose and code without the marks of fences, for formats that show plain text. */
export const plainText = (text: string): string => text.replace(/^\s*```.*\n?/gm, '').trim();
