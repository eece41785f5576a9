import { diff } from '../../domain/diff.ts';
import type { Check } from '../check.ts';
import { upgradeLine } from '../lines.ts';
import { arrival, type Walked, walked } from '../walked.ts';

export const revisionDoesSomething: Check = {
  id: 'revision-does-something',
  group: 'history',
  severity: 'notice',
  summary: 'An upgrade issues at least one statement, unless it merges branches.',
  why: 'An empty revision is usually one that autogenerate wrote while it did not see the models, or one that was forgotten: the code then waits for a change that never comes.',
  needs: ['plan', 'walk'],
  *run(evidence) {
    for (const walks of Map.groupBy(walked(evidence), ({ walk }) =>
      JSON.stringify([walk.project, walk.revision]),
    ).values()) {
      const [first] = walks;
      if (!first || first.revision.downRevisions.length > 1 || !walks.every(didNothing)) continue;
      yield {
        project: first.walk.project,
        revision: first.revision.id,
        engine: null,
        population: null,
        subject: 'upgrade',
        at: upgradeLine(first.revision),
        what: 'The upgrade issues no statement and changes nothing.',
        fix: 'Write what it should do, or delete the revision. If autogenerate made it, check that env.py imports all models before `target_metadata`.',
      };
    }
  },
};

function didNothing({ walk }: Walked): boolean {
  const upgraded = arrival(walk, 'upgrade');
  if (!upgraded || upgraded.bodies === 0 || !walk.before) return false;
  const issued = upgraded.statements.some(({ file }) => file !== null && !file.endsWith('env.py'));
  return !issued && diff(walk.before, upgraded.snapshot).length === 0;
}
