import type { Check } from '../check.ts';
import { failingStep } from '../failing-step.ts';
import { upgradeLine } from '../lines.ts';
import { swallowedErrors } from '../swallowed.ts';
import { walked } from '../walked.ts';

export const upgradeApplies: Check = {
  id: 'upgrade-applies',
  group: 'walk',
  severity: 'error',
  summary: 'The upgrade runs to its end from where production stands.',
  why: 'The deploy stops here: the new code waits for a schema that does not come, and where DDL is not transactional the database stays half migrated.',
  needs: ['plan', 'walk'],
  *run(evidence) {
    for (const one of walked(evidence)) {
      yield* failingStep(one, 'upgrade', upgradeLine(one.revision));
      yield* swallowedErrors(one, 'upgrade');
    }
  },
};
