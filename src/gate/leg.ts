import { engineNames } from '../domain/engine-names.ts';
import { GateError } from '../domain/error.ts';
import type { Note, Unknown } from '../domain/finding.ts';
import type { PlannedRevision, ProjectPlan } from '../domain/plan.ts';
import type { Rollback, Squash, Walk } from '../domain/walk.ts';
import { DatabaseLost } from '../engines/engine.ts';
import { RefusedDatabase } from '../tools/tool.ts';
import type { ChosenEngine } from './engines.ts';
import type { Gathering } from './gathering.ts';
import { schemaUnknowns } from './own-schema.ts';
import { skipped } from './record.ts';
import { type LegOptions, ticker } from './session.ts';
import { walkStanding } from './standing.ts';
import { covered, refuseStrangeStart } from './start.ts';
import { walkTrunk } from './trunk.ts';

/** All that was learned of one project on one engine. */
export interface Leg {
  readonly walks: readonly Walk[];
  readonly rollbacks: readonly Rollback[];
  readonly squashes: readonly Squash[];
  readonly unknowns: readonly Unknown[];
  readonly notes: readonly Note[];
}

/** What several legs learned, as one. */
export const joined = (legs: readonly Leg[]): Leg => ({
  walks: legs.flatMap(({ walks }) => walks),
  rollbacks: legs.flatMap(({ rollbacks }) => rollbacks),
  squashes: legs.flatMap(({ squashes }) => squashes),
  unknowns: legs.flatMap(({ unknowns }) => unknowns),
  notes: legs.flatMap(({ notes }) => notes),
});

/**
 * Walks a project's planned revisions on one engine: new ones from where the base stands, one after the other and all of them back; those that the
 * base already has from their own parents.
 * @param share what is to be walked; the run that holds the last new revision takes all of them back
 * @throws GateError when the project's own code does not come up
 */
export async function walkLeg(
  leg: LegOptions,
  plan: ProjectPlan,
  chosen: ChosenEngine,
  share: ReadonlySet<PlannedRevision>,
): Promise<Leg> {
  refuseStrangeStart(leg, plan);
  const standingAtHead = plan.revisions.filter(({ kind }) => kind !== 'removed');
  const notWalked = covered(leg, plan, standingAtHead);
  const whole = standingAtHead.filter(({ revision }) => !notWalked.has(revision));
  const planned = whole.filter((revision) => share.has(revision));
  const trunk = planned.filter(({ revision }) => !plan.base.revisions.has(revision));
  const standing = planned.filter(({ revision }) => plan.base.revisions.has(revision));
  const tick = ticker(leg.progress, leg.server.engine, planned.length * 3 + trunk.length * 2 + 1);
  const into: Gathering = {
    walks: [],
    rollbacks: [],
    squashes: [],
    asides: { notes: [], unknowns: [...notWalked.values()], schemaStatements: [] },
    tick,
  };
  try {
    if (trunk.length > 0) await walkTrunk(leg, plan, chosen, trunk, into);
    for (const revision of standing) await walkStanding(leg, plan, chosen, revision, into);
  } catch (thrown) {
    if (thrown instanceof DatabaseLost) into.asides.unknowns.push(lostUnknown(leg, planned, into.walks, thrown));
    else if (thrown instanceof RefusedDatabase && !chosen.optional)
      into.walks.push(...refusedWalks(leg, planned, thrown));
    else throw thrown;
  }
  leg.progress({ kind: 'finished', engine: leg.server.engine });
  const { asides, walks, rollbacks, squashes } = into;
  const unknowns = [...asides.unknowns, ...schemaUnknowns(asides.schemaStatements, walks)];
  return { walks, rollbacks, squashes, unknowns, notes: asides.notes };
}

/** Code that connects elsewhere before any revision runs stops each of them: that is what its upgrade came to. */
const refusedWalks = (leg: LegOptions, planned: readonly PlannedRevision[], thrown: RefusedDatabase): readonly Walk[] =>
  planned.map(({ project, revision, kind }) => ({
    project,
    revision,
    kind,
    engine: leg.server.engine,
    server: leg.server.description ?? '',
    population: 'empty',
    before: null,
    steps: [
      { ...skipped(revision, 'upgrade', []), outcome: 'failed', failure: thrown.failure, refusals: [thrown.refusal] },
      ...(['downgrade', 're-upgrade'] as const).map((movement) => skipped(revision, movement, [])),
    ],
    asMerged: null,
  }));

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
