import { engineNames } from '../domain/engine-names.ts';
import { GateError } from '../domain/error.ts';
import type { Unknown } from '../domain/finding.ts';
import { ancestors, heads, resolve, tips } from '../domain/history.ts';
import type { PlannedRevision, ProjectPlan } from '../domain/plan.ts';
import type { History, RevisionId } from '../domain/revision.ts';
import type { StepFailure } from '../domain/walk.ts';
import type { Mover } from '../tools/tool.ts';
import { runScripts } from './preparation.ts';
import type { LegOptions, Session } from './session.ts';

/** Where a history begins, if not with nothing. */
interface Beginning {
  /** What the version table is stamped with. */
  readonly at: readonly RevisionId[];
  /** The revisions whose work the schema file holds. */
  readonly covers: ReadonlySet<RevisionId>;
}

const nothing: Beginning = { at: [], covers: new Set() };

/** Nothing for a project without `start`, and for a history that does not know its revisions (a squash has replaced them). */
export function beginningOf({ preparation: { start } }: Pick<LegOptions, 'preparation'>, history: History): Beginning {
  const ids = start?.at.map((name) => resolve(history, name)?.id ?? null) ?? [];
  if (ids.includes(null)) return nothing;
  const covers = ancestors(history, ids as RevisionId[]);
  return { at: tips(history, covers), covers };
}

/** A database before any revision ran on it. */
interface Begun {
  readonly mover: Mover;
  /** Revisions that count as applied. */
  readonly covers: ReadonlySet<RevisionId>;
  /** Why it could not be stamped. */
  readonly failure: StepFailure | null;
}

/**
 * Gives a fresh database the schema that the history begins with, if all that it holds is to be applied, and has the tool stamp it.
 * @throws GateError `setup-failed`, and what opening a project throws
 */
export async function begin(
  leg: LegOptions,
  session: Session,
  files: 'base' | 'head',
  history: History,
  applied: ReadonlySet<RevisionId>,
): Promise<Begun> {
  const { at, covers } = beginningOf(leg, history);
  const { start } = leg.preparation;
  if (!start || at.length === 0 || !covers.isSubsetOf(applied))
    return { mover: await session[files](), covers: nothing.covers, failure: null };
  // Before the project's code comes up, for env.py may look at tables.
  await runScripts(session.database, [start.schema], 'owner');
  const mover = await session[files]();
  if (session.database.others.size > 0)
    throw new GateError('unsupported', `${leg.project.id}: \`start\` for an env.py that migrates several databases`, {
      hint: 'One schema file cannot say what each of them begins with. Give each database its schema by `setup`, or walk them as projects of their own.',
    });
  const { failure } = await session.follow(mover.stamp(at));
  return { mover, covers, failure };
}

/** @throws GateError `bad-config` when `start.at` names no revision of the base */
export function refuseStrangeStart({ preparation: { start } }: LegOptions, plan: ProjectPlan): void {
  const known = plan.base.revisions.size > 0 ? plan.base : plan.head;
  for (const name of start?.at ?? []) {
    if (resolve(known, name)) continue;
    const isNew = resolve(plan.head, name) !== null;
    const why = isNew
      ? 'is not an ancestor of what the base holds: it is new'
      : 'is no revision, or several begin with it';
    throw new GateError('bad-config', `${plan.project}: start.at: ${name} ${why}`, {
      hint: `Name the revision that production was stamped with when its schema was ${start?.schema.file}. The base stands at ${heads(known).join(', ') || 'nothing'}.`,
    });
  }
}

/** Of the planned revisions those that are not walked, for the schema file stands for them. Decisive where the plan is about them. */
export function covered(
  leg: LegOptions,
  plan: ProjectPlan,
  planned: readonly PlannedRevision[],
): ReadonlyMap<RevisionId, Unknown> {
  const { covers } = beginningOf(leg, plan.head);
  const those = planned.filter(({ revision }) => covers.has(revision));
  return new Map(
    those.map(({ revision, kind, file }) => [
      revision,
      {
        what: `${revision} was not walked on ${engineNames[leg.server.engine]}`,
        why: `\`start\` says that ${leg.preparation.start?.schema.file} holds what it does`,
        at: { file, line: null, commit: 'head' },
        decisive: kind === 'edited' || those.length === planned.length,
      },
    ]),
  );
}
