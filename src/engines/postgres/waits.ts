import type { Client } from 'pg';

interface Wait {
  readonly mode: string;
  readonly locked: string;
  readonly by: string | null;
  readonly state: string | null;
  readonly query: string | null;
}

/** Sessions of this database that wait for a lock, with who holds it up (PostgreSQL manual, 54.12 and 9.27). */
const sql = `
  select l.mode,
         coalesce((select pg_catalog.format('%I.%I', n.nspname, c.relname)
                   from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                   where c.oid = l.relation), l.locktype) as locked,
         b.application_name as by, b.state, pg_catalog.left(b.query, 100) as query
  from pg_catalog.pg_stat_activity a
  join pg_catalog.pg_locks l on l.pid = a.pid and not l.granted
  left join lateral pg_catalog.unnest(pg_catalog.pg_blocking_pids(a.pid)) as blocking(pid) on true
  left join pg_catalog.pg_stat_activity b on b.pid = blocking.pid
  where a.datname = pg_catalog.current_database() and a.wait_event_type = 'Lock'`;

/** What sessions of the database wait for, one line each: `it waited for ACCESS EXCLUSIVE on public.users, held by …`. */
export async function readWaits(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<Wait>(sql);
  return rows.map(({ mode, locked, by, state, query }) => {
    const wanted = `it waited for ${inCapitals(mode)} on ${locked}`;
    if (by === null && state === null) return `${wanted}, which a prepared transaction holds`;
    const name = by?.startsWith('migration-gate-')
      ? 'another session of its own'
      : by
        ? `the session "${by}"`
        : 'another session';
    return `${wanted}, held up by ${name} (${state}; last statement: ${query?.replaceAll(/\s+/g, ' ').trim()})`;
  });
}

/** `AccessExclusiveLock` → `ACCESS EXCLUSIVE`, as the manual and LOCK TABLE write it. */
const inCapitals = (mode: string): string =>
  mode
    .replace(/Lock$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
