import { singular } from './row-names.ts';
import { folded } from './spelling.ts';

/** What a table is called beside the one whose rows it keeps as they were. */
const keeping = new Set(
  'history histories hist version versions versioned archive archives archived audit audits audited auditing revision revisions snapshot snapshots backup backups bak shadow old deleted transaction log logs'.split(
    ' ',
  ),
);

/**
 * The tables that keep earlier states of a table's rows: `tenant_history` and `archived_tenants` beside `tenants`, with most of its columns. Rows and names
 * are not told less of the table by what they have in common with those.
 */
export function copiesOf(
  table: string,
  columns: ReadonlyMap<string, ReadonlyMap<string, string>>,
): ReadonlySet<string> {
  const own = columns.get(table);
  const names = [...new Set([folded(table), folded(singular(table))])];
  const isCopy = ([other, its]: readonly [string, ReadonlyMap<string, string>]): boolean => {
    const isCalled = names.some((name) => keeping.has(folded(other).replace(name, '')));
    return (
      own !== undefined && isCalled && [...own.keys()].filter((column) => its.has(column)).length >= own.size * 0.6
    );
  };
  return new Set([...columns].filter(isCopy).map(([other]) => other));
}
