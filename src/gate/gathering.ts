import { engineNames } from '../domain/engine-names.ts';
import type { PlannedRevision } from '../domain/plan.ts';
import { wayOutOf } from '../domain/sqlstate.ts';
import type { Rollback, Squash, Walk } from '../domain/walk.ts';
import type { Base } from './base.ts';
import type { ChosenEngine } from './engines.ts';
import type { Asides, LegOptions, Ticker } from './session.ts';
import { type Route, type Standing, walkRevision } from './walk.ts';

/** What a leg has learned so far. */
export interface Gathering {
  readonly walks: Walk[];
  readonly rollbacks: Rollback[];
  readonly squashes: Squash[];
  readonly asides: Asides;
  readonly tick: Ticker;
}

/** Walks one revision from where the database stands. @returns where it stands afterwards, as in `Walked` */
export async function walkInto(
  route: Route,
  planned: PlannedRevision,
  at: Standing,
  into: Gathering,
  merged: Walk['asMerged'] = null,
): Promise<Standing | null> {
  const { plan } = route;
  const irreversible = plan.head.revisions.get(planned.revision)?.irreversible !== null;
  const downgrades = !plan.forwardOnly && !irreversible;
  const { walk, standing, unknowns } = await walkRevision(route, planned, at, {
    asMerged: merged,
    downgrades,
    tick: into.tick,
  });
  into.walks.push(walk);
  into.asides.unknowns.push(...unknowns);
  return standing;
}

/** A base that does not build: an engine that was tried on a hint is left out with a note, any other leaves its revisions unknown. */
export function notBuilt(
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
  const { start } = leg.preparation;
  const on = start ? `the schema of ${start.schema.file}` : 'an empty database';
  const why = [`${where} does not apply to ${on}: ${failure.message}${code}`, wayOut].filter(Boolean).join('. ');
  if (chosen.optional) {
    asides.notes.push({ what: `${leg.project.id}: not walked on ${engine}, for ${why}`, at: failure.at });
    return;
  }
  for (const each of planned)
    asides.unknowns.push({ what: `${each.revision} was not walked on ${engine}`, why, at: failure.at, decisive: true });
}
