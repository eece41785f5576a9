/**
 * Foreign text (SQL, messages, file names, what env.py printed) without anything that a terminal would obey: control characters,
 * escape sequences and marks that turn the direction of writing are spelled out, and so is what is no character at all. Line ends and tabs stay.
 */
export function harmless(text: string): string {
  return text.toWellFormed().replace(/\r\n/g, '\n').replace(obeyed, spelled);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/g;

const spelled = (character: string): string =>
  `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`;

/** The same for every text inside plain data. */
export function harmlessDeep<Data>(data: Data): Data {
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return harmless(value);
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)]));
  };
  return clean(data) as Data;
}

/**
 * Finished text without anything that a runner's log would obey: `::command::` counts at a line's start, after blanks and colours too,
 * `##[command]` and `##vso[` anywhere. Done last, for wrapping may bring either about.
 */
export function inert(text: string): string {
  return text.replace(commandAtStart, '$1: :').replace(/#(?=#\w*\[)/g, '# ');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a colour is an escape sequence.
const commandAtStart = /^((?:\s|\u001b\[[\d;]*m)*)::/gm;
