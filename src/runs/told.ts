const mostTold = 6;

/**
 * What is said of having cleaned up after runs that were killed; nothing when there was nothing to do.
 * @param removed what was removed, in words
 * @param left what could not be, and why
 */
export const toldOfCleaning = (removed: readonly string[], left: readonly string[]): readonly string[] => [
  ...(removed.length > 0 ? [`Removed what a run that was killed had left: ${shortened(removed)}`] : []),
  ...(left.length > 0 ? [`Not all that a killed run had left could be removed: ${shortened(left)}`] : []),
];

function shortened(things: readonly string[]): string {
  const rest = things.length - mostTold;
  return [...things.slice(0, mostTold), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
