import { diff } from '../domain/diff.ts';
import { engineNames } from '../domain/engine-names.ts';
import type { Unknown } from '../domain/finding.ts';
import { tips } from '../domain/history.ts';
import type { PlannedRevision, ProjectPlan } from '../domain/plan.ts';
import type { RevisionId } from '../domain/revision.ts';
import type { SchemaSnapshot } from '../domain/snapshot.ts';
import type { Movement, Step, Walk } from '../domain/walk.ts';
import type { StepResult } from '../tools/tool.ts';
import { isUnjudgeable, record, skipped } from './record.ts';
import { downgradeWith, type Session, type Ticker, upgradeWith } from './session.ts';
import { movementNames, unjudged } from './unjudged.ts';
import type { WayBack } from './way-back.ts';

/** Where a walk stands: what is applied, and the catalog that goes with it. */
export interface Standing {
  readonly applied: ReadonlySet<RevisionId>;
  readonly snapshot: SchemaSnapshot;
}

/** What is walked: a plan's revisions, in one session, from which there is a way back. */
export interface Route {
  readonly session: Session;
  readonly wayBack: WayBack;
  readonly plan: ProjectPlan;
}

export interface Walked {
  readonly walk: Walk;
  /** Where the database stands afterwards: behind the revision, or before it when that does not apply; null when it could be brought to neither. */
  readonly standing: Standing | null;
  readonly unknowns: readonly Unknown[];
}

interface WalkRevisionOptions {
  readonly asMerged: Walk['asMerged'];
  readonly downgrades: boolean;
  readonly tick: Ticker;
}

/** Upgrade, downgrade, upgrade again of one revision; afterwards the database stands behind the upgrade, or where it stood when that does not apply. */
export async function walkRevision(
  route: Route,
  planned: PlannedRevision,
  start: Standing,
  options: WalkRevisionOptions,
): Promise<Walked> {
  const { wayBack } = route;
  await wayBack.keep();
  let walked = await walkFrom(route, planned, start, options);
  if (walked.walk.steps.some(({ failure }) => wayBack.isInTheWayOf(failure)) && (await wayBack.restore())) {
    await wayBack.forget();
    walked = await walkFrom(route, planned, start, options);
  }
  if (walked.standing?.applied.has(planned.revision)) wayBack.passed(planned.revision);
  return walked;
}

async function walkFrom(
  { session, wayBack, plan }: Route,
  planned: PlannedRevision,
  start: Standing,
  options: WalkRevisionOptions,
): Promise<Walked> {
  const mover = await session.head();
  const { revision } = planned;
  const below = tips(plan.head, start.applied);
  const applied = new Set([...start.applied, revision]);
  const above = tips(plan.head, applied);
  const steps: Step[] = [];
  const move = async (movement: Movement, expectedVersions: readonly RevisionId[], run: () => Promise<StepResult>) => {
    options.tick(revision, movement);
    const step = await record(session, { revision, movement, expectedVersions }, await run());
    steps.push(step);
    return step;
  };
  const up = () => upgradeWith(session, mover, revision);
  const walked = (standing: Standing | null, unknowns: readonly Unknown[] = []): Walked => ({
    walk: {
      project: planned.project,
      revision,
      kind: planned.kind,
      engine: session.engine,
      server: session.server(),
      population: 'empty',
      before: start.snapshot,
      steps,
      asMerged: options.asMerged,
    },
    standing,
    unknowns,
  });

  const first = await move('upgrade', above, up);
  if (!arrived(first) || !first.snapshot) {
    const rest: Movement[] = options.downgrades ? ['downgrade', 're-upgrade'] : [];
    for (const movement of rest) steps.push(skipped(revision, movement, movement === 'downgrade' ? below : above));
    const back = !isUnjudgeable(first.failure) && (await wayBack.restore());
    return walked(
      back ? await readAgain(session, start) : null,
      [unknownAfter(planned, session, first)].flatMap((unknown) => unknown ?? []),
    );
  }
  const standing: Standing = { applied, snapshot: first.snapshot };
  if (!options.downgrades) return walked(standing);

  const down = await move('downgrade', below, () => downgradeWith(session, mover, revision));
  if (!arrived(down)) steps.push(skipped(revision, 're-upgrade', above));
  const again = arrived(down) ? await move('re-upgrade', above, up) : null;
  const last = again ?? down;
  if (again && arrived(again) && again.snapshot && diff(first.snapshot, again.snapshot).length === 0)
    return walked({ applied, snapshot: again.snapshot });
  const unknown = unknownAfter(planned, session, last);
  if (isUnjudgeable(last.failure)) return walked(null, unknown ? [unknown] : []);
  const back = (await wayBack.restore()) && (await upgradeWith(session, mover, revision, false)).outcome === 'ok';
  return walked(back ? await readAgain(session, standing) : null, unknown ? [unknown] : []);
}

/** The same place after the way back: what was made once more has other ids there. */
const readAgain = async (session: Session, { applied }: Standing): Promise<Standing> => ({
  applied,
  snapshot: await session.snapshot(),
});

/** Whether a step did what it should as far as the version table tells. */
export const arrived = (step: Step): boolean =>
  step.outcome === 'ok' && step.versions !== null && step.versions.join('\n') === step.expectedVersions.join('\n');

/** What could not be learned because a step did not arrive; null when it did. A time limit or a lost database is decisive by itself. */
function unknownAfter(planned: PlannedRevision, session: Session, step: Step): Unknown | null {
  if (arrived(step)) return null;
  const movement = movementNames[step.movement];
  const at = step.failure?.at ?? { file: planned.file, line: null, commit: 'head' as const };
  const lost = unjudged(step, session.engine, planned.file);
  if (lost) return lost;
  if (step.movement === 're-upgrade') return null;
  const left = step.movement === 'upgrade' ? 'downgrade and second upgrade were' : 'second upgrade was';
  const why = step.failure ? `the ${movement} failed` : `the ${movement} did not move the version table`;
  return {
    what: `${planned.revision} on ${engineNames[session.engine]}: the ${left} not walked`,
    why,
    at,
    decisive: false,
  };
}
