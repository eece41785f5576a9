import type { SchemaObject } from './snapshot.ts';

type Placed = Pick<SchemaObject, 'kind' | 'schema' | 'table' | 'name'>;

/**
 * What of a catalog is no version table and belongs to none. One is known by its name, or by its shape, for another project of the same database
 * may call its own as it likes: a table whose only column is `version_num`.
 */
export function withoutVersionTables<Object extends Placed>(
  objects: readonly Object[],
  isNamed: (schema: string | null, table: string) => boolean,
): readonly Object[] {
  const columns = Map.groupBy(
    objects.filter(({ kind }) => kind === 'column'),
    tableOf,
  );
  const shaped = new Set(
    [...columns].flatMap(([table, all]) => (all.length === 1 && all[0]?.name === 'version_num' ? table : [])),
  );
  return objects.filter((object) => {
    const table = object.table ?? (object.kind === 'table' ? object.name : null);
    return (
      table === null || !(isNamed(object.schema, table) || (shaped.size > 0 && shaped.has(place(object.schema, table))))
    );
  });
}

const tableOf = ({ schema, table }: Placed): string => place(schema, table);

const place = (schema: string | null, table: string | null): string => `${schema}\0${table}`;
