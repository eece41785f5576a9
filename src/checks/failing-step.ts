import { nameObject } from '../domain/describe.ts';
import type { Draft } from '../domain/finding.ts';
import type { Location } from '../domain/location.ts';
import type { Movement, StepFailure } from '../domain/walk.ts';
import { halfMadeSince } from './catalog.ts';
import { atLine, faultOf, kindOfFailure, tellFailure } from './failure.ts';
import { adviseOnFailure } from './failure-advice.ts';
import { longestRevisionId, revisionIdSubject } from './revision-id.ts';
import { draftOn, stepOf, type Walked } from './walked.ts';
import { joined } from './wording.ts';

/**
 * What there is to say when a step of a walk failed by the migration's own fault; nothing otherwise.
 * @param fallback where it is shown when nobody knows the line
 */
export function failingStep({ walk, revision }: Walked, movement: Movement, fallback: Location): readonly Draft[] {
  const step = stepOf(walk, movement);
  const failure = faultOf(step);
  if (!step || !failure) return [];
  const subject = refusesId(failure, revision.id) ? revisionIdSubject : `${movement} fails: ${kindOfFailure(failure)}`;
  const left = halfMadeSince(walk.before, step.snapshot).map(nameObject);
  const leaves = left.length === 0 ? '' : ` It leaves something half made: ${joined(left)}.`;
  const what = `The ${movement} fails${atLine(failure, revision.file)}.${leaves}\n${tellFailure(failure, walk.engine)}`;
  return [draftOn(walk, { subject, at: failure.at ?? fallback, what, fix: adviseOnFailure(failure, movement) })];
}

/** The tool's own statement on its version table was refused because the value is too long. */
const refusesId = (failure: StepFailure, id: string): boolean =>
  failure.sqlstate === '22001' && failure.statement?.file === null && id.length > longestRevisionId;
