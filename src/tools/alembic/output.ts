import { stripVTControlCharacters } from 'node:util';

/** Bytes kept of the beginning, and as many of the end. */
const kept = 64 * 1024;

/** What a program wrote: its beginning and its end; a flood in between is counted, not kept. */
export class Output {
  private head = Buffer.alloc(0);
  private tail: Buffer[] = [];
  private tailLength = 0;
  private total = 0;

  push(chunk: Buffer): void {
    this.total += chunk.length;
    const forHead = chunk.subarray(0, kept - this.head.length);
    if (forHead.length > 0) this.head = Buffer.concat([this.head, forHead]);
    const rest = chunk.subarray(forHead.length).subarray(-kept);
    if (rest.length === 0) return;
    this.tail.push(rest);
    this.tailLength += rest.length;
    for (let first = this.tail[0]; first && this.tailLength - first.length >= kept; first = this.tail[0]) {
      this.tail.shift();
      this.tailLength -= first.length;
    }
  }

  /** Everything that was kept, made harmless. */
  text(): string {
    const dropped = this.total - this.head.length - this.tailLength;
    const gap = dropped > 0 ? `\n… ${dropped} bytes left out …\n` : '';
    return harmless(this.head.toString('utf8') + gap + Buffer.concat(this.tail).toString('utf8'));
  }

  /** The last lines, made harmless; '' when nothing was written. */
  lastLines(count: number): string {
    return this.text().trimEnd().split('\n').slice(-count).join('\n').trim();
  }
}

/**
 * Foreign text that no CI log takes for a command and no terminal for a control sequence: `::command::` counts at the start of a line,
 * `##[command]` anywhere, and a lone carriage return starts a line.
 */
export function harmless(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => stripVTControlCharacters(line).replace(/[^\P{Cc}\t]/gu, '?'))
    .map((line) => line.replace(/##(?=\[)/g, '##\u200b').replace(/^(\s*)::/, '$1\u200b::'))
    .join('\n');
}
