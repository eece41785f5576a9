import { definitions, describe } from '../../domain/describe.ts';
import { type Change, diff, objectOf } from '../../domain/diff.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Draft } from '../../domain/finding.ts';
import type { ProjectPlan } from '../../domain/plan.ts';
import type { SchemaSnapshot } from '../../domain/snapshot.ts';
import type { Movement, Rollback, Step, Walk } from '../../domain/walk.ts';
import { isAddedForGood, isCosmeticChange, residue } from '../catalog.ts';
import type { Check } from '../check.ts';
import { atLine, faultOf, kindOfFailure, tellFailure } from '../failure.ts';
import { isNamedIn } from '../left-behind.ts';
import { downgradeLine, upgradeLine } from '../lines.ts';
import { subjectOf } from '../subject.ts';
import { arrival, seenOn, stepOf, stoodStill } from '../walked.ts';
import { paragraphs } from '../wording.ts';

export const rollbackReachesBase: Check = {
  id: 'rollback-reaches-base',
  group: 'walk',
  severity: 'error',
  summary: 'All new revisions together go down to where production stands, and up again.',
  why: 'A release is rolled back as a whole. Each of these revisions goes down by itself, but the whole of them does not bring production back to where it was.',
  needs: ['plan', 'walk'],
  *run(evidence) {
    for (const rollback of evidence.rollbacks) {
      const project = evidence.plan.projects.find(({ project }) => project === rollback.project);
      const walks = walksBeside(evidence, rollback);
      if (project && !project.forwardOnly) yield* judgeWhole({ rollback, project, walks, told: toldBy(walks) });
    }
  },
};

/** A rollback beside what is known of its revisions. */
interface Whole {
  readonly rollback: Rollback;
  readonly project: ProjectPlan;
  readonly walks: readonly Walk[];
  /** By key, what a revision's own walk already showed not to come back as it was. */
  readonly told: ReadonlyMap<string, Change>;
}

const walksBeside = (evidence: Evidence, { project, engine, population }: Rollback): readonly Walk[] =>
  evidence.walks.filter((walk) => walk.project === project && walk.engine === engine && walk.population === population);

function* judgeWhole(whole: Whole): Iterable<Draft> {
  const { steps, base, head, stoppedAt } = whole.rollback;
  const failed = steps.find(({ outcome }) => outcome === 'failed');
  if (failed) yield* failing(whole, failed);
  // Where the version table stood still the way ended: `version-moves` tells it.
  const ended = failed ?? steps.find(stoodStill);
  if (ended?.movement === 'downgrade') return;
  if (stoppedAt === null) yield* unlike(whole, 'downgrade', base);
  if (!ended) yield* unlike(whole, 're-upgrade', head);
}

function toldBy(walks: readonly Walk[]): ReadonlyMap<string, Change> {
  const changes = walks.flatMap((walk) => {
    const [first, down, second] = (['upgrade', 'downgrade', 're-upgrade'] as const).map(
      (movement) => arrival(walk, movement)?.snapshot ?? null,
    );
    return [...residue(walk.before, down ?? null), ...residue(first ?? null, second ?? null)];
  });
  return new Map(changes.map((change) => [objectOf(change).key, change]));
}

function* failing({ rollback, project, walks, told }: Whole, step: Step): Iterable<Draft> {
  const failure = faultOf(step);
  const own = walks.find(({ revision }) => revision === step.revision);
  const revision = project.head.revisions.get(step.revision);
  if (!failure || !revision || (own && stepOf(own, step.movement)?.outcome === 'failed')) return;
  const errors = [...told.values()].filter((change) => !isCosmeticChange(change) && !isAddedForGood(change));
  if (errors.some((change) => isNamedIn(failure, objectOf(change)))) return;
  const [way, fallback] =
    step.movement === 'downgrade'
      ? (['down', downgradeLine(revision)] as const)
      : (['up again', upgradeLine(revision)] as const);
  yield {
    ...seenOn(rollback),
    revision: step.revision,
    subject: `on the way ${way}: ${kindOfFailure(failure)}`,
    at: failure.at ?? fallback,
    what: `On its own this revision goes ${way}; with all new revisions together, it fails${atLine(failure, revision.file)}.\n${tellFailure(failure, rollback.engine)}`,
    fix: 'A newer revision leaves something that this one does not expect, rows or objects: let its downgrade() take back what its upgrade() puts there.',
  };
}

function* unlike(
  { rollback, project, walks, told }: Whole,
  movement: Movement,
  wanted: SchemaSnapshot,
): Iterable<Draft> {
  const steps = rollback.steps.filter((step) => step.movement === movement);
  const last = steps.at(-1);
  if (last?.outcome !== 'ok' || !last.snapshot) return;
  for (const change of diff(wanted, last.snapshot)) {
    const { key } = objectOf(change);
    if (told.has(key)) continue;
    const culprit = steps.find((step) => differsHere(step, walks, key)) ?? null;
    const revision = culprit ? project.head.revisions.get(culprit.revision) : undefined;
    const down = movement === 'downgrade';
    yield {
      ...seenOn(rollback),
      revision: culprit?.revision ?? null,
      ...(isCosmeticChange(change) ? { severity: 'notice' as const } : {}),
      subject: subjectOf(objectOf(change)),
      at: revision ? (down ? downgradeLine(revision) : upgradeLine(revision)) : null,
      what: paragraphs(
        down
          ? `Down from the head to where production stands, ${describe(change, 'not restored')}.`
          : `Down to where production stands and up again, ${describe(change, 'not restored')}.`,
        definitions(change),
      ),
      fix: 'Let each downgrade() put back what its own upgrade() found, also when newer revisions have been there before it.',
    };
  }
}

/** Whether after this step of the rollback an object is not as it was at the same place of the revision's own walk. */
function differsHere(step: Step, walks: readonly Walk[], key: string): boolean {
  const own = walks.find(({ revision }) => revision === step.revision);
  const wanted = step.movement === 'downgrade' ? own?.before : own && arrival(own, 'upgrade')?.snapshot;
  return residue(wanted ?? null, step.snapshot).some((change) => objectOf(change).key === key);
}
