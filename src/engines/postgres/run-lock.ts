import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { toldOfCleaning } from '../../runs/told.ts';
import type { Address } from './address.ts';
import { wordsOf } from './connection.ts';
import { dropDatabase } from './drop-database.ts';
import { runOf } from './identifier.ts';
import { dropRoles, type Query, staleRoles } from './roles.ts';

/** SQL of the advisory lock's key for a run. @param run an SQL expression */
const key = (run: string): string => `pg_catalog.hashtextextended('migration-gate ' || ${run}, 0)`;

/** Takes the lock that says that a run is alive; it lasts as long as the session. Shared, so that a session that replaces a lost one never waits. */
export async function holdRunLock(client: Client, runId: string): Promise<void> {
  await client.query(`select pg_catalog.pg_advisory_lock_shared(${key('$1::text')})`, [runId]);
}

/** A comment on a database that `--keep` left on purpose. */
export const keptComment = 'kept by migration-gate --keep';

/** A run whose session was ended takes its lock anew within this time. */
const secondLookMs = 250;

/**
 * Drops databases and roles of runs that are no longer alive: killed ones cannot do it themselves. A run is alive while any session, in whatever database,
 * holds its advisory lock (`pg_locks` shows the lock's 64 bits as two halves, PostgreSQL manual, 54.12). One that cannot be dropped keeps nobody
 * from running.
 * @param server where the client is connected @returns what is to be told of it
 */
export async function dropStale(client: Client, server: Address): Promise<readonly string[]> {
  const ask: Query = async (sql) => (await client.query(sql)).rows;
  const look = async () => ({
    databases: await staleDatabases(client),
    roles: await staleRoles(ask, (run) => isAlive(client, run)),
  });
  const suspects = await look();
  if (suspects.databases.length + suspects.roles.length === 0) return [];
  await delay(secondLookMs);
  const still = await look();
  const stale = still.databases.filter((name) => suspects.databases.includes(name));
  const dropped: string[] = [];
  const left: string[] = [];
  for (const name of stale) {
    try {
      await dropDatabase((sql) => client.query(sql), server, name);
      dropped.push(`database ${name}`);
    } catch (thrown) {
      // Another run may be about the same.
      if (await isThere(client, name)) left.push(`database ${name} (${wordsOf(thrown)})`);
    }
  }
  const roles = await dropRoles(
    still.roles.filter((name) => suspects.roles.includes(name)),
    ask,
  );
  dropped.push(...roles.map((name) => `role ${name}`));
  return toldOfCleaning(dropped, left);
}

async function staleDatabases(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select d.datname as name
    from pg_catalog.pg_database d
    where d.datname like 'migration\\_gate\\_%'
      and pg_catalog.pg_has_role(d.datdba, 'USAGE')
      and pg_catalog.shobj_description(d.oid, 'pg_database') is distinct from '${keptComment}'`);
  const stale: string[] = [];
  for (const { name } of rows) {
    const run = runOf(name);
    if (run !== null && !(await isAlive(client, run))) stale.push(name);
  }
  return stale;
}

async function isThere(client: Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from pg_catalog.pg_database where datname = $1', [name]);
  return (rowCount ?? 0) > 0;
}

async function isAlive(client: Client, run: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from pg_catalog.pg_locks
     where locktype = 'advisory' and objsubid = 1 and (classid::bigint << 32 | objid::bigint) = ${key('$1::text')}`,
    [run],
  );
  return (rowCount ?? 0) > 0;
}
