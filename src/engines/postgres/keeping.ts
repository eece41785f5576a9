import type { KeptBase, ScratchDatabase, Server } from '../engine.ts';
import { type Address, place } from './address.ts';
import { withConnection, wordsOf } from './connection.ts';
import { quoted } from './identifier.ts';
import { keepDatabase, restoreDatabase } from './kept-databases.ts';
import type { Home } from './server.ts';

/**
 * How a server keeps bases: as a copy of its data directory where we started it; as a database beside the others on a server of the user's.
 * @param version the server's, as it says it
 * @param roles a digest of the server's roles when the run began
 * @param open a scratch database that is there
 */
export function keeping(
  home: Home,
  version: string,
  roles: string,
  open: (name: string) => Promise<ScratchDatabase>,
): Pick<Server, 'identity' | 'keeps' | 'keepBase' | 'restoreBase'> {
  const { copies, maintenance: address } = home.origin;
  const addressOf = (database: string) => ({ ...address, database });
  let restored = copies?.restored ?? null;
  return {
    identity: copies?.identity ?? `${place(address)} ${version}`,
    keeps: copies ? 'always' : 'when asked',

    async keepBase(database: ScratchDatabase, kept: KeptBase): Promise<string | null> {
      if (database.target.engine !== 'postgres') throw new Error(`not a Postgres database: ${database.openCommand}`);
      const { database: name } = database.target;
      if (home.owner) return 'with `run-as-owner` it belongs to a role of this run alone';
      const obstacle = copies ? await notInCopies(addressOf(name)) : await notInDatabases(home, addressOf(name), roles);
      if (obstacle !== null) return obstacle;
      await database.endSessions();
      if (!copies) {
        await keepDatabase(home, name, kept);
        return null;
      }
      return copies.copy(name, kept.folder, home.maintenance, home.major).then(() => null, wordsOf);
    },

    async restoreBase(words: string, kept: KeptBase): Promise<ScratchDatabase | null> {
      const name = home.name(words);
      if (copies) {
        if (restored?.token !== kept.token) return null;
        await adopt(home, restored.database, name);
        restored = null;
      } else if (!(await restoreDatabase(home, name, kept))) return null;
      return open(name);
    },
  };
}

/** A digest of the roles of a server and who is a member of which, as an SQL expression. */
export const rolesDigest = `(
  select md5(coalesce(string_agg(line, ' ' order by line), ''))
  from (select r::text from pg_catalog.pg_roles r union all select m::text from pg_catalog.pg_auth_members m) lines(line))`;

/** Roles belong to the whole server, so a database alone does not hold a base that makes some, and holds up dropping those that it uses. */
async function notInDatabases({ maintenance }: Home, address: Address, before: string): Promise<string | null> {
  const [now] = await maintenance.query<{ roles: string }>(`select ${rolesDigest} as roles`);
  if (now?.roles !== before)
    return 'the roles of the server changed while it was built, and a database does not hold them';
  const used = await withConnection(address, (client) =>
    client.query<{ role: string }>(
      `select distinct r.rolname as role from pg_catalog.pg_shdepend d
       join pg_catalog.pg_roles r on r.oid = d.refobjid and d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass
       where d.dbid = (select oid from pg_catalog.pg_database where datname = current_database()) and r.rolname <> current_user
       order by 1`,
    ),
  );
  const [first] = used.rows;
  return first ? `it uses the role "${first.role}", which could then not be dropped on this server` : null;
}

/** A restored data directory has gone through recovery, which empties unlogged tables; tablespaces lie outside of it. */
async function notInCopies(address: Address): Promise<string | null> {
  const { rowCount } = await withConnection(address, (client) =>
    client.query(
      `select 1 from pg_catalog.pg_class where relpersistence = 'u' or reltablespace not in (0, 1664) limit 1`,
    ),
  );
  return rowCount === 0 ? null : 'it has unlogged tables or tablespaces of its own';
}

/** The kept database becomes this run's; others that its cluster held at that moment go. */
async function adopt({ maintenance, register }: Home, database: string, name: string): Promise<void> {
  register(name);
  await maintenance.query(`alter database ${quoted(database)} rename to ${quoted(name)}`);
  const others = await maintenance.query<{ name: string }>(
    `select datname as name from pg_catalog.pg_database where starts_with(datname, 'migration_gate_') and datname <> $1`,
    [name],
  );
  for (const other of others) await maintenance.query(`drop database ${quoted(other.name)} with (force)`);
}
