import type { ProgressEvent } from '../domain/progress.ts';
import {
  type Annotation,
  CheckRun,
  type CheckRunPlace,
  type CheckRunTexts,
  type Conclusion,
  type Posted,
} from '../github/check-run.ts';
import type { Client } from '../github/client.ts';
import { refusalWords } from '../github/refusal.ts';
import { cancelUnfinished } from '../github/unfinished.ts';
import { atWork, cancelled } from './texts.ts';

/** The first update comes after this; the pause doubles each time, so that a long run is told of six times. */
const firstUpdateMs = 10_000;
const mostUpdates = 6;
const needed = 'checks: write';

export interface BoardOptions {
  /** Null: nothing is posted. */
  readonly client: Client | null;
  readonly place: CheckRunPlace;
  /** Told once why there is no check run. */
  readonly refused: (why: string) => void;
}

/** Where a run shows itself on GitHub, as far as the token allows. Nothing of it is ever thrown: a verdict does not depend on whether it could be posted. */
export class Board {
  readonly #options: BoardOptions;
  readonly #run: Promise<CheckRun | null>;
  #told = false;
  #updates = 0;
  #nextUpdate = performance.now() + firstUpdateMs;

  /** Opens the check run; nobody has to wait for it. */
  constructor(options: BoardOptions, first: CheckRunTexts) {
    this.#options = options;
    const { client, place } = options;
    this.#run = client
      ? CheckRun.open(client, place, first).catch((thrown) => this.#refuse(thrown))
      : Promise.resolve(null);
  }

  /** Completes those that earlier attempts of this workflow run left unfinished. */
  async cancelEarlier(isEarlier: (externalId: string) => boolean): Promise<void> {
    const { client, place } = this.#options;
    // Without the permission to write there is nothing to be cancelled.
    if (client && (await this.#run))
      await cancelUnfinished(client, place, isEarlier, cancelled).catch((thrown) => this.#refuse(thrown));
  }

  progress(event: ProgressEvent): void {
    if (this.#updates === mostUpdates || performance.now() < this.#nextUpdate) return;
    this.#updates += 1;
    this.#nextUpdate = performance.now() + firstUpdateMs * 2 ** this.#updates;
    const texts = atWork(event);
    // The completion says what matters; an update that fails is followed by another.
    void this.#run.then((run) => run?.progress(texts)).catch(() => undefined);
  }

  /** The page of the check run; null when there is none. */
  async url(): Promise<string | null> {
    return (await this.#run)?.url ?? null;
  }

  /** @returns how much of it is posted; the rest has to be told in the log */
  async complete(conclusion: Conclusion, texts: CheckRunTexts, annotations: readonly Annotation[]): Promise<Posted> {
    const run = await this.#run;
    if (!run) return 'nothing';
    try {
      return await run.complete(conclusion, texts, annotations);
    } catch (thrown) {
      this.#refuse(thrown);
      return 'nothing';
    }
  }

  #refuse(thrown: unknown): null {
    if (!this.#told) this.#options.refused(refusalWords(thrown, needed));
    this.#told = true;
    return null;
  }
}
