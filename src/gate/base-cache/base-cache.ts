import { createHash } from 'node:crypto';
import { engineNames } from '../../domain/engine-names.ts';
import { messageOf } from '../../domain/error.ts';
import type { Note } from '../../domain/finding.ts';
import type { SchemaSnapshot } from '../../domain/snapshot.ts';
import type { SourceTree } from '../../domain/sources.ts';
import type { EngineId } from '../../domain/walk.ts';
import type { Server } from '../../engines/engine.ts';
import type { BaseFiles, Project } from '../../tools/tool.ts';
import type { FoundVersions } from '../database-set.ts';
import { baseKey } from './base-key.ts';
import { BaseEntries, Damaged, type Entry } from './entries.ts';
import type { BaseRecord } from './record.ts';

/** What the user said of keeping bases. */
export interface CacheOptions {
  /** Where they are kept. */
  readonly folder: string;
  /** The user named the folder: then bases are kept however quickly they are built, and on a server of the user's too. */
  readonly asked: boolean;
  /** What the user said of how servers are set up. */
  readonly server: string;
}

/** A base that is built in less than this is not worth a copy that nobody asked for. */
const worthKeepingMs = 500;

/** One base, looked for and kept: of one project on one engine. */
export class BaseCache {
  readonly #options: CacheOptions;
  readonly #entries: BaseEntries;
  readonly #project: Project;
  readonly #engine: EngineId;
  readonly #workingTree: SourceTree;
  readonly #ingredients: Promise<Readonly<Record<string, string>>>;
  /** What could not be done, or was not believed. */
  readonly notes: Note[] = [];

  /** @param beside further ingredients, by a name for each */
  constructor(
    options: CacheOptions,
    project: Project,
    engine: EngineId,
    base: BaseFiles,
    beside: Readonly<Record<string, string>>,
    workingTree: SourceTree,
  ) {
    this.#options = options;
    this.#entries = new BaseEntries(options.folder);
    this.#project = project;
    this.#engine = engine;
    this.#workingTree = workingTree;
    this.#ingredients = project.baseIngredients(base, engine).then((own) => ({ ...own, ...beside }));
    // Whoever asks for them is told.
    this.#ingredients.catch(() => undefined);
  }

  /** What is kept for a server of this identity; null when nothing is, or when it is not what it was. */
  async find(identity: string): Promise<Entry | null> {
    const key = baseKey(await this.#ingredients, identity);
    try {
      const entry = await this.#entries.find(key);
      return entry && (await this.#isCurrent(entry)) ? entry : null;
    } catch (thrown) {
      if (!(thrown instanceof Damaged)) throw thrown;
      this.disbelieve(thrown.message);
      return null;
    }
  }

  disbelieve(why: string): void {
    this.#tell(`the base that was kept is not believed, and was built anew: ${why}`);
  }

  /** Whether a base that took so long to build shall be kept on this server. */
  keepsOn({ keeps }: Server, durationMs: number): boolean {
    return this.#options.asked || (keeps === 'always' && durationMs >= worthKeepingMs);
  }

  /** @param keep lets the engine write; returns why it cannot */
  async keep(
    server: Server,
    learned: Omit<BaseRecord, 'token' | 'files' | 'opened'> & { readonly opened: readonly string[] },
    keep: (kept: Entry['kept']) => Promise<string | null>,
  ): Promise<void> {
    const key = baseKey(await this.#ingredients, server.identity);
    try {
      await this.#entries.add(key, async (kept) => {
        const obstacle = await keep(kept);
        if (obstacle !== null) this.#tell(`the base is not kept for the next run: ${obstacle}`);
        return obstacle === null ? { ...learned, opened: await this.#digests(learned.opened) } : null;
      });
    } catch (thrown) {
      if (!isErrno(thrown)) throw thrown;
      this.#tell(`the base could not be kept in the cache folder: ${messageOf(thrown)}. Name another with \`cache\``);
    }
  }

  /** Files that the revisions opened when it was built are as they were. */
  async #isCurrent({ record }: Entry): Promise<boolean> {
    const now = await this.#digests(Object.keys(record.opened));
    return Object.entries(record.opened).every(([file, digest]) => now[file] === digest);
  }

  async #digests(files: readonly string[]): Promise<Record<string, string>> {
    const contents = await this.#workingTree.readAll(files);
    return Object.fromEntries(files.map((file) => [file, hash(contents.get(file) ?? '')]));
  }

  #tell(what: string): void {
    this.notes.push({ what: `${this.#project.id} on ${engineNames[this.#engine]}: ${what}`, at: null });
  }
}

/** One text for one catalog. An engine gives the objects of the same bytes in the same order. */
export const catalogDigest = (snapshot: SchemaSnapshot): string =>
  hash(JSON.stringify([...snapshot.values()].map(({ key, attributes, definition }) => [key, attributes, definition])));

/** One text for what version tables hold. */
export const versionLines = (found: readonly FoundVersions[]): readonly string[] =>
  found.map(({ table, ids }) => JSON.stringify([table, ids])).sort();

const hash = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

const isErrno = (thrown: unknown): boolean => thrown instanceof Error && 'errno' in thrown;
