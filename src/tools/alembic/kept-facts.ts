import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import { sealed, unsealed } from '../../domain/sealed.ts';
import type { RevisionFile } from './revision-file.ts';

/** Changes when `RevisionFile`, or how it comes out of a text, is another. */
const form = 1;

/** Files to parse that are worth a write: a tenth of a second's work. */
const worthKeeping = 200;

/** How many files the folder speaks of at most, unless one history has more; what was used longest ago goes first. */
const most = 10_000;

/** What revision files say, by the SHA-256 of their content, from run to run: in a long history all but the newest are what they were. */
export class KeptFacts {
  readonly #file: string | null;
  #kept: Promise<ReadonlyMap<string, RevisionFile>> | null = null;

  /** @param folder null: nothing is kept */
  constructor(folder: string | null) {
    this.#file = folder && join(folder, `revisions-${packageJson.version}-${form}.json`);
  }

  /** Empty when there are none, or when they are not what was written. */
  read(): Promise<ReadonlyMap<string, RevisionFile>> {
    this.#kept ??= this.#read();
    return this.#kept;
  }

  async #read(): Promise<ReadonlyMap<string, RevisionFile>> {
    const text = this.#file === null ? '' : await readFile(this.#file, 'utf8').catch(() => '');
    return new Map((unsealed(text) as [string, RevisionFile][] | undefined) ?? []);
  }

  /** @param used all that was used now, parsed or kept */
  async keep(used: ReadonlyMap<string, RevisionFile>): Promise<void> {
    const kept = await this.read();
    const parsed = [...used.keys()].filter((digest) => !kept.has(digest)).length;
    if (this.#file === null || parsed < worthKeeping) return;
    const others = [...kept].filter(([digest]) => !used.has(digest));
    const all = [...used, ...others].slice(0, Math.max(most, used.size));
    // Two trees are read in a run, and most of the second is in the first.
    this.#kept = Promise.resolve(new Map(all));
    const unfinished = `${this.#file}.${randomBytes(8).toString('hex')}`;
    try {
      await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
      await writeFile(unfinished, sealed(all), { mode: 0o600 });
      await rename(unfinished, this.#file);
    } catch {
      // A folder that cannot be written costs time alone; where a base is to be kept in it, the report says so.
      await rm(unfinished, { force: true }).catch(() => undefined);
    }
  }
}
