import { isUtf8 } from 'node:buffer';

/**
 * A path as git and the disk know it (bytes) and as the rest of the program knows it (text). Bytes that are no UTF-8 become lone surrogates
 * U+DC80–U+DCFF, as in Python's `surrogateescape`, so that every path survives the way there and back.
 */
export function toText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find((count) => at + count <= bytes.length && isUtf8(bytes.subarray(at, at + count)));
    text += length ? bytes.toString('utf8', at, at + length) : String.fromCharCode(0xdc00 + (bytes[at] ?? 0));
    at += length ?? 1;
  }
  return text;
}

export function toBytes(text: string): Buffer {
  if (text.isWellFormed()) return Buffer.from(text, 'utf8');
  const parts = [...text].map((char) => {
    const code = char.charCodeAt(0);
    return char.length === 1 && code >= 0xdc80 && code <= 0xdcff ? Buffer.of(code - 0xdc00) : Buffer.from(char, 'utf8');
  });
  return Buffer.concat(parts);
}

/** The fields of `-z` output. */
export function splitOnNul(output: Buffer): readonly Buffer[] {
  const fields: Buffer[] = [];
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf(0, start);
    fields.push(output.subarray(start, end === -1 ? output.length : end));
    start = end === -1 ? output.length : end + 1;
  }
  return fields;
}

/** `''` for a file at the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
