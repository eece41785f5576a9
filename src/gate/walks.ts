import { join } from 'node:path';
import { engineNames } from '../domain/engine-names.ts';
import { GateError } from '../domain/error.ts';
import type { Note, Unknown } from '../domain/finding.ts';
import type { PlannedRevision, ProjectPlan } from '../domain/plan.ts';
import type { Progress } from '../domain/progress.ts';
import type { RevisionId } from '../domain/revision.ts';
import type { SourceTree } from '../domain/sources.ts';
import type { EngineId } from '../domain/walk.ts';
import type { ScratchDatabase } from '../engines/engine.ts';
import type { Commit } from '../repository/repository.ts';
import type { Project } from '../tools/tool.ts';
import { BaseCache, type CacheOptions } from './base-cache/base-cache.ts';
import { extractBaseFiles } from './base-files.ts';
import { trunkBase } from './base-from.ts';
import { type ChosenEngine, chooseEngines } from './engines.ts';
import { joined, type Leg, walkLeg } from './leg.ts';
import { passedOver } from './passed-over.ts';
import { majorFor } from './postgres-major.ts';
import type { Preparation } from './preparation.ts';
import type { Servers } from './servers.ts';
import { beginningOf } from './start.ts';

export interface WalkOptions {
  readonly base: Commit | null;
  /** The planned revisions to walk. */
  readonly share: ReadonlySet<PlannedRevision>;
  readonly engines: readonly EngineId[] | 'auto';
  readonly postgresMajor: number | null;
  readonly timeoutMs: number;
  readonly isolate: boolean;
  readonly runFolder: string;
  readonly runId: string;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly servers: Servers;
  readonly workingTree: SourceTree;
  /** Null: nothing is kept, nothing restored. */
  readonly cache: CacheOptions | null;
  readonly made: (database: ScratchDatabase) => void;
  /** @throws GateError `bad-config` */
  readonly preparation: (engine: EngineId) => Promise<Preparation>;
}

/**
 * Walks one project's plan on each of its engines, all at once.
 * @throws GateError when an engine that must be walked cannot be
 */
export async function walkProject(project: Project, plan: ProjectPlan, options: WalkOptions): Promise<Leg> {
  const { engines, notes } = await chooseEngines(project, options.engines);
  await project.prepare(engines.length, options);
  const { major, notes: aboutMajor } = await majorFor(project, options.postgresMajor);
  const baseFolders = await baseFoldersFor(project, plan, options);
  const prepared = await Promise.all(
    engines.map(async (chosen) => ({ chosen, preparation: await options.preparation(chosen.id) })),
  );
  const legs = await Promise.allSettled(
    prepared.map(async ({ chosen, preparation }) => {
      options.progress({ kind: 'engine', engine: chosen.id, what: 'starting' });
      const cache = cacheFor(project, plan, chosen.id, baseFolders !== null, preparation, options);
      const bases = cache && {
        find: async (identity: string) => (await cache.find(identity))?.kept ?? null,
        disbelieve: (why: string) => cache.disbelieve(why),
      };
      const server = await options.servers.get(chosen.id, major, bases);
      const fileOf = (id: RevisionId) => (plan.head.revisions.get(id) ?? plan.base.revisions.get(id))?.file ?? null;
      const legOptions = { ...options, project, server, baseFolders, fileOf, preparation, cache };
      const leg = await walkLeg(legOptions, plan, chosen, options.share);
      const before = server.notes.map((what) => ({ what, at: null }));
      return { ...leg, notes: [...before, ...(cache?.notes ?? []), ...leg.notes] };
    }),
  );
  const walked = legs.map((leg, index) =>
    leg.status === 'fulfilled' ? leg.value : leftOut(project, engines[index], leg.reason),
  );
  const leg = joined(walked);
  return {
    ...leg,
    unknowns: distinct([...leg.unknowns, ...passedOver(plan, leg.walks), ...nowhere(plan, leg)]),
    notes: distinct([...notes, ...aboutMajor, ...leg.notes, ...refusedSockets(project, leg)]),
  };
}

/** Where the base of new revisions may be kept. */
function cacheFor(
  project: Project,
  plan: ProjectPlan,
  engine: EngineId,
  extracted: boolean,
  preparation: Preparation,
  options: WalkOptions,
): BaseCache | null {
  if (!options.cache) return null;
  const { covers } = beginningOf({ preparation }, plan.head);
  const { files, ...base } = trunkBase(plan, extracted, covers);
  const tree = files === 'base' ? (options.base?.tree ?? null) : null;
  const beside = { preparation: JSON.stringify(preparation), server: options.cache.server };
  return new BaseCache(options.cache, project, engine, { ...base, tree }, beside, options.workingTree);
}

/** The base is built from the base commit's files where a merged revision is no longer what production has. */
async function baseFoldersFor(project: Project, plan: ProjectPlan, { base, runFolder }: WalkOptions) {
  const changed = plan.revisions.some(({ kind }) => kind === 'edited' || kind === 'removed');
  if (!base || !changed) return null;
  return extractBaseFiles(project, base, plan.baseFolders, join(runFolder, `base-${encodeURIComponent(project.id)}`));
}

/** An engine that was tried on a hint is left out with a note; any other ends the run. */
function leftOut(project: Project, chosen: ChosenEngine | undefined, thrown: unknown): Leg {
  if (!(thrown instanceof GateError) || !chosen?.optional || thrown.code === 'interrupted') throw thrown;
  const what = `${project.id}: not walked on ${engineNames[chosen.id]}: ${thrown.message}. ${thrown.hint}`;
  return { ...joined([]), notes: [{ what, at: null }] };
}

/** Silence is never a pass: a plan that no engine walked at all is unknown. */
function nowhere(plan: ProjectPlan, { walks, unknowns, notes }: Leg): readonly Unknown[] {
  if (walks.length > 0 || unknowns.length > 0) return [];
  const why = notes.map(({ what }) => what).join(' ') || 'no engine is chosen for it';
  return [{ what: `${plan.project} was walked on no engine`, why, at: null, decisive: true }];
}

/** Connections to something that is no database: said, not judged. */
const refusedSockets = (project: Project, { walks }: Leg): readonly Note[] =>
  walks
    .flatMap(({ steps }) => steps.flatMap(({ refusals }) => refusals))
    .filter(({ kind }) => kind === 'socket')
    .map(({ target, at }) => ({
      what: `${project.id}: a connection to ${target} was refused. If the migrations need it: \`allow-connect: [${target}]\``,
      at,
    }));

/** What every engine and every session told, once. */
function distinct<Told extends Note>(told: readonly Told[]): readonly Told[] {
  return [...new Map(told.map((one) => [JSON.stringify([one.what, one.at?.file, one.at?.line]), one])).values()];
}
