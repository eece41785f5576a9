import { codeFrameColumns } from '@babel/code-frame';
import { harmless } from './harmless.ts';

/** Wider lines are cut: a frame shows where, not everything. */
const widest = 160;

/** The line with two on either side, marked by `>`; null when the source has no such line. */
export function codeFrame(source: string, line: number): string | null {
  const lines = harmless(source).replaceAll('\t', '    ').split('\n');
  if (line < 1 || line > lines.length) return null;
  const shown = lines.map((text) => (text.length > widest ? `${text.slice(0, widest - 1)}…` : text)).join('\n');
  const start = { line, column: (lines[line - 1] ?? '').search(/\S|$/) };
  return codeFrameColumns(shown, { start }, { highlightCode: false, linesAbove: 2, linesBelow: 2 });
}
