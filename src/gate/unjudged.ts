import { engineNames } from '../domain/engine-names.ts';
import type { Unknown } from '../domain/finding.ts';
import type { EngineId, Movement, Step } from '../domain/walk.ts';
import { isUnjudgeable } from './record.ts';

export const movementNames: Readonly<Record<Movement, string>> = {
  upgrade: 'upgrade',
  downgrade: 'downgrade',
  're-upgrade': 'second upgrade',
};

/**
 * What a step leaves unknown whose time ran out or whose database or process went away: nothing was seen of what it does, so there is no pass.
 * Null for any other.
 * @param part of which larger movement it was one, to be read after the movement's name
 */
export function unjudged(step: Step, engine: EngineId, file: string, part = ''): Unknown | null {
  if (!step.failure || !isUnjudgeable(step.failure)) return null;
  return {
    what: `${step.revision} on ${engineNames[engine]}: the ${movementNames[step.movement]}${part} could not be judged`,
    why: step.failure.message,
    at: step.failure.at ?? { file, line: null, commit: 'head' },
    decisive: true,
  };
}
