import { constants } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import type { DatabaseTarget, VersionRows, VersionTable } from '../../domain/database.ts';
import { GateError, messageOf } from '../../domain/error.ts';
import type { SchemaSnapshot } from '../../domain/snapshot.ts';
import type { Checkpoint, ScratchDatabase, ScriptFailure } from '../engine.ts';
import { readCatalog } from './catalog.ts';
import { withConnection } from './connection.ts';
import { KnownSchema } from './known-schema.ts';
import type { Library } from './library.ts';
import { runScript } from './run-script.ts';
import { quoteName } from './sql-text.ts';

/** The database and what SQLite keeps beside it. https://sqlite.org/tempfiles.html */
const companions = ['', '-wal', '-shm', '-journal'];

/** What of them is content once journals are rolled back; `-shm` is rebuilt from `-wal`. */
const contents = ['', '-wal'];

export class SqliteDatabase implements ScratchDatabase {
  readonly target: DatabaseTarget & { readonly engine: 'sqlite' };
  readonly #library: Library;
  readonly #isKept: () => boolean;
  readonly #known = new KnownSchema();
  #checkpoints = 0;

  /** @param isKept asked when disposed: whether to leave the file */
  constructor(library: Library, path: string, isKept: () => boolean) {
    this.target = { engine: 'sqlite', path };
    this.#library = library;
    this.#isKept = isKept;
  }

  get openCommand(): string {
    return `sqlite3 '${this.target.path.replaceAll("'", "'\\''")}'`;
  }

  async run(script: string): Promise<ScriptFailure | null> {
    return runScript(this.#library, this.target.path, script);
  }

  async claimRoles(): Promise<void> {
    // SQLite has none.
  }

  async snapshot(ignore: readonly VersionTable[]): Promise<SchemaSnapshot> {
    return (
      withConnection(this.#library, this.target.path, (database) => readCatalog(database, ignore, this.#known)) ??
      new Map()
    );
  }

  /** The first column of the version table: it has no other. Its schema would be an attached file, which the gate does not make. */
  async versions({ table }: VersionTable): Promise<readonly VersionRows[]> {
    const read = withConnection(this.#library, this.target.path, (database): readonly VersionRows[] => {
      const named = database.prepare('SELECT 1 FROM main.sqlite_schema WHERE type = ? AND name = ? COLLATE NOCASE');
      if (!named.get('table', table)) return [];
      const rows = database
        .prepare<[], unknown>(`SELECT * FROM main.${quoteName(table)}`)
        .pluck()
        .all();
      return [{ schema: null, ids: rows.map(String).sort() }];
    });
    return read ?? [];
  }

  async checkpoint(): Promise<Checkpoint> {
    this.#checkpoints++;
    const copy = `${this.target.path}.checkpoint-${this.#checkpoints}`;
    await this.copyTo(copy);
    return { name: copy, [Symbol.asyncDispose]: () => removeFiles(copy) };
  }

  isHinderedByCopy(): boolean {
    return false;
  }

  /** Writes what it holds at this moment to another file. */
  async copyTo(file: string): Promise<void> {
    this.#settle();
    await copyContents(this.target.path, file);
  }

  async restore(checkpoint: Pick<Checkpoint, 'name'>): Promise<void> {
    await removeFiles(this.target.path);
    await copyContents(checkpoint.name, this.target.path);
  }

  async waits(): Promise<readonly string[]> {
    return [];
  }

  async endSessions(): Promise<void> {
    // A file has no sessions to end.
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isKept()) await removeFiles(this.target.path);
  }

  /** Rolls back what a killed writer left half done, and waits for one that still writes. */
  #settle(): void {
    withConnection(this.#library, this.target.path, (database) => {
      database.pragma('query_only = OFF');
      database.exec('BEGIN IMMEDIATE; ROLLBACK');
    });
  }
}

/**
 * Copies what is there: without the file, the copy stands for a database that does not exist yet.
 * @throws GateError `io` when the disk is full or cannot be written
 */
async function copyContents(from: string, to: string): Promise<void> {
  for (const companion of contents) {
    try {
      await copyFile(from + companion, to + companion, constants.COPYFILE_FICLONE);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      const hint = 'Make room there, or point TMPDIR at a folder that has some.';
      throw new GateError('io', `A copy of the SQLite database could not be made: ${messageOf(error)}`, {
        hint,
        cause: error,
      });
    }
  }
}

async function removeFiles(path: string): Promise<void> {
  for (const companion of companions) await rm(path + companion, { force: true });
}
