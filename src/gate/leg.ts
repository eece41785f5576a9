import { engineNames } from '../domain/engine-names.ts';
import { GateError } from '../domain/error.ts';
import type { Note, Unknown } from '../domain/finding.ts';
import { ancestors, inOrder, prerequisites } from '../domain/history.ts';
import { isSquash, type PlannedRevision, type ProjectPlan } from '../domain/plan.ts';
import type { RevisionId } from '../domain/revision.ts';
import { wayOutOf } from '../domain/sqlstate.ts';
import type { Rollback, Squash, Walk } from '../domain/walk.ts';
import { DatabaseLost } from '../engines/engine.ts';
import { asMerged } from './as-merged.ts';
import { type Base, buildBase } from './base.ts';
import type { ChosenEngine } from './engines.ts';
import { unlikeLoaded } from './loaded.ts';
import { rollBack } from './rollback.ts';
import { type Asides, type LegOptions, type Session, type Ticker, ticker, upgradeWith } from './session.ts';
import { type Standing, walkRevision } from './walk.ts';

/** All that was learned of one project on one engine. */
export interface Leg {
  readonly walks: readonly Walk[];
  readonly rollbacks: readonly Rollback[];
  readonly squashes: readonly Squash[];
  readonly unknowns: readonly Unknown[];
  readonly notes: readonly Note[];
}

/**
 * Walks a project's planned revisions on one engine: new ones from where the base stands, one after the other and all of them back; those that the
 * base already has from their own parents.
 * @throws GateError when the project's own code does not come up
 */
export async function walkLeg(leg: LegOptions, plan: ProjectPlan, chosen: ChosenEngine): Promise<Leg> {
  const walks: Walk[] = [];
  const rollbacks: Rollback[] = [];
  const squashes: Squash[] = [];
  const asides: Asides = { notes: [], unknowns: [] };
  const planned = plan.revisions.filter(({ kind }) => kind !== 'removed');
  const trunk = planned.filter(({ revision }) => !plan.base.revisions.has(revision));
  const standing = planned.filter(({ revision }) => plan.base.revisions.has(revision));
  const tick = ticker(leg.progress, leg.server.engine, planned.length * 3 + trunk.length * 2 + 1);
  const into: Gathering = { walks, rollbacks, squashes, asides, tick };
  try {
    if (trunk.length > 0) await walkTrunk(leg, plan, chosen, trunk, into);
    for (const revision of standing) await walkStanding(leg, plan, chosen, revision, into);
  } catch (thrown) {
    if (!(thrown instanceof DatabaseLost)) throw thrown;
    asides.unknowns.push(lostUnknown(leg, planned, walks, thrown));
  }
  leg.progress({ kind: 'finished', engine: leg.server.engine });
  return { walks, rollbacks, squashes, ...asides };
}

interface Gathering {
  readonly walks: Walk[];
  readonly rollbacks: Rollback[];
  readonly squashes: Squash[];
  readonly asides: Asides;
  readonly tick: Ticker;
}

/** New revisions, from every revision of the base, each from where the one before it arrived. */
async function walkTrunk(
  leg: LegOptions,
  plan: ProjectPlan,
  chosen: ChosenEngine,
  planned: readonly PlannedRevision[],
  into: Gathering,
) {
  const applied = new Set([...plan.base.revisions.keys()].filter((id) => plan.head.revisions.has(id)));
  const files = leg.baseFolders ? 'base' : 'head';
  const base = await buildBase(leg, into.asides, files === 'base' ? plan.base : plan.head, applied, files, into.tick);
  if (!base.built) return notBuilt(leg, chosen, planned, base, into.asides);
  await using session = base.session;
  into.asides.unknowns.push(...unlikeLoaded(plan, await session.head()));
  const wanted = new Map(planned.map((revision) => [revision.revision, revision]));
  const last = planned.at(-1)?.revision;
  const path = inOrder(plan.head).filter((id) => !applied.has(id));
  const walked: RevisionId[] = [];
  let at: Standing | null = base.standing;
  const failed = new Set<RevisionId>();
  for (const id of path.slice(0, last === undefined ? 0 : path.indexOf(last) + 1)) {
    const revision = plan.head.revisions.get(id);
    if (!revision || !at) break;
    const blocking = prerequisites(plan.head, revision).find((need) => failed.has(need));
    const target = wanted.get(id);
    const next: Standing | null = blocking
      ? null
      : target
        ? await walkOne(session, plan, target, at, into)
        : await pass(session, id, at);
    if (next) {
      at = next;
      if (target) walked.push(id);
      continue;
    }
    failed.add(id);
    if (target && blocking) into.asides.unknowns.push(blockedUnknown(leg, target, blocking));
    if (!(await isUsable(session))) {
      at = null;
      const rest = planned.filter((each) => path.indexOf(each.revision) > path.indexOf(id));
      into.asides.unknowns.push(...rest.map((each) => blockedUnknown(leg, each, id)));
    }
  }
  if (at && failed.size === 0 && !plan.forwardOnly) {
    const rollback = await rollBack(session, plan, walked, base.standing, at, into.walks, into.tick);
    if (rollback) into.rollbacks.push(rollback);
  }
  if (at && failed.size === 0 && isSquash(plan)) await compareSquash(leg, plan, at, into);
}

/** Where the base's own history arrives from nothing, beside where its replacement does. */
async function compareSquash(leg: LegOptions, plan: ProjectPlan, { snapshot }: Standing, into: Gathering) {
  const base = await buildBase(leg, into.asides, plan.base, new Set(plan.base.revisions.keys()), 'base', into.tick);
  if (!base.built) return;
  await base.session[Symbol.asyncDispose]();
  into.squashes.push({
    project: plan.project,
    engine: leg.server.engine,
    base: base.standing.snapshot,
    head: snapshot,
  });
}

/** A revision that is only on the way to the one asked for. */
async function pass(session: Session, id: RevisionId, at: Standing): Promise<Standing | null> {
  const { outcome } = await upgradeWith(session, await session.head(), id, false);
  const snapshot = await session.database.snapshot(session.versionTables());
  return outcome === 'ok' ? { applied: new Set([...at.applied, id]), snapshot } : null;
}

/** A revision that the base already has, from its parents. */
async function walkStanding(
  leg: LegOptions,
  plan: ProjectPlan,
  chosen: ChosenEngine,
  planned: PlannedRevision,
  into: Gathering,
) {
  const revision = plan.head.revisions.get(planned.revision);
  if (!revision) return;
  const needs = new Set([...ancestors(plan.head, [planned.revision])].filter((id) => id !== planned.revision));
  const fromBase = leg.baseFolders !== null && [...needs].every((id) => plan.base.revisions.has(id));
  const base = await buildBase(
    leg,
    into.asides,
    fromBase ? plan.base : plan.head,
    needs,
    fromBase ? 'base' : 'head',
    into.tick,
  );
  if (!base.built) return notBuilt(leg, chosen, [planned], base, into.asides);
  await using session = base.session;
  const merged = planned.kind === 'edited' ? await asMerged(session, planned.revision) : null;
  await walkOne(session, plan, planned, base.standing, into, merged);
}

async function walkOne(
  session: Session,
  plan: ProjectPlan,
  planned: PlannedRevision,
  at: Standing,
  into: Gathering,
  merged: Walk['asMerged'] = null,
): Promise<Standing | null> {
  const irreversible = plan.head.revisions.get(planned.revision)?.irreversible !== null;
  const downgrades = !plan.forwardOnly && !irreversible;
  const { walk, standing, unknowns } = await walkRevision(session, plan, planned, at, {
    asMerged: merged,
    downgrades,
    tick: into.tick,
  });
  into.walks.push(walk);
  into.asides.unknowns.push(...unknowns);
  return standing;
}

/** A base that does not build: an engine that was tried on a hint is left out with a note, any other leaves its revisions unknown. */
function notBuilt(
  leg: LegOptions,
  chosen: ChosenEngine,
  planned: readonly PlannedRevision[],
  base: Base & { built: false },
  asides: Asides,
): void {
  const { failure, revision } = base;
  const engine = engineNames[chosen.id];
  const code = failure.sqlstate ? ` (${failure.sqlstate})` : '';
  const where = revision ? `revision ${revision}` : 'the base';
  const wayOut = failure.sqlstate ? wayOutOf(failure.sqlstate) : null;
  const why = [`${where} does not apply to an empty database: ${failure.message}${code}`, wayOut]
    .filter(Boolean)
    .join('. ');
  if (chosen.optional) {
    asides.notes.push({ what: `${leg.project.id}: not walked on ${engine}, for ${why}`, at: failure.at });
    return;
  }
  for (const each of planned)
    asides.unknowns.push({ what: `${each.revision} was not walked on ${engine}`, why, at: failure.at, decisive: true });
}

const isUsable = async (session: Session): Promise<boolean> => (await session.head()).alive;

const blockedUnknown = (leg: LegOptions, planned: PlannedRevision, by: RevisionId): Unknown => ({
  what: `${planned.revision} was not walked on ${engineNames[leg.server.engine]}`,
  why: `${by}, which comes before it, could not be applied`,
  at: { file: planned.file, line: null, commit: 'head' },
  decisive: true,
});

function lostUnknown(
  leg: LegOptions,
  planned: readonly PlannedRevision[],
  walks: readonly Walk[],
  thrown: DatabaseLost,
): Unknown {
  if (leg.signal.aborted) throw new GateError('interrupted', 'interrupted', { hint: 'Run it again.', cause: thrown });
  const walked = new Set(walks.map(({ revision }) => revision));
  const rest = planned.filter(({ revision }) => !walked.has(revision)).map(({ revision }) => revision);
  return {
    what: `${engineNames[leg.server.engine]} went away${rest.length > 0 ? `; not walked: ${rest.join(', ')}` : ''}`,
    why: thrown.message,
    at: null,
    decisive: true,
  };
}
