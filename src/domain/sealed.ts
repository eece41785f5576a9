import { createHash } from 'node:crypto';

/** JSON with its own hash on the line before it: what was cut off or damaged is told from what was written. */
export function sealed(value: unknown): string {
  const json = JSON.stringify(value);
  return `${hash(json)}\n${json}\n`;
}

/** @returns what was sealed, or undefined when the text is not what was written */
export function unsealed(text: string): unknown {
  const [seal, json = ''] = text.split('\n');
  return seal === hash(json) ? JSON.parse(json) : undefined;
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
