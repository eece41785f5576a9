import { clip } from '../size.ts';
import { fenced, line } from './escape.ts';

/** Longer code is cut: a report shows what ran, not a dump. */
export const mostCode = 4000;

/** Longer prose is cut too, so that one finding always fits where findings are shown. */
const mostProse = 6000;

/** What a check, a database or the gate says: paragraphs, and code between fences. */
export function prose(text: string): string {
  return partsOf(text)
    .map((part) =>
      part.kind === 'code' ? fenced(clip(part.lines.join('\n'), mostCode), part.language) : paragraphs(part.lines),
    )
    .filter((part) => part !== '')
    .join('\n\n');
}

interface Part {
  readonly kind: 'prose' | 'code';
  readonly language: string;
  readonly lines: string[];
}

/** A line of fence characters begins or ends code; whatever is between is either prose or code, and each is made harmless by itself. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [{ kind: 'prose', language: '', lines: [] }];
  for (const each of text.split('\n')) {
    const fence = /^\s*```+(.*)$/.exec(each);
    const current = parts.at(-1);
    if (!fence) current?.lines.push(each);
    else if (current?.kind === 'code') parts.push({ kind: 'prose', language: '', lines: [] });
    else parts.push({ kind: 'code', language: /^\w+$/.exec(fence[1] ?? '')?.[0] ?? '', lines: [] });
  }
  return parts;
}

const paragraphs = (lines: readonly string[]): string =>
  clip(lines.join('\n').trim(), mostProse)
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.split('\n').map(line).filter(Boolean).join('\\\n'))
    .filter(Boolean)
    .join('\n\n');
