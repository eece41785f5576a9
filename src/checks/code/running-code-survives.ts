import type { Evidence } from '../../domain/evidence.ts';
import type { Draft } from '../../domain/finding.ts';
import { dotted } from '../../domain/reference.ts';
import type { Check } from '../check.ts';
import { called, type Named, namedAt, referenceDraft, tookAway } from '../references.ts';

export const runningCodeSurvives: Check = {
  id: 'running-code-survives',
  group: 'code',
  severity: 'warning',
  summary: 'Code that still runs during the deploy names nothing that is taken away.',
  why: 'The schema changes before the last old process is gone. Until then every old process that comes to this line fails.',
  needs: ['plan', 'walk', 'files'],
  *run(evidence: Evidence): Iterable<Draft> {
    const still = new Set([...namedAt(evidence, 'head')].map(lineOf));
    for (const named of namedAt(evidence, 'base'))
      if (isRunning(named) && named.reference.certainty !== 'possible' && !still.has(lineOf(named)))
        yield referenceDraft('running-code-survives', named, said(named));
  },
};

/** Tests do not run in production, and what is only altered is still there. */
const isRunning = ({ taken, reference }: Named): boolean => taken.altered === null && !isTest(reference.file);

const isTest = (file: string): boolean =>
  /(?:^|\/)(?:tests?|__tests__|spec|specs|e2e|cypress)\//.test(file) ||
  /(?:^|\/)(?:conftest\.py|test_[^/]*\.py|[^/]*[._](?:test|spec)\.\w+)$/.test(file);

/** What makes a line the same at both ends: lines shift. */
const lineOf = ({ reference: { file, text }, taken }: Named): string =>
  JSON.stringify([file, text.replace(toldToIgnore, ''), dotted(taken.name)]);

/** A comment for the gate itself changes nothing in the code. */
const toldToIgnore = /\s*(?:#|\/\/|--|\/\*|\{#|<!--)\s*migration-gate:.*$/;

function said({ taken }: Named): Pick<Draft, 'what' | 'fix' | 'severity'> {
  const name = dotted(taken.name);
  const kind = taken.constraint?.kind ?? (taken.label ? 'label' : taken.name.column === null ? 'table' : 'column');
  return {
    ...(taken.constraint && { severity: 'notice' }),
    what: `The code of the base names ${called(taken)} here, which ${tookAway(taken)}. This pull request takes both away at once.`,
    fix:
      taken.renamedTo === null
        ? `Split it in two: a first pull request takes the uses of \`${name}\` out of the code and leaves the ${kind}; when that is deployed everywhere, a second one drops it.`
        : `Split it in two: a first pull request adds \`${taken.renamedTo}\`, fills it and lets the code write both; when that is deployed everywhere, a second one drops \`${name}\`.`,
  };
}
