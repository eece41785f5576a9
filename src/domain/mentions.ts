/** Whether a text holds a name as a whole word, in any case. */
export const mentions = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`, 'i').test(text);

/** A text as a pattern that matches it. */
export const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
