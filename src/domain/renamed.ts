import type { SchemaName } from './reference.ts';
import type { SchemaObject, SchemaSnapshot } from './snapshot.ts';
import { bare, identifier, qualified } from './sql-names.ts';
import type { Statement } from './statement.ts';

/**
 * The name that an object has afterwards; null when it is gone. Where the database gives objects ids that outlive a name, the id decides, else a
 * RENAME that was seen to run.
 */
export function newNameOf(
  object: SchemaObject,
  name: SchemaName,
  after: SchemaSnapshot,
  statements: readonly Statement[],
): string | null {
  if (object.oid !== undefined)
    return [...after.values()].find(({ oid, kind }) => oid === object.oid && kind === object.kind)?.name ?? null;
  const to = followed(name, statements);
  const isThere = [...after.values()].some(
    ({ kind, table, name: found }) => kind === object.kind && found === to && (table === null || table === name.table),
  );
  return to !== null && isThere ? to : null;
}

const renaming = new RegExp(
  `^\\s*ALTER\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?(?:ONLY\\s+)?(${qualified})\\s+RENAME\\s+(?:(?:COLUMN\\s+)?(?!TO\\b)(${identifier})\\s+)?TO\\s+(${identifier})`,
  'i',
);

/** Through one RENAME after the other; null when none names it. */
function followed({ table, column }: SchemaName, statements: readonly Statement[]): string | null {
  let name = column ?? table;
  for (const { sql, failed } of statements) {
    const [, of = '', from, to = ''] = renaming.exec(sql) ?? [];
    if (failed || bare(of) !== (column === null ? name : table)) continue;
    if (from === undefined ? column === null : bare(from) === name) name = bare(to);
  }
  return name === (column ?? table) ? null : name;
}
