let segmenter: Intl.Segmenter | null = null;

/** Made on first use: that takes longer than most texts, of which few are too long. */
function graphemes(text: string) {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** At most so many UTF-16 units, cut between what a reader sees as characters; what was cut ends with `…`. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  for (const { index, segment } of graphemes(text.slice(0, most + 64))) {
    if (index + segment.length > most - 1) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end)}…`;
}

/** In UTF-8: GitHub counts characters in some places and bytes in others, and bytes are never fewer. */
export const bytes = (text: string): number => Buffer.byteLength(text);

/** The same in bytes. */
export function clipBytes(text: string, most: number): string {
  if (bytes(text) <= most) return text;
  let size = 0;
  let end = 0;
  for (const { index, segment } of graphemes(text.slice(0, most))) {
    size += bytes(segment);
    if (size > most - bytes('…')) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end)}…`;
}
