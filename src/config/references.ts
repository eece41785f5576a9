import * as z from 'zod';
import { suggest } from './suggest.ts';
import type { ReferencesConfig, Suppressing } from './types.ts';
import { map, must, text, texts } from './values.ts';

/** Where code that names tables and columns is looked for. */
export const references = map({
  include: texts.describe('Paths of the code that counts: src/**, **/*.py; everything when absent').default([]),
  exclude: texts.describe('Paths of code that does not count').default([]),
  schema: text.describe('For refs: a file of CREATE TABLE statements').optional(),
})
  .describe('Where code is looked for that names tables and columns')
  .prefault({})
  .transform(({ include, exclude, schema }): ReferencesConfig => ({ include, exclude, schema: schema ?? null }));

const reasonWords = must('text: why the finding is meant to stand');
const dayWords = must('a day such as 2027-03-01');

/** One entry of `suppressions`. */
export const suppression = (checkIds: readonly string[]) =>
  map({
    check: z.string(must('the id of a check')).refine((id) => checkIds.includes(id), {
      error: ({ input }) => `must be the id of a check, not '${String(input)}'${near(String(input), checkIds)}`,
    }),
    revision: text.describe('Only of this revision').optional(),
    file: text.describe('Only in these paths: src/**, a file, a folder').optional(),
    reason: z.string(reasonWords).regex(/\S/, reasonWords).describe('Why the finding is meant to stand'),
    until: z.iso.date(dayWords).describe('The last day it holds').optional(),
  }).transform(
    ({ check, revision, file, reason, until }): Suppressing => ({
      check,
      revision: revision ?? null,
      file: file ?? null,
      reason: reason.trim(),
      until: until ?? null,
    }),
  );

/** The id that was probably meant; thirty ids would help nobody. */
function near(word: string, checkIds: readonly string[]): string {
  const meant = suggest(word, checkIds);
  return meant === null ? '; `migration-gate explain` lists them' : `; did you mean "${meant}"?`;
}
