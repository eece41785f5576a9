import type { Check } from '../check.ts';
import { downgradeLine, upgradeLine } from '../lines.ts';
import { draftOn, walked } from '../walked.ts';

export const sessionLeftClean: Check = {
  id: 'session-left-clean',
  group: 'walk',
  severity: 'warning',
  summary: 'A revision leaves the settings of its session as it found them.',
  why: 'In production several revisions run on one connection: the next one meets this search path, this role or this time limit, and creates things in another schema or is cut off.',
  needs: ['plan', 'walk'],
  *run(evidence) {
    for (const { walk, revision } of walked(evidence)) {
      const seen = new Set<string>();
      for (const { movement, outcome, settingsLeft } of walk.steps) {
        if (outcome !== 'ok') continue;
        for (const { name, value, initial, at } of settingsLeft) {
          if (seen.has(name)) continue;
          seen.add(name);
          yield draftOn(walk, {
            subject: `setting ${name}`,
            at: at ?? (movement === 'downgrade' ? downgradeLine(revision) : upgradeLine(revision)),
            what: `The ${movement} leaves \`${name}\` at ${shown(value)}; it was ${shown(initial)} before.`,
            fix:
              name === 'role'
                ? 'Write `SET LOCAL ROLE …`, which ends with the transaction, or `RESET ROLE` afterwards.'
                : `Write \`SET LOCAL ${name} = …\`, which ends with the transaction, or \`RESET ${name}\` afterwards.`,
          });
        }
      }
    }
  },
};

const shown = (value: string): string => (value === '' ? 'nothing' : `\`${value}\``);
