import type { Refusal, Walk } from '../../domain/walk.ts';
import type { Check } from '../check.ts';
import { upgradeLine } from '../lines.ts';
import { draftOn, walked } from '../walked.ts';

export const onlyTheScratchDatabase: Check = {
  id: 'only-the-scratch-database',
  group: 'walk',
  severity: 'error',
  summary: 'The migration talks to the database it is run on, and to no other.',
  why: 'A connection that the migration opens by itself goes wherever its address points: from a test machine into production, outside the transaction, and unseen by the migration tool.',
  needs: ['plan', 'walk'],
  *run(evidence) {
    for (const { walk, revision } of walked(evidence))
      for (const { target, at } of refusedDatabases(walk)) {
        const ofRevision = at === null || at.file === revision.file;
        yield {
          ...draftOn(walk, {
            subject: `connection to ${target}`,
            at: at ?? upgradeLine(revision),
            what: `The ${ofRevision ? 'revision' : "project's code"} opens a connection of its own to \`${target}\`. It was refused, and nothing was sent.`,
            fix: 'Use the connection that is given: `op.get_bind()` in a revision, `connection` in env.py. If a second database is really migrated here, let env.py run a context of its own for it.',
          }),
          revision: ofRevision ? walk.revision : null,
        };
      }
  },
};

/** One refusal for each target: the first, which is where to look. */
const refusedDatabases = (walk: Walk): readonly Refusal[] => {
  const refused = walk.steps.flatMap(({ refusals }) => refusals.filter(({ kind }) => kind === 'database'));
  return [...Map.groupBy(refused, ({ target }) => target).values()].flatMap(([first]) => first ?? []);
};
