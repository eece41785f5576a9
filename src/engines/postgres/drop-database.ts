import type { Client } from 'pg';
import type { Address } from './address.ts';
import { codeOf, withConnection } from './connection.ts';
import { quoted } from './identifier.ts';

/** SQLSTATEs of DROP DATABASE … WITH (FORCE) of a template (wrong_object_type), and of a database that has a subscription (object_in_use). */
const hindered: ReadonlySet<string> = new Set(['42809', '55006']);

/**
 * Drops a database, if it is there, whoever is connected and whatever a migration made of it.
 * @param ask runs a statement on a session elsewhere on the server @param server its address @throws DatabaseLost
 */
export async function dropDatabase(
  ask: (sql: string) => Promise<unknown>,
  server: Address,
  database: string,
): Promise<void> {
  const drop = () => ask(`drop database if exists ${quoted(database)} with (force)`);
  try {
    await drop();
  } catch (thrown) {
    if (!hindered.has(codeOf(thrown) ?? '')) throw thrown;
    await ask(`alter database ${quoted(database)} with is_template false allow_connections true connection limit -1`);
    await withConnection({ ...server, database }, dropSubscriptions);
    await drop();
  }
}

/** Without their slots: those are on another server, which is none of ours. */
async function dropSubscriptions(client: Client): Promise<void> {
  const { rows } = await client.query<{ subname: string }>(
    `select s.subname from pg_catalog.pg_subscription s join pg_catalog.pg_database d on d.oid = s.subdbid
     where d.datname = pg_catalog.current_database()`,
  );
  for (const name of rows.map(({ subname }) => quoted(subname))) {
    await client.query(`alter subscription ${name} disable`);
    await client.query(`alter subscription ${name} set (slot_name = none)`);
    await client.query(`drop subscription ${name}`);
  }
}
