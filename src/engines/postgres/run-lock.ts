import type { Client } from 'pg';
import type { Address } from './address.ts';
import { dropDatabase } from './drop-database.ts';
import { runOf } from './identifier.ts';

/** SQL of the advisory lock's key for a run. @param run an SQL expression */
const key = (run: string): string => `pg_catalog.hashtextextended('migration-gate ' || ${run}, 0)`;

/** Takes the lock that says that a run is alive; it lasts as long as the session. Shared, so that a session that replaces a lost one never waits. */
export async function holdRunLock(client: Client, runId: string): Promise<void> {
  await client.query(`select pg_catalog.pg_advisory_lock_shared(${key('$1::text')})`, [runId]);
}

/** A comment on a database that `--keep` left on purpose. */
export const keptComment = 'kept by migration-gate --keep';

/**
 * Drops databases of runs that are no longer alive: killed ones cannot do it themselves. A run is alive while any session, in whatever database,
 * holds its advisory lock (`pg_locks` shows the lock's 64 bits as two halves, PostgreSQL manual, 54.12).
 * @param server where the client is connected @returns the names of the databases that were dropped
 */
export async function dropStaleDatabases(client: Client, server: Address): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select d.datname as name
    from pg_catalog.pg_database d
    where d.datname like 'migration\\_gate\\_%'
      and pg_catalog.pg_has_role(d.datdba, 'USAGE')
      and pg_catalog.shobj_description(d.oid, 'pg_database') is distinct from '${keptComment}'`);
  const dropped: string[] = [];
  for (const { name } of rows) {
    const run = runOf(name);
    if (run === null || (await isAlive(client, run))) continue;
    await dropDatabase((sql) => client.query(sql), server, name);
    dropped.push(name);
  }
  return dropped;
}

async function isAlive(client: Client, run: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from pg_catalog.pg_locks
     where locktype = 'advisory' and objsubid = 1 and (classid::bigint << 32 | objid::bigint) = ${key('$1::text')}`,
    [run],
  );
  return (rowCount ?? 0) > 0;
}
