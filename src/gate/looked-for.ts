import type { Label } from '../domain/label.ts';
import { defaultSchema, type SchemaName } from '../domain/reference.ts';
import type { Tables } from '../domain/tables.ts';
import type { Found } from '../scanners/scanner.ts';

/** Names as the scanners look for them, each table under the name that it is known by, and what a place that they find means. */
interface LookedFor {
  readonly names: readonly SchemaName[];
  readonly labels: readonly Label[];
  meant(found: Found): Found;
}

interface Meaning {
  readonly name: SchemaName;
  /** Tables of other schemas that are not looked for and that the same code may mean. */
  readonly rivals: readonly string[];
  /** The code names its schema, or need not: the database itself takes the bare name for it. */
  readonly isOwn: boolean;
}

/**
 * Code that names a schema means the table there and no other. Code that names none means the only table of that name, else the one in the default schema;
 * it may mean another one, by another search path, which then is no more than possible, unless all that it may mean is looked for.
 */
export function lookedFor(names: readonly SchemaName[], labels: readonly Label[], tables: Tables): LookedFor {
  const asked = names.flatMap((name) => inEachSchema(name, tables));
  const meanings = new Map<string, Meaning & { readonly sought: SchemaName }>();
  const look = (table: string, name: SchemaName, isOwn: boolean): void => {
    const sought = { table, column: name.column };
    if (!meanings.has(keyOf(sought)))
      meanings.set(keyOf(sought), { sought, name, isOwn, rivals: rivalsOf(name, asked, tables) });
  };
  for (const name of asked) look(idOf(name, tables), name, true);
  for (const name of asked.toSorted(defaultFirst)) look(name.table, name, name.schema === defaultSchema);
  return {
    names: [...meanings.values()].map(({ sought }) => sought),
    labels: labels.map((label) => ({
      ...label,
      columns: label.columns.map((name) => ({ table: idOf(name, tables), column: name.column })),
    })),
    meant(found) {
      const meaning = meanings.get(keyOf(found));
      return meaning ? judged({ ...found, ...meaning.name }, found.table === meaning.name.table, meaning) : found;
    },
  };
}

function judged(found: Found, isBare: boolean, { rivals, isOwn }: Meaning): Found {
  const isSure = !isBare || (isOwn && found.certainty === 'certain');
  if (rivals.length === 0 || isSure) return found;
  return { ...found, certainty: 'possible', why: `${found.why}, and no schema is named: ${rivals[0]} is another one` };
}

const defaultFirst = (a: SchemaName, b: SchemaName): number =>
  Number(b.schema === defaultSchema) - Number(a.schema === defaultSchema);

/** A name without a schema is looked for in all that have it. */
function inEachSchema(name: SchemaName, tables: Tables): readonly SchemaName[] {
  const schemas = !name.schema ? tables.schemasOf(name.table, name.column) : [];
  return schemas.length < 2 ? [name] : schemas.map((schema) => ({ ...name, schema }));
}

const rivalsOf = ({ schema, table, column }: SchemaName, asked: readonly SchemaName[], tables: Tables) =>
  tables
    .schemasOf(table, column)
    .filter((other) => schema && other !== schema)
    .filter((other) => !asked.some((name) => name.schema === other && name.table === table && name.column === column))
    .map((other) => `${other}.${table}`);

const idOf = ({ schema, table }: SchemaName, tables: Tables): string => tables.named(schema ?? null, table);

const keyOf = ({ table, column }: SchemaName): string => JSON.stringify([table, column]);
