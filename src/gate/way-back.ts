import type { RevisionId } from '../domain/revision.ts';
import type { StepFailure } from '../domain/walk.ts';
import type { Checkpoint } from '../engines/engine.ts';
import { type Session, upgradeWith } from './session.ts';

/** How many revisions may lie between a copy and where the walk stands: a copy costs more than one upgrade, less than ten. */
const revisionsACopy = 10;

/**
 * The way back to where a walk stands: a copy of the database and the revisions applied since. They are applied once more, untraced, for each
 * succeeded from there before.
 */
export class WayBack implements AsyncDisposable {
  readonly #session: Session;
  #copy: Checkpoint | null = null;
  #since: RevisionId[] = [];

  constructor(session: Session) {
    this.#session = session;
  }

  /** Makes a copy of where the database stands, unless there is one that lies near enough. */
  async keep(): Promise<void> {
    if (this.#copy && this.#since.length < revisionsACopy) return;
    await this.forget();
    this.#copy = await this.#session.database.checkpoint();
  }

  /** The walk now stands behind this revision. */
  passed(revision: RevisionId): void {
    this.#since.push(revision);
  }

  /** Puts the database back to where the walk stands. @returns whether it stands there: not without a copy, nor where an upgrade fails this time */
  async restore(): Promise<boolean> {
    if (!this.#copy) return false;
    await this.#session.database.restore(this.#copy);
    const mover = await this.#session.head();
    for (const revision of this.#since) {
      const { outcome } = await upgradeWith(this.#session, mover, revision, false);
      if (outcome !== 'ok') return false;
    }
    return true;
  }

  /** Whether a statement failed only because the copy is there. */
  isInTheWayOf(failure: StepFailure | null): boolean {
    return this.#copy !== null && this.#session.database.isHinderedByCopy(failure);
  }

  async forget(): Promise<void> {
    const copy = this.#copy;
    this.#copy = null;
    this.#since = [];
    await copy?.[Symbol.asyncDispose]();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.forget();
  }
}
