import type { Draft } from '../domain/finding.ts';
import type { Movement } from '../domain/walk.ts';
import { halfMadeSince } from './catalog.ts';
import { atLine, kindOfFailure, tellFailure } from './failure.ts';
import { isNamedIn } from './left-behind.ts';
import { subjectOf } from './subject.ts';
import { draftOn, stepOf, type Walked } from './walked.ts';

/** A notice for each statement that failed in a step that went on and succeeded. */
export function swallowedErrors({ walk, revision }: Walked, movement: Movement): readonly Draft[] {
  const step = stepOf(walk, movement);
  if (step?.outcome !== 'ok') return [];
  const left = halfMadeSince(walk.before, step.snapshot);
  return step.swallowed.map((failure) => {
    const named = left.find((object) => isNamedIn(failure, object));
    return draftOn(walk, {
      severity: 'notice',
      subject: named ? subjectOf(named) : `${movement} goes on after ${kindOfFailure(failure)}`,
      at: failure.at,
      what: `A statement of the ${movement} fails${atLine(failure, revision.file)}, and the migration goes on.\n${tellFailure(failure, walk.engine)}`,
      fix: 'Ask the database first whether the statement is needed (`sa.inspect(op.get_bind())`, `IF EXISTS`), instead of catching the error: it would hide any other one too.',
    });
  });
}
