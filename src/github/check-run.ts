import type { Client, RepositoryName } from './client.ts';
import { statusOf } from './refusal.ts';

export type Conclusion = 'success' | 'failure' | 'neutral' | 'cancelled';

/** A place in the head commit with what is said of it, in GitHub's own description. */
export type Annotation = NonNullable<
  NonNullable<NonNullable<Parameters<Client['rest']['checks']['update']>[0]>['output']>['annotations']
>[number];

/** How much of a completion GitHub took: without its annotations it is bare. */
export type Posted = 'whole' | 'bare' | 'nothing';

export interface CheckRunTexts {
  /** At most 255 characters. */
  readonly title: string;
  /** At most 65,535 characters, as `text`. */
  readonly summary: string;
  readonly text?: string;
}

export interface CheckRunPlace {
  readonly repository: RepositoryName;
  readonly name: string;
  readonly headSha: string;
  /** What tells this run of the gate from every other. */
  readonly externalId: string;
  /** The page of the workflow run. */
  readonly detailsUrl: string;
}

/** GitHub's limit for one request. */
const annotationsPerRequest = 50;

/** A check run from `in_progress` to its one completion. Requests are sent one after another; those after the completion are not sent at all. */
export class CheckRun {
  readonly id: number;
  /** The page a person opens. */
  readonly url: string;
  readonly #client: Client;
  readonly #place: CheckRunPlace;
  #last: Promise<unknown> = Promise.resolve();
  #ending = false;

  private constructor(client: Client, place: CheckRunPlace, id: number, url: string) {
    this.#client = client;
    this.#place = place;
    this.id = id;
    this.url = url;
  }

  static async open(client: Client, place: CheckRunPlace, output: CheckRunTexts): Promise<CheckRun> {
    const { data } = await client.rest.checks.create({
      ...place.repository,
      name: place.name,
      head_sha: place.headSha,
      external_id: place.externalId,
      details_url: place.detailsUrl,
      status: 'in_progress',
      output,
    });
    return new CheckRun(client, place, data.id, data.html_url ?? place.detailsUrl);
  }

  /** Says what is being done. */
  progress(output: CheckRunTexts): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#ending) await this.#patch({ output });
    });
  }

  /**
   * Ends it, once. Annotations are appended in the order given, those over the first 50 in requests of their own, the conclusion with the last.
   * @throws RequestError
   */
  complete(conclusion: Conclusion, output: CheckRunTexts, annotations: readonly Annotation[]): Promise<Posted> {
    if (this.#ending) return this.#last.then(() => 'whole');
    this.#ending = true;
    return this.#inTurn(async () => {
      try {
        await this.#end(conclusion, output, annotations);
        return 'whole';
      } catch (thrown) {
        // An annotation that GitHub does not accept must not keep the verdict back.
        if (statusOf(thrown) !== 422 || annotations.length === 0) throw thrown;
        await this.#end(conclusion, output, []);
        return 'bare';
      }
    });
  }

  async #end(conclusion: Conclusion, output: CheckRunTexts, annotations: readonly Annotation[]): Promise<void> {
    let at = 0;
    for (; at + annotationsPerRequest < annotations.length; at += annotationsPerRequest)
      await this.#patch({ output: { ...output, annotations: annotations.slice(at, at + annotationsPerRequest) } });
    await this.#patch({ status: 'completed', conclusion, output: { ...output, annotations: annotations.slice(at) } });
  }

  #patch(change: object): Promise<unknown> {
    return this.#client.rest.checks.update({ ...this.#place.repository, check_run_id: this.id, ...change });
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
