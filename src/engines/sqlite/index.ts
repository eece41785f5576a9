import { GateError } from '../../domain/error.ts';
import type { Availability, Engine } from '../engine.ts';
import { libraryVersion, loadLibrary } from './library.ts';
import { SqliteServer } from './server.ts';

/** SQLite files. The tool writes them with its own library; the gate reads them with one that it brings. */
export const sqlite: Engine = {
  id: 'sqlite',
  // SQLite itself rolls DDL back, but Python's driver commits before it unless told otherwise.
  supports: { transactionalDdl: false, schemas: false },
  start: async ({ runFolder }) => SqliteServer.start(await loadLibrary(), runFolder),
  // Its files lie in the run's folder.
  cleanUp: async () => [],
  availability: async () => [await availability()],
};

async function availability(): Promise<Availability> {
  try {
    const version = libraryVersion(await loadLibrary());
    return { name: 'sqlite', available: true, what: `SQLite ${version}, brought by the gate`, wayOut: '' };
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return { name: 'sqlite', available: false, what: error.message, wayOut: error.hint };
  }
}
