import { wrapAnsi } from 'fast-wrap-ansi';
import pico from 'picocolors';
import type { Severity } from '../../domain/finding.ts';
import type { RenderOptions } from '../reporter.ts';

/** How text looks: its width in characters, and colours that may be none. Severity is always told by a word too. */
export interface Style {
  readonly width: number;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly unsure: (text: string) => string;
  readonly severity: Readonly<Record<Severity, (text: string) => string>>;
}

export function styleFor({ width, colour }: Pick<RenderOptions, 'width' | 'colour'>): Style {
  const paint = pico.createColors(colour);
  return {
    width,
    bold: paint.bold,
    dim: paint.dim,
    good: paint.green,
    bad: paint.red,
    unsure: paint.yellow,
    severity: { error: paint.red, warning: paint.yellow, notice: paint.cyan },
  };
}

/** Wrapped at words, each line's own indent kept; fenced code loses its fences and is wrapped only where it is wider than the page. */
export function prose(text: string, width: number): readonly string[] {
  let isCode = false;
  return text.split('\n').flatMap((line): readonly string[] => {
    if (/^\s*```/.test(line)) {
      isCode = !isCode;
      return [];
    }
    if (isCode) return cut(`  ${line}`, width);
    const indent = /^\s*/.exec(line)?.[0].slice(0, width / 2) ?? '';
    const wrapped = wrapAnsi(line.trim(), width - indent.length, { hard: true });
    return wrapped.split('\n').map((part) => `${indent}${part}`.trimEnd());
  });
}

const cut = (line: string, width: number): readonly string[] =>
  wrapAnsi(line, width, { hard: true, wordWrap: false, trim: false }).split('\n');

/** `  fix   text`, further lines below the text. */
export function labelled(label: string, text: string, { width, bold }: Style): readonly string[] {
  const hang = 8;
  return prose(text, width - hang).map((line, index) => {
    const head = index === 0 ? `  ${bold(label)}${' '.repeat(hang - 2 - label.length)}` : ' '.repeat(hang);
    return `${head}${line}`.trimEnd();
  });
}
