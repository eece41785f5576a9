import { definitions, describe } from '../../domain/describe.ts';
import { type Change, diff, objectOf } from '../../domain/diff.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Draft } from '../../domain/finding.ts';
import type { ProjectPlan } from '../../domain/plan.ts';
import type { SchemaSnapshot } from '../../domain/snapshot.ts';
import type { Movement, Rollback, Step, Walk } from '../../domain/walk.ts';
import { isCosmeticChange, residue } from '../catalog.ts';
import type { Check } from '../check.ts';
import { atLine, faultOf, kindOfFailure, tellFailure } from '../failure.ts';
import { isNamedIn } from '../left-behind.ts';
import { downgradeLine, upgradeLine } from '../lines.ts';
import { subjectOf } from '../subject.ts';
import { arrival, stepOf } from '../walked.ts';
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
      if (project && !project.forwardOnly) yield* judgeRollback(rollback, project, walksOf(evidence, rollback));
    }
  },
};

const walksOf = (evidence: Evidence, { project, engine, population }: Rollback): readonly Walk[] =>
  evidence.walks.filter((walk) => walk.project === project && walk.engine === engine && walk.population === population);

function* judgeRollback(rollback: Rollback, project: ProjectPlan, walks: readonly Walk[]): Iterable<Draft> {
  const told = toldByWalks(walks);
  const failed = rollback.steps.find(({ outcome }) => outcome === 'failed');
  if (failed) {
    yield* failing(rollback, project, walks, told, failed);
    if (failed.movement === 'downgrade') return;
  }
  const down = rollback.steps.filter(({ movement }) => movement === 'downgrade');
  if (rollback.stoppedAt === null) yield* unlike(rollback, project, walks, told, down, rollback.base, 'downgrade');
  const up = rollback.steps.filter(({ movement }) => movement === 're-upgrade');
  if (!failed) yield* unlike(rollback, project, walks, told, up, rollback.head, 're-upgrade');
}

/** Objects that a revision's own walk already showed not to come back as they were. */
function toldByWalks(walks: readonly Walk[]): ReadonlyMap<string, Change> {
  const changes = walks.flatMap((walk) => {
    const [first, down, second] = (['upgrade', 'downgrade', 're-upgrade'] as const).map(
      (movement) => arrival(walk, movement)?.snapshot ?? null,
    );
    return [...residue(walk.before, down ?? null), ...residue(first ?? null, second ?? null)];
  });
  return new Map(changes.map((change) => [objectOf(change).key, change]));
}

function* failing(
  rollback: Rollback,
  project: ProjectPlan,
  walks: readonly Walk[],
  told: ReadonlyMap<string, Change>,
  step: Step,
): Iterable<Draft> {
  const failure = faultOf(step);
  const own = walks.find(({ revision }) => revision === step.revision);
  const revision = project.head.revisions.get(step.revision);
  if (!failure || !revision || (own && stepOf(own, step.movement)?.outcome === 'failed')) return;
  if ([...told.values()].some((change) => isNamedIn(failure, objectOf(change)))) return;
  const [way, fallback] =
    step.movement === 'downgrade'
      ? (['down', downgradeLine(revision)] as const)
      : (['up again', upgradeLine(revision)] as const);
  yield {
    ...about(rollback),
    revision: step.revision,
    subject: `on the way ${way}: ${kindOfFailure(failure)}`,
    at: failure.at ?? fallback,
    what: `On its own this revision goes ${way}; with all new revisions together, it fails${atLine(failure, revision.file)}.\n${tellFailure(failure, rollback.engine)}`,
    fix: 'A newer revision leaves something that this one does not expect, rows or objects: let its downgrade() take back what its upgrade() puts there.',
  };
}

function* unlike(
  rollback: Rollback,
  project: ProjectPlan,
  walks: readonly Walk[],
  told: ReadonlyMap<string, Change>,
  steps: readonly Step[],
  wanted: SchemaSnapshot,
  movement: Movement,
): Iterable<Draft> {
  const last = steps.at(-1);
  if (last?.outcome !== 'ok' || !last.snapshot) return;
  for (const change of diff(wanted, last.snapshot)) {
    const { key } = objectOf(change);
    if (told.has(key)) continue;
    const culprit = steps.find((step) => differsHere(step, walks, key)) ?? null;
    const revision = culprit ? project.head.revisions.get(culprit.revision) : undefined;
    const down = movement === 'downgrade';
    yield {
      ...about(rollback),
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

const about = ({ project, engine, population }: Rollback) => ({ project, engine, population });
