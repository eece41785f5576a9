import { DatabaseLost, type EngineOptions, type Server } from '../engine.ts';
import { withConnection } from './connection.ts';
import { PostgresDatabase } from './database.ts';
import { dropDatabase } from './drop-database.ts';
import { makeExtensions } from './extensions.ts';
import { databaseName, literal, quoted } from './identifier.ts';
import { keeping, rolesDigest } from './keeping.ts';
import { Maintenance } from './maintenance.ts';
import { makeOwner, type Owner } from './owner.ts';
import type { Origin } from './providers/provider.ts';
import { dropRoles, Roles } from './roles.ts';
import { keptComment } from './run-lock.ts';

/** What a database needs of the server it lives on. */
export interface Home {
  readonly origin: Origin;
  readonly maintenance: Maintenance;
  /** The major of the server: 14 to 18. */
  readonly major: number;
  /** Whose scratch databases are; null when they stay the gate's own. */
  readonly owner: Owner | null;
  /** A name that no other database of this run has. */
  name(words: string): string;
  /** Makes a database, empty or as a copy. @throws DatabaseLost */
  create(name: string, template: string | null): Promise<void>;
  /** The database is this run's to drop, though `create` did not make it. */
  register(name: string): void;
  /** The database is no longer this run's to drop. */
  forget(name: string): void;
  /** Ends whatever still uses a database and drops it, if it is there. @throws DatabaseLost */
  drop(name: string): Promise<void>;
  /** As `drop`, when all is over: a server that is gone has taken its databases with it. */
  discard(name: string): Promise<void>;
  /** As `discard`, of a scratch database itself and of the roles that were made for it: they stay with `--keep`. */
  release(name: string, roles: Roles): Promise<void>;
}

/** @param notes ways that were tried before this one */
export async function openServer(origin: Origin, options: EngineOptions, notes: readonly string[]): Promise<Server> {
  const { runId, postgres } = options;
  const maintenance = new Maintenance(origin.maintenance, runId);
  const [answer] = await maintenance.query<{ version: string; number: number; roles: string }>(
    `select pg_catalog.current_setting('server_version') as version,
            ${rolesDigest} as roles,
            pg_catalog.current_setting('server_version_num')::integer as number`,
  );
  const { version = '', number = 0, roles = '' } = answer ?? {};
  const major = Math.floor(number / 10_000);
  const owner = postgres.runAsOwner ? await makeOwner(maintenance, databaseName(runId, 0, 'owner')) : null;
  const databases = new Set<string>();
  let made = 0;
  let kept = false;

  // Copying the files is quicker than copying block by block through the log only where nothing is made durable; before 15 it is the only way.
  const strategy = origin.own && major >= 15 ? ' strategy file_copy' : '';
  const home: Home = {
    origin,
    maintenance,
    major,
    owner,
    name(words) {
      made += 1;
      return databaseName(runId, made, words);
    },
    async create(name, template) {
      databases.add(name);
      await maintenance.query(`create database ${quoted(name)} template ${quoted(template ?? 'template1')}${strategy}`);
    },
    register(name) {
      databases.add(name);
    },
    forget(name) {
      databases.delete(name);
    },
    async drop(name) {
      await dropDatabase((sql) => maintenance.query(sql), origin.maintenance, name);
      databases.delete(name);
    },
    discard: (name) => unlessLost(home.drop(name)),
    async release(name, roles) {
      if (kept) return;
      await home.discard(name);
      await unlessLost(roles.dropSince(new Set()));
    },
  };

  /** One that is there, or is about to be: roles that are made from now on are its own. */
  const open = async (name: string) => {
    const own = new Roles(maintenance, runId, origin.own);
    await own.remember();
    return new PostgresDatabase(home, { ...origin.maintenance, database: name }, own);
  };

  return {
    engine: 'postgres',
    description: `${version.split(' ')[0]} (${origin.provider})`,
    notes: [...notes, ...origin.notes],
    async createDatabase(words) {
      const name = home.name(words);
      const database = await open(name);
      await home.create(name, null);
      if (owner) await maintenance.query(`alter database ${quoted(name)} owner to ${quoted(owner.user)}`);
      if (postgres.extensions.length > 0)
        await withConnection({ ...origin.maintenance, database: name }, (client) =>
          makeExtensions(client, postgres.extensions),
        );
      return database;
    },
    ...keeping(home, version, roles, open),
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
      if (owner && !kept) await dropRoles([owner.user], (sql) => maintenance.query(sql));
    },
  };
}

/** What cannot be thrown away because it is gone already needs no throwing away. */
const unlessLost = (work: Promise<void>): Promise<void> =>
  work.catch((thrown: unknown) => {
    if (!(thrown instanceof DatabaseLost)) throw thrown;
  });
