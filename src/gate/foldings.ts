/** A check whose finding accounts for what others say of the same revision. */
export interface Folding {
  readonly primary: string;
  readonly folds: readonly string[];
  /** `revision`: whatever they say of it; `object`: only where they speak of the same object. */
  readonly scope: 'revision' | 'object';
  readonly because: string;
}

const afterwards = ['downgrade-restores-schema', 'upgrade-repeats', 'rollback-reaches-base'] as const;

/** Which findings have one cause. Of those folded together the harshest speaks; of equally harsh ones the first in this order. */
export const foldings: readonly Folding[] = [
  {
    primary: 'only-the-scratch-database',
    folds: ['upgrade-applies', 'downgrade-applies', 'upgrade-repeats', 'rollback-reaches-base'],
    scope: 'revision',
    because: 'the refused connection is what raised',
  },
  {
    primary: 'history-unbroken',
    folds: ['upgrade-applies'],
    scope: 'object',
    because: 'an id that does not fit is what the version table refused',
  },
  {
    primary: 'version-moves',
    folds: ['revision-does-something', ...afterwards],
    scope: 'revision',
    because: 'after a step that was not recorded, or never ran, the tool moves the database from where it is not',
  },
  {
    primary: 'downgrade-exists',
    folds: ['downgrade-applies', ...afterwards],
    scope: 'revision',
    because: 'without a downgrade everything stays, and the second upgrade meets it',
  },
  {
    primary: 'downgrade-applies',
    folds: ['rollback-reaches-base'],
    scope: 'revision',
    because: 'a downgrade that fails alone fails among the others too',
  },
  {
    primary: 'no-leftovers',
    folds: ['upgrade-applies', 'downgrade-applies', 'downgrade-restores-schema', 'upgrade-repeats', 'engines-agree'],
    scope: 'object',
    because:
      'the half-made object is what a swallowed error left, what stays, stands in the way or is missing elsewhere',
  },
  {
    primary: 'downgrade-restores-schema',
    folds: ['upgrade-repeats', 'rollback-reaches-base'],
    scope: 'object',
    because: 'what the downgrade leaves is what the next movement meets',
  },
  {
    primary: 'upgrade-repeats',
    folds: ['rollback-reaches-base'],
    scope: 'object',
    because: 'going up again is the same movement in both',
  },
];
