import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sealed, unsealed } from '../../domain/sealed.ts';
import type { KeptBase } from '../../engines/engine.ts';
import { type BaseRecord, recordSchema } from './record.ts';

const recordFile = 'record.json';
const unfinished = '.unfinished-';

/** An entry that is still being written after this time was left by a run that was killed. */
const abandonedMs = 60 * 60 * 1000;

/** What the folder may hold: the bases that were used longest ago go first. */
const limits = { bytes: 2 * 1024 ** 3, entries: 40 };

/** A kept base: what was learned when it was built, and its files. */
export interface Entry {
  readonly kept: KeptBase;
  readonly record: BaseRecord;
}

/** An entry that is there and cannot be believed. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
}

/**
 * A folder with one folder for each base, named by its key. An entry is written under another name, made durable and then renamed, so that it is
 * there as a whole or not at all. Every file is read through and compared with its hash before it is used.
 */
export class BaseEntries {
  readonly #folder: string;

  constructor(cacheFolder: string) {
    this.#folder = join(cacheFolder, 'bases');
  }

  /** Null when there is none. @throws Damaged when its bytes are not those that were written */
  async find(key: string): Promise<Entry | null> {
    const folder = join(this.#folder, key);
    const text = await readFile(join(folder, recordFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw new Damaged(`its record cannot be read: ${error.message}`);
    });
    if (text === null) return null;
    const record = understood(text);
    for (const [file, digest] of Object.entries(record.files))
      if ((await digestOf(join(folder, file))) !== digest) throw new Damaged(`${file} is not what was written`);
    const now = new Date();
    // Only tells which entry was used last.
    await utimes(folder, now, now).catch(() => undefined);
    return { kept: { key, token: record.token, folder }, record };
  }

  /**
   * Adds an entry in place of one that may be there.
   * @param fill writes the engine's files; what it returns is kept beside them; null: nothing is kept after all
   * @throws the errno of a folder that cannot be written
   */
  async add(key: string, fill: (kept: KeptBase) => Promise<Omit<BaseRecord, 'token' | 'files'> | null>): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const folder = await mkdtemp(join(this.#folder, unfinished));
    try {
      await chmod(folder, 0o700);
      const token = randomBytes(8).toString('hex');
      const learned = await fill({ key, token, folder });
      if (learned === null) return;
      const files = Object.fromEntries(
        await Promise.all(
          (await readdir(folder)).sort().map(async (file) => [file, await digestOf(join(folder, file))]),
        ),
      );
      await writeFile(join(folder, recordFile), sealed({ token, files, ...learned } satisfies BaseRecord));
      await makeDurable(folder);
      await this.remove(key);
      await rename(folder, join(this.#folder, key)).catch((error: NodeJS.ErrnoException) => {
        // Another run was quicker.
        if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
      });
      await makeDurable(this.#folder, []);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    await this.#prune();
  }

  /** Out of the way in one movement first, so that nobody finds half of it. */
  async remove(key: string): Promise<void> {
    const gone = join(this.#folder, `${unfinished}${randomBytes(8).toString('hex')}`);
    const moved = await rename(join(this.#folder, key), gone).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false;
        throw error;
      },
    );
    if (moved) await rm(gone, { recursive: true, force: true });
  }

  async #prune(): Promise<void> {
    const entries = [];
    for (const name of await readdir(this.#folder)) {
      const folder = join(this.#folder, name);
      const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Number.NaN }));
      if (!name.startsWith(unfinished)) entries.push({ name, mtimeMs, bytes: await sizeOf(folder) });
      else if (Date.now() - mtimeMs > abandonedMs) await rm(folder, { recursive: true, force: true });
    }
    entries.sort((one, other) => other.mtimeMs - one.mtimeMs);
    let bytes = 0;
    for (const [index, entry] of entries.entries()) {
      bytes += entry.bytes;
      if (index >= limits.entries || bytes > limits.bytes) await this.remove(entry.name);
    }
  }
}

/** @throws Damaged */
function understood(text: string): BaseRecord {
  const record = unsealed(text);
  if (record === undefined) throw new Damaged('its record is not what was written');
  const read = recordSchema.safeParse(record);
  if (!read.success) throw new Damaged('its record is of another form');
  return read.data;
}

/** @throws Damaged when the file cannot be read */
async function digestOf(file: string): Promise<string> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(file), digest).catch((error: NodeJS.ErrnoException) => {
    throw new Damaged(`a file of it cannot be read: ${error.code}`);
  });
  return digest.digest('hex');
}

async function makeDurable(folder: string, files?: readonly string[]): Promise<void> {
  for (const file of [...(files ?? (await readdir(folder))), '.']) {
    await using handle = await open(join(folder, file));
    await handle.sync();
  }
}

async function sizeOf(folder: string): Promise<number> {
  const files = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    files.map((file) =>
      stat(join(folder, file)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
