import type { Draft } from '../domain/finding.ts';
import type { Movement } from '../domain/walk.ts';
import { atLine, kindOfFailure, tellFailure } from './failure.ts';
import { draftOn, stepOf, type Walked } from './walked.ts';

/** A notice for each statement that failed in a step that went on and succeeded. */
export function swallowedErrors({ walk, revision }: Walked, movement: Movement): readonly Draft[] {
  const step = stepOf(walk, movement);
  if (step?.outcome !== 'ok') return [];
  return step.swallowed.map((failure) =>
    draftOn(walk, {
      severity: 'notice',
      subject: `${movement} goes on after ${kindOfFailure(failure)}`,
      at: failure.at,
      what: `A statement of the ${movement} fails${atLine(failure, revision.file)}, and the migration goes on.\n${tellFailure(failure, walk.engine)}`,
      fix: 'Ask the database first whether the statement is needed (`sa.inspect(op.get_bind())`, `IF EXISTS`), instead of catching the error: it would hide any other one too.',
    }),
  );
}
