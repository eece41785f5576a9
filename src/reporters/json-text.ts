/** What a terminal or a runner's log would obey; escaped, it means the same to whoever parses it. */
const live = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]|#(?=\w*\[)/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Plain data as JSON, one that can be printed anywhere. */
export const jsonText = (data: unknown): string => `${JSON.stringify(data, null, 2).replace(live, escaped)}\n`;
