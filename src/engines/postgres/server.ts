import { DatabaseLost, type Server } from '../engine.ts';
import { PostgresDatabase } from './database.ts';
import { dropDatabase } from './drop-database.ts';
import { databaseName, literal, quoted } from './identifier.ts';
import { Maintenance } from './maintenance.ts';
import type { Origin } from './providers/provider.ts';
import { keptComment } from './run-lock.ts';

/** What a database needs of the server it lives on. */
export interface Home {
  readonly origin: Origin;
  readonly maintenance: Maintenance;
  /** The major of the server: 14 to 18. */
  readonly major: number;
  /** A name that no other database of this run has. */
  name(words: string): string;
  /** Makes a database, empty or as a copy. @throws DatabaseLost */
  create(name: string, template: string | null): Promise<void>;
  /** Ends whatever still uses a database and drops it, if it is there. @throws DatabaseLost */
  drop(name: string): Promise<void>;
  /** As `drop`, when all is over: a server that is gone has taken its databases with it. */
  discard(name: string): Promise<void>;
  /** As `discard`, of a scratch database itself: it stays with `--keep`. */
  release(name: string): Promise<void>;
}

/** @param notes ways that were tried before this one */
export async function openServer(origin: Origin, runId: string, notes: readonly string[]): Promise<Server> {
  const maintenance = new Maintenance(origin.maintenance, runId);
  const [answer] = await maintenance.query<{ version: string; number: number }>(
    `select pg_catalog.current_setting('server_version') as version,
            pg_catalog.current_setting('server_version_num')::integer as number`,
  );
  const { version = '', number = 0 } = answer ?? {};
  const major = Math.floor(number / 10_000);
  const databases = new Set<string>();
  let made = 0;
  let kept = false;

  // Copying the files is quicker than copying block by block through the log only where nothing is made durable; before 15 it is the only way.
  const strategy = origin.own && major >= 15 ? ' strategy file_copy' : '';
  const home: Home = {
    origin,
    maintenance,
    major,
    name(words) {
      made += 1;
      return databaseName(runId, made, words);
    },
    async create(name, template) {
      databases.add(name);
      await maintenance.query(`create database ${quoted(name)} template ${quoted(template ?? 'template1')}${strategy}`);
    },
    async drop(name) {
      await dropDatabase((sql) => maintenance.query(sql), origin.maintenance, name);
      databases.delete(name);
    },
    async discard(name) {
      await home.drop(name).catch((thrown: unknown) => {
        if (!(thrown instanceof DatabaseLost)) throw thrown;
      });
    },
    async release(name) {
      if (!kept) await home.discard(name);
    },
  };

  return {
    engine: 'postgres',
    description: `${version.split(' ')[0]} (${origin.provider})`,
    notes: [...notes, ...origin.notes],
    async createDatabase(words) {
      const name = home.name(words);
      await home.create(name, null);
      return new PostgresDatabase(home, { ...origin.maintenance, database: name });
    },
    keep() {
      kept = true;
      origin.keep();
    },
    async [Symbol.asyncDispose]() {
      await using _origin = origin;
      await using _maintenance = maintenance;
      if (origin.own) return;
      for (const name of databases) {
        if (kept) await maintenance.query(`comment on database ${quoted(name)} is ${literal(keptComment)}`);
        else await home.discard(name);
      }
    },
  };
}
