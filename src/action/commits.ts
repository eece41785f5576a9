import { GateError, messageOf } from '../domain/error.ts';
import type { Client, RepositoryName } from '../github/client.ts';
import { branchTip, mergeBaseOf } from '../github/commits.ts';
import { contentOf, filesOf } from '../github/files.ts';
import type { Git } from '../repository/git.ts';
import { missingObjects, writeBlob, writeCommit, writeTree } from '../repository/object-store.ts';
import { fetchCommits, mergeBase, remoteTip } from '../repository/obtain.ts';

/** More files than this are not asked for one by one. */
const mostBlobs = 500;

/** The commits that a comparison needs, wherever they are to be had: in the clone, from its remote with its own credentials, from GitHub's API. */
export class Commits {
  readonly git: Git;
  readonly #client: Client | null;
  readonly #repository: RepositoryName;
  readonly #standIns = new Map<string, string>();

  constructor(git: Git, client: Client | null, repository: RepositoryName) {
    this.git = git;
    this.#client = client;
    this.#repository = repository;
  }

  /**
   * Sees to it that commits are in the clone. One that only the API has is stood in for by a commit with the same files and another name.
   * @returns what each is called here; null for one that cannot be had
   */
  async obtain(shas: readonly string[]): Promise<{ readonly here: readonly (string | null)[]; readonly why: string }> {
    const { missing, why } = await fetchCommits(this.git, shas);
    let reasons = why;
    for (const sha of missing) {
      if (this.#standIns.has(sha)) continue;
      try {
        this.#standIns.set(sha, await this.#standIn(sha));
      } catch (thrown) {
        reasons = `${reasons}\n${messageOf(thrown)}`.trim();
      }
    }
    return { here: shas.map((sha) => (missing.includes(sha) ? (this.#standIns.get(sha) ?? null) : sha)), why: reasons };
  }

  /** The same for one that there is no doing without. @throws GateError `base-missing` */
  async need(sha: string, what: string): Promise<string> {
    const { here, why } = await this.obtain([sha]);
    if (here[0]) return here[0];
    throw new GateError('base-missing', `${what} ${sha} can neither be fetched nor read from GitHub: ${why}`, {
      hint: 'Give actions/checkout `fetch-depth: 0`, or the job `permissions: { contents: read }`.',
    });
  }

  /** The real name of a commit, whatever it is called here. */
  realName(sha: string): string {
    for (const [real, standIn] of this.#standIns) if (standIn === sha) return real;
    return sha;
  }

  /** What a branch of the repository points to now; null when it is gone, undefined when nobody can tell. */
  async tip(branch: string): Promise<string | null | undefined> {
    try {
      return await remoteTip(this.git, branch);
    } catch {
      // No credentials in the clone: GitHub tells it as well.
      return this.#client ? await branchTip(this.#client, this.#repository, branch).catch(() => undefined) : undefined;
    }
  }

  /** Where two commits meet. @param head HEAD by the name that GitHub knows it by @throws GateError `base-missing` */
  async meeting(head: string, other: string): Promise<string> {
    const local = await mergeBase(this.git, 'HEAD', other);
    if (local !== null) return local;
    let why = 'this clone is too shallow to show it';
    try {
      if (this.#client) return await mergeBaseOf(this.#client, this.#repository, other, head);
    } catch (thrown) {
      why = messageOf(thrown);
    }
    throw new GateError('base-missing', `The commit in which ${head} and ${other} meet cannot be found: ${why}`, {
      hint: 'Give actions/checkout `fetch-depth: 0`, or say what to compare with by the input `base`.',
    });
  }

  async #standIn(sha: string): Promise<string> {
    if (!this.#client) throw new Error('there is no token to ask GitHub for it');
    const client = this.#client;
    const { tree, files } = await filesOf(client, this.#repository, sha);
    const blobs = files.filter(({ mode }) => mode !== '160000').map((file) => file.sha);
    const missing = await missingObjects(this.git, blobs);
    if (missing.length > mostBlobs)
      throw new Error(`${missing.length} files of ${sha} are not here: too many to ask for`);
    await Promise.all(
      missing.map(async (blob) => writeBlob(this.git, await contentOf(client, this.#repository, blob))),
    );
    const made = await writeTree(this.git, files);
    if (made !== tree) throw new Error(`what GitHub gave for ${sha} has the tree ${made}, not ${tree}`);
    return writeCommit(this.git, tree, `The files of ${sha}`);
  }
}
