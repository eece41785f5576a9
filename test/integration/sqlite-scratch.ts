import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineOptions, ScratchDatabase, Server } from '../../src/engines/engine.ts';
import { sqlite } from '../../src/engines/sqlite/index.ts';
import { loadLibrary } from '../../src/engines/sqlite/library.ts';

/** A server in a folder of its own, which goes when it is disposed. */
export async function scratchServer(): Promise<AsyncDisposable & { readonly server: Server; readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'migration-gate-test-'));
  const server = await sqlite.start(optionsFor(folder));
  const dispose = async (): Promise<void> => {
    await server[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  };
  return { server, folder, [Symbol.asyncDispose]: dispose };
}

export const optionsFor = (runFolder: string): EngineOptions => ({
  environment: {},
  postgres: { provider: 'auto', version: 17, image: null, extensions: [], runAsOwner: false, cacheFolder: runFolder },
  runFolder,
  runId: 'test',
  signal: new AbortController().signal,
  say: () => undefined,
});

/** A database of the engine, and a way to write to it as a migration does: on a connection of its own. */
export interface Scratch extends AsyncDisposable {
  readonly database: ScratchDatabase;
  readonly path: string;
  run(sql: string): void;
}

/** A database that begins with this script; '' for one whose file does not exist yet. */
export async function scratchDatabase(sql = ''): Promise<Scratch> {
  const scratch = await scratchServer();
  const database = await scratch.server.createDatabase('scratch');
  const path = pathOf(database);
  const library = await loadLibrary();
  const run = (script: string): void => {
    const connection = new library(path);
    try {
      connection.exec(script);
    } finally {
      connection.close();
    }
  };
  if (sql !== '') run(sql);
  return { database, path, run, [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose]() };
}

export function pathOf({ target }: ScratchDatabase): string {
  if (target.engine !== 'sqlite') throw new Error(`not a database of SQLite but of ${target.engine}`);
  return target.path;
}
