import type { Client } from 'pg';
import type { VersionTable } from '../../domain/database.ts';
import type { ObjectKey, ObjectKind, SchemaObject, SchemaSnapshot } from '../../domain/snapshot.ts';
import { withoutVersionTables } from '../../domain/version-table.ts';
import { catalogSql } from './catalog-sql/index.ts';
import { isBroken } from './connection.ts';
import { tableDefinition } from './table-definition.ts';

/** One row of the catalog query. */
interface Row {
  readonly kind: ObjectKind;
  readonly schema: string | null;
  readonly table: string | null;
  readonly name: string;
  /** What stands after the kind in the key. */
  readonly identity: string;
  readonly oid: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly definition: string;
}

/**
 * Settings that change how the catalog prints, or that a migration could have left on the database: set for our own transaction, as pg_dump does.
 * With an empty search path only pg_catalog is searched, so nothing that a migration made stands in the way of a name in our query.
 */
const settings = {
  search_path: '',
  quote_all_identifiers: 'off',
  timezone: 'UTC',
  datestyle: 'ISO',
  intervalstyle: 'postgres',
  extra_float_digits: '1',
  bytea_output: 'hex',
  xmloption: 'content',
  row_security: 'off',
  role: 'none',
  jit: 'off',
  lock_timeout: '10s',
  statement_timeout: '60s',
};

const begin = [
  'begin isolation level repeatable read read only',
  ...Object.entries(settings).map(([name, value]) => `set local ${name} = '${value}'`),
].join(';\n');

/**
 * Reads the whole catalog in one short transaction, without version tables and what belongs to them. The query is prepared, for the server takes longer
 * to plan it than to run it.
 */
export async function readCatalog(
  client: Client,
  major: number,
  ignore: readonly VersionTable[],
): Promise<SchemaSnapshot> {
  await client.query(begin);
  try {
    const { rows } = await client.query<Row>({ name: 'catalog', text: catalogSql(major) });
    const isNamed = (schema: string | null, table: string): boolean =>
      ignore.some((version) => version.table === table && (version.schema === null || version.schema === schema));
    return toSnapshot(withoutVersionTables(rows, isNamed));
  } finally {
    if (!isBroken(client)) await client.query('rollback');
  }
}

function toSnapshot(rows: readonly Row[]): SchemaSnapshot {
  const objects = rows.map(toObject).sort((a, b) => (a.key < b.key ? -1 : 1));
  const parts = objects.filter(({ kind }) => kind === 'column' || kind === 'constraint');
  const partsOf = Map.groupBy(parts, ({ schema, table }) => place(schema, table));
  return new Map<ObjectKey, SchemaObject>(
    objects.map((object) => {
      const { key, kind, schema, name } = object;
      if (!isTable(kind)) return [key, object];
      const definition = tableDefinition(key.slice(kind.length + 1), object, partsOf.get(place(schema, name)) ?? []);
      return [key, { ...object, definition }];
    }),
  );
}

/** Written out, for a catalog has thousands. */
const toObject = ({ kind, schema, table, name, identity, oid, attributes, definition }: Row): SchemaObject => ({
  key: `${kind} ${identity}`,
  kind,
  schema,
  table,
  name,
  attributes,
  definition,
  ...(oid !== null && { oid }),
});

const place = (schema: string | null, table: string | null): string => `${schema}\0${table}`;

const isTable = (kind: ObjectKind): boolean =>
  kind === 'table' || kind === 'partitioned table' || kind === 'foreign table';
