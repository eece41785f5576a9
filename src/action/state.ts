import * as z from 'zod';

/** What the main step leaves for the post step, written before anything is started: it may be killed at any moment. */
export const stateSchema = z.strictObject({ name: z.string(), headSha: z.string(), externalId: z.string() });
export type State = z.output<typeof stateSchema>;

/** Under which names the runner keeps it: the check run that was begun, and that nothing is left to be done. */
export const stateKeys = { check: 'check', done: 'done' } as const;

const own = 'migration-gate';

/** What a check run of ours is known by: the workflow run, its attempt, and a word of this one step. */
export const externalIdOf = (runId: string, attempt: number, word: string): string =>
  [own, runId, attempt, word].join(':');

/** Whether a check run was begun by an earlier attempt of the same workflow run. */
export function isOfEarlierAttempt(externalId: string, runId: string, attempt: number): boolean {
  const [name, run, number] = externalId.split(':');
  return name === own && run === runId && Number(number) < attempt;
}
