import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { messageOf } from '../../domain/error.ts';
import { DatabaseLost } from '../engine.ts';
import { type Library, libraryVersion } from './library.ts';

/** How long to wait for a writer that still holds the file, in milliseconds. Steps have ended by then: one that does is stuck. */
const patience = 2_000;

/**
 * Runs `look` on a fresh connection that changes no content; null when there is no file yet, which to SQLite is an empty database.
 * The file is opened for writing all the same: a read-only connection cannot roll back what a killed writer left half done.
 * https://sqlite.org/lockingv3.html#hot_journals, https://sqlite.org/wal.html#read_only_databases
 * @throws DatabaseLost when the file is no database, is damaged, locked, or written by a newer SQLite
 */
export function withConnection<T>(library: Library, path: string, look: (database: Database) => T): T | null {
  if (!existsSync(path)) return null;
  let database: Database | undefined;
  try {
    database = new library(path, { fileMustExist: true, timeout: patience });
    database.pragma('query_only = ON');
    return look(database);
  } catch (cause) {
    const code = codeOf(cause);
    if (code === null) throw cause;
    throw new DatabaseLost(describeLoss(code, path, messageOf(cause), libraryVersion(library)), { cause });
  } finally {
    database?.close();
  }
}

/** SQLite's code. Not told by the class: the binding keeps that of whoever loaded it first, when a process loads the package twice. */
export function codeOf(thrown: unknown): string | null {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : null;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : null;
}

function describeLoss(code: string, path: string, message: string, version: string): string {
  const said = `${message} (${code})`;
  if (code === 'SQLITE_NOTADB') return `${path} is not an SQLite database any more: ${said}`;
  if (code === 'SQLITE_CORRUPT')
    return `${path} is damaged, or was written by a newer SQLite than the gate's ${version}: ${said}`;
  if (code.startsWith('SQLITE_BUSY'))
    return `${path} is still locked by another process after ${patience / 1000} s: ${said}`;
  return `${path} cannot be read by SQLite ${version}: ${said}`;
}
