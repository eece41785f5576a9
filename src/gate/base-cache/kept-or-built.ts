import { tips } from '../../domain/history.ts';
import { type Base, buildBase } from '../base.ts';
import type { BaseFrom } from '../base-from.ts';
import { observe } from '../record.ts';
import { type Asides, type LegOptions, openSession, type Session, type Ticker } from '../session.ts';
import { WayBack } from '../way-back.ts';
import { type BaseCache, catalogDigest, versionLines } from './base-cache.ts';
import type { Entry } from './entries.ts';

/**
 * The base as it was kept by an earlier run, where it is seen to be what that run saw; else built, and kept for the next one.
 * @throws DatabaseLost
 */
export async function keptOrBuilt(leg: LegOptions, asides: Asides, from: BaseFrom, tick: Ticker): Promise<Base> {
  const { cache, server } = leg;
  if (!cache || from.applied.size === 0) return buildBase(leg, asides, from, tick);
  const entry = await cache.find(server.identity);
  const restored = entry && (await restore(leg, asides, from, entry, cache));
  if (restored) return restored;
  const started = performance.now();
  const own: Asides = { notes: [], unknowns: [], schemaStatements: [] };
  const base = await buildBase(leg, own, from, tick);
  const durationMs = performance.now() - started;
  asides.notes.push(...own.notes);
  asides.unknowns.push(...own.unknowns);
  asides.schemaStatements.push(...own.schemaStatements);
  if (base.built && cache.keepsOn(server, durationMs)) await keep(leg, base.session, own, cache);
  return base;
}

/** Null when it is not there any more, or not what the record says; the latter is told. */
async function restore(
  leg: LegOptions,
  asides: Asides,
  { history, applied }: BaseFrom,
  { kept, record }: Entry,
  cache: BaseCache,
): Promise<Base | null> {
  await using ends = new AsyncDisposableStack();
  const opened = await openSession(leg, asides, (name) => leg.server.restoreBase(name, kept));
  if (!opened) return null;
  const session = ends.use(opened);
  session.know(record.versionTables);
  const targets = tips(history, applied);
  const wayBack = ends.use(new WayBack(session));
  // Nobody may be in a database that is copied; it is read while the tool loads the history.
  await wayBack.keep();
  const [mover, { snapshot, versions }] = await Promise.all([session.head(), observe(session, targets)]);
  const lines = versionLines(await session.versions());
  const difference = !session.database.single
    ? 'env.py has several databases now'
    : catalogDigest(snapshot) !== record.catalog
      ? 'its catalog is not what it was'
      : versions.join() !== targets.join() || lines.join() !== record.versions.join()
        ? 'its version table does not hold what it held'
        : mover.conventions !== record.conventions
          ? "the models' naming conventions are others"
          : null;
  if (difference !== null) {
    cache.disbelieve(difference);
    return null;
  }
  asides.notes.push(...record.notes);
  ends.move();
  return { built: true, session, wayBack, standing: { applied, snapshot } };
}

/** A base that lies in several databases, of which something is unknown, or that env.py makes in part by itself, is built each time. */
async function keep(
  { server }: LegOptions,
  session: Session,
  { notes, unknowns, schemaStatements }: Asides,
  cache: BaseCache,
): Promise<void> {
  const { single } = session.database;
  if (!single || unknowns.length > 0 || schemaStatements.length > 0) return;
  const learned = {
    catalog: catalogDigest(await session.snapshot()),
    versions: [...versionLines(await session.versions())],
    versionTables: [...session.versionTables()],
    opened: session.opened(),
    conventions: (await session.base()).conventions,
    notes: [...notes],
  };
  await cache.keep(server, learned, (kept) => server.keepBase(single, kept));
}
