import type { Evidence } from '../../domain/evidence.ts';
import type { Draft } from '../../domain/finding.ts';
import { dotted } from '../../domain/reference.ts';
import type { TakenAway } from '../../domain/taken-away.ts';
import type { Check } from '../check.ts';
import { called, isCode, type Named, namedAt, referenceDraft, tookAway } from '../references.ts';

export const droppedObjectUnreferenced: Check = {
  id: 'dropped-object-unreferenced',
  group: 'code',
  severity: 'error',
  summary: 'No code names a table or column that the new revisions take away.',
  why: 'From the moment of the deploy this line reads or writes something that is not there: every request that comes by fails.',
  needs: ['plan', 'walk', 'files'],
  *run(evidence: Evidence): Iterable<Draft> {
    for (const named of namedAt(evidence, 'head'))
      if (isCode(named) && (named.taken.altered === null || named.reference.certainty !== 'possible'))
        yield referenceDraft('dropped-object-unreferenced', named, said(named));
  },
};

const severities = { certain: 'error', likely: 'warning', possible: 'notice' } as const;
const adverbs = { certain: '', likely: ' most likely', possible: ' possibly' } as const;

function said({ reference: { certainty, kind, why }, taken }: Named): Pick<Draft, 'what' | 'fix' | 'severity'> {
  const { altered, constraint } = taken;
  const names = `This${adverbs[certainty]} names ${called(taken)} (${kind}: ${why})`;
  return {
    severity: altered === null && constraint === null ? severities[certainty] : 'notice',
    what: altered === null ? `${names}, which ${tookAway(taken)}.` : `${names}; ${tookAway(taken)}.`,
    fix: fixOf(taken),
  };
}

function fixOf(taken: TakenAway): string {
  const { name, revision, renamedTo, successor, altered } = taken;
  if (altered !== null) return 'See that this line reads and writes only what the column takes afterwards.';
  if (renamedTo !== null) return `Name \`${renamedTo}\` instead: the revision renames it.`;
  if (successor === null)
    return `Take the use of ${called(taken)} out, or keep it in the database until no code names it.`;
  const line = successor.statement.line === null ? '' : ` (line ${successor.statement.line})`;
  return `Read \`${dotted(successor.name)}\` instead, where revision ${revision} moves the value${line}; or keep \`${dotted(name)}\` for one more release.`;
}
