import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { GateError, messageOf } from '../../domain/error.ts';
import type { KeptBase, ScratchDatabase, Server } from '../engine.ts';
import { SqliteDatabase } from './database.ts';
import type { Library } from './library.ts';

/** What a kept base's file is called. */
const keptFile = 'base.db';

/** A folder of database files. */
export class SqliteServer implements Server {
  readonly engine = 'sqlite';
  readonly description = null;
  /** The tool's own library writes the files, so its version is the project's to tell. */
  readonly identity = 'sqlite';
  readonly keeps = 'always';
  readonly notes = [];
  readonly #library: Library;
  readonly #folder: string;
  #kept = false;

  private constructor(library: Library, folder: string) {
    this.#library = library;
    this.#folder = folder;
  }

  /** @throws GateError `io` when the folder cannot be made */
  static async start(library: Library, runFolder: string): Promise<SqliteServer> {
    const folder = join(runFolder, 'sqlite');
    try {
      await mkdir(folder, { recursive: true });
    } catch (cause) {
      const hint = 'Point TMPDIR at a folder that can be written.';
      throw new GateError('io', `No folder for SQLite databases could be made: ${messageOf(cause)}`, { hint, cause });
    }
    return new SqliteServer(library, folder);
  }

  async createDatabase(name: string): Promise<ScratchDatabase> {
    const path = join(this.#folder, `${name}.db`);
    if (existsSync(path)) throw new Error(`there is a database ${path} already`);
    return new SqliteDatabase(this.#library, path, () => this.#kept);
  }

  async keepBase(database: ScratchDatabase, { folder }: KeptBase): Promise<null> {
    await (database as SqliteDatabase).copyTo(join(folder, keptFile));
    return null;
  }

  async restoreBase(name: string, { folder }: KeptBase): Promise<ScratchDatabase> {
    const database = (await this.createDatabase(name)) as SqliteDatabase;
    await database.restore({ name: join(folder, keptFile) });
    return database;
  }

  keep(): void {
    this.#kept = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#kept) await rm(this.#folder, { recursive: true, force: true });
  }
}
