import type { Check } from '../check.ts';
import { failingStep } from '../failing-step.ts';
import { downgradeLine } from '../lines.ts';
import { swallowedErrors } from '../swallowed.ts';
import { walked } from '../walked.ts';

export const downgradeApplies: Check = {
  id: 'downgrade-applies',
  group: 'walk',
  severity: 'error',
  summary: 'The downgrade runs to its end from where the upgrade arrived.',
  why: 'A bad release is rolled back in a hurry. This rollback stops half way, and the schema fits neither the old code nor the new.',
  needs: ['plan', 'walk'],
  *run(evidence) {
    for (const one of walked(evidence)) {
      const { kind } = one.revision.downgrade;
      if (one.project.forwardOnly || kind === 'missing' || kind === 'raises') continue;
      yield* failingStep(one, 'downgrade', downgradeLine(one.revision));
      yield* swallowedErrors(one, 'downgrade');
    }
  },
};
