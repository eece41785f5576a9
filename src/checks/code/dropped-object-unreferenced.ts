import type { Evidence } from '../../domain/evidence.ts';
import type { Draft } from '../../domain/finding.ts';
import { dotted } from '../../domain/reference.ts';
import type { Check } from '../check.ts';
import { type Named, namedAt, referenceDraft, tookAway } from '../references.ts';

export const droppedObjectUnreferenced: Check = {
  id: 'dropped-object-unreferenced',
  group: 'code',
  severity: 'error',
  summary: 'No code names a table or column that the new revisions take away.',
  why: 'From the moment of the deploy this line reads or writes something that is not there: every request that comes by fails.',
  needs: ['plan', 'walk', 'files'],
  *run(evidence: Evidence): Iterable<Draft> {
    for (const named of namedAt(evidence, 'head'))
      yield referenceDraft('dropped-object-unreferenced', named, said(named));
  },
};

function said({ reference, taken }: Named): Pick<Draft, 'what' | 'fix' | 'severity'> {
  const name = dotted(taken.name);
  const severity = ({ certain: 'error', likely: 'warning', possible: 'notice' } as const)[reference.certainty];
  return {
    severity,
    what: `${reference.certainty === 'certain' ? 'This' : `This ${reference.certainty === 'likely' ? 'most likely' : 'possibly'}`} names \`${name}\` (${reference.kind}: ${reference.why}), which ${tookAway(taken)}.`,
    fix:
      taken.renamedTo === null
        ? `Take the use of \`${name}\` out, or keep it in the database until no code names it.`
        : `Name \`${taken.renamedTo}\` instead: the revision renames it.`,
  };
}
