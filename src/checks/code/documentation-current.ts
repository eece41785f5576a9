import type { Evidence } from '../../domain/evidence.ts';
import type { Draft } from '../../domain/finding.ts';
import { dotted } from '../../domain/reference.ts';
import type { Check } from '../check.ts';
import { isCode, type Named, namedAt, referenceDraft, tookAway } from '../references.ts';

export const documentationCurrent: Check = {
  id: 'documentation-current',
  group: 'code',
  severity: 'notice',
  summary: 'No documentation names a table or column that the new revisions take away.',
  why: 'Whoever reads this page next looks for something that is not there, and writes queries that fail.',
  needs: ['plan', 'walk', 'files'],
  *run(evidence: Evidence): Iterable<Draft> {
    for (const named of namedAt(evidence, 'head'))
      if (!isCode(named) && named.taken.altered === null)
        yield referenceDraft('documentation-current', named, said(named));
  },
};

function said({ reference, taken }: Named): Pick<Draft, 'what' | 'fix'> {
  const name = dotted(taken.name);
  const now = taken.renamedTo ?? (taken.successor && dotted(taken.successor.name));
  return {
    what: `This page names \`${name}\` (${reference.why}), which ${tookAway(taken)}.`,
    fix: now === null ? `Take \`${name}\` out of the page.` : `Name \`${now}\` instead.`,
  };
}
