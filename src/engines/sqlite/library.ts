import type BetterSqlite3 from 'better-sqlite3';
import { GateError, messageOf } from '../../domain/error.ts';

/** better-sqlite3 with the binding of this platform. */
export type Library = typeof BetterSqlite3;

/** One literal import each, so that a bundler sees them all and copies each binding. */
const bindings: Readonly<Record<string, () => Promise<{ readonly default: Library }>>> = {
  'linux-x64': () => import('better-sqlite3/linux-x64'),
  'linux-arm64': () => import('better-sqlite3/linux-arm64'),
  'darwin-x64': () => import('better-sqlite3/darwin-x64'),
  'darwin-arm64': () => import('better-sqlite3/darwin-arm64'),
};

/** @throws GateError `no-sqlite` where there is no binding, or where it does not load */
export async function loadLibrary(platform = `${process.platform}-${process.arch}`): Promise<Library> {
  const load = bindings[platform];
  const hint = `Run the gate on one of ${Object.keys(bindings).join(', ')}, or leave SQLite out: --engines postgres`;
  if (!load)
    throw new GateError('no-sqlite', `SQLite cannot be read on ${platform}: there is no binding for it.`, { hint });
  try {
    return (await load()).default;
  } catch (cause) {
    throw new GateError('no-sqlite', `The SQLite binding for ${platform} does not load: ${messageOf(cause)}`, {
      hint,
      cause,
    });
  }
}

/** The version of the library that reads the databases: `3.54.1`. The one that writes them is Python's own. */
export function libraryVersion(library: Library): string {
  const database = new library(':memory:');
  try {
    return database.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '';
  } finally {
    database.close();
  }
}
