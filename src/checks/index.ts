import type { Check } from './check.ts';
import { documentationCurrent } from './code/documentation-current.ts';
import { droppedObjectUnreferenced } from './code/dropped-object-unreferenced.ts';
import { runningCodeSurvives } from './code/running-code-survives.ts';
import { historyUnbroken } from './history/history-unbroken.ts';
import { mergedRevisionsUnchanged } from './history/merged-revisions-unchanged.ts';
import { revisionDoesSomething } from './history/revision-does-something.ts';
import { singleHead } from './history/single-head.ts';
import { downgradeApplies } from './walk/downgrade-applies.ts';
import { downgradeExists } from './walk/downgrade-exists.ts';
import { downgradeRestoresSchema } from './walk/downgrade-restores-schema.ts';
import { enginesAgree } from './walk/engines-agree.ts';
import { noLeftovers } from './walk/no-leftovers.ts';
import { onlyTheScratchDatabase } from './walk/only-the-scratch-database.ts';
import { rollbackReachesBase } from './walk/rollback-reaches-base.ts';
import { sessionLeftClean } from './walk/session-left-clean.ts';
import { upgradeApplies } from './walk/upgrade-applies.ts';
import { upgradeRepeats } from './walk/upgrade-repeats.ts';
import { versionMoves } from './walk/version-moves.ts';

/** Every check there is, in the order in which findings of one severity and revision are told. */
export const checks: readonly Check[] = [
  historyUnbroken,
  singleHead,
  mergedRevisionsUnchanged,
  revisionDoesSomething,
  onlyTheScratchDatabase,
  upgradeApplies,
  versionMoves,
  downgradeExists,
  downgradeApplies,
  downgradeRestoresSchema,
  upgradeRepeats,
  rollbackReachesBase,
  enginesAgree,
  noLeftovers,
  sessionLeftClean,
  droppedObjectUnreferenced,
  runningCodeSurvives,
  documentationCurrent,
];
