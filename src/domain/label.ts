import type { SchemaName } from './reference.ts';
import type { SchemaObject, SchemaSnapshot } from './snapshot.ts';

/** An enum type, and the columns that hold its labels. */
export interface EnumType {
  readonly name: string;
  readonly columns: readonly SchemaName[];
}

/** A label of an enum type, and the columns that may hold it. In a reference the type stands for the table and the label for the column. */
export interface Label {
  readonly type: string;
  readonly value: string;
  readonly columns: readonly SchemaName[];
}

/** A label that an enum type does not have any more. */
export interface LostLabel extends Label {
  /** Null where it was dropped. */
  readonly renamedTo: string | null;
}

/**
 * Labels that are gone from types which are still there. Postgres can rename a label of a type and can drop none: of the same type (by its id) the one
 * in the same place is its new name; of a type that was made anew it was dropped.
 */
export function lostLabels(before: SchemaSnapshot, after: SchemaSnapshot): readonly LostLabel[] {
  return [...before.values()].flatMap((was): readonly LostLabel[] => {
    const is = was.kind === 'enum' ? after.get(was.key) : undefined;
    if (!is) return [];
    const [old, now] = [labelsOf(was), labelsOf(is)];
    const isSame = was.oid !== undefined && was.oid === is.oid && old.length <= now.length;
    const added = now.filter((label) => !old.includes(label));
    const lost = old.filter((label) => !now.includes(label));
    return lost.map((value, index) => ({
      type: was.name,
      value,
      columns: columnsOf(was, before),
      renamedTo: isSame ? (now[old.indexOf(value)] ?? added[index] ?? null) : null,
    }));
  });
}

const labelsOf = ({ attributes }: SchemaObject): readonly string[] =>
  (attributes.labels?.match(/'(?:[^']|'')*'/g) ?? []).map((label) => label.slice(1, -1).replaceAll("''", "'"));

/** Columns of the type, and of arrays of it. */
const columnsOf = ({ schema, name }: SchemaObject, snapshot: SchemaSnapshot): readonly SchemaName[] =>
  [...snapshot.values()].flatMap(({ kind, schema: inSchema, table, name: column, attributes }) => {
    const type = attributes.type?.replace(/\[\]$/, '').replaceAll('"', '');
    return kind === 'column' && table !== null && (type === `${schema}.${name}` || type === name)
      ? [{ schema: inSchema, table, column }]
      : [];
  });
