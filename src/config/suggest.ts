import { closest, distance } from 'fastest-levenshtein';

/** The known word that was probably meant: within a third of the word's length, at least two letters off. Null when none comes near. */
export function suggest(word: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const nearest = closest(word.toLowerCase(), known);
  return distance(word.toLowerCase(), nearest) <= Math.max(2, Math.floor(nearest.length / 3)) ? nearest : null;
}

/** `; did you mean "budgets"?`, or every word there is, or nothing at all. */
export function didYouMean(word: string, known: readonly string[]): string {
  const meant = suggest(word, known);
  if (meant !== null) return `; did you mean "${meant}"?`;
  return known.length > 0 ? `; there is ${known.join(', ')}` : '';
}
