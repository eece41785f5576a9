import type { RevisionId } from '../domain/revision.ts';
import type { Walk } from '../domain/walk.ts';
import { type Session, upgradeWith } from './session.ts';
import type { WayBack } from './way-back.ts';

/** What the base's own version of an edited revision does from where the session stands; the database is put back afterwards. Null when it fails. */
export async function asMerged(session: Session, wayBack: WayBack, revision: RevisionId): Promise<Walk['asMerged']> {
  const mover = await session.base();
  const { outcome, statements } = await upgradeWith(session, mover, revision);
  const snapshot = await session.snapshot();
  await wayBack.restore();
  return outcome === 'ok' ? { statements, snapshot } : null;
}
