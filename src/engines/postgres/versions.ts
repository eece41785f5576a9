import type { Client } from 'pg';
import type { VersionRows, VersionTable } from '../../domain/database.ts';
import { quoted } from './identifier.ts';

/** A tool that finds its table by the search path may have one in each schema. */
const schemasQuery = `
  select n.nspname as schema
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = 'version_num'
  where c.relname = $1 and c.relkind in ('r', 'p') and ($2::text is null or n.nspname = $2) and n.nspname !~ '^pg_'
  order by n.nspname`;

/** The rows of a version table, in each schema that has it. */
export async function readVersions(client: Client, { schema, table }: VersionTable): Promise<readonly VersionRows[]> {
  const found = await client.query<{ schema: string }>(schemasQuery, [table, schema]);
  const read: VersionRows[] = [];
  for (const { schema } of found.rows) {
    const name = `${quoted(schema)}.${quoted(table)}`;
    const { rows } = await client.query<{ version_num: string }>(`select version_num from ${name}`);
    read.push({ schema, ids: rows.map((row) => row.version_num).sort() });
  }
  return read;
}
