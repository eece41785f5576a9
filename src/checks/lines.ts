import type { LineRange, Location } from '../domain/location.ts';
import { mentions } from '../domain/mentions.ts';
import type { Revision } from '../domain/revision.ts';
import type { SchemaObject } from '../domain/snapshot.ts';
import type { Statement } from '../domain/statement.ts';

const atHead = (file: string, line: number | null): Location => ({ file, line, commit: 'head' });
const startOf = (range: LineRange | null): number | null => range?.start ?? null;

/** Where `revision = …` stands. */
export const revisionLine = ({ file, lines }: Revision): Location => atHead(file, lines.revision);

/** Where `down_revision = …` stands, else `revision = …`. */
export const parentLine = ({ file, lines }: Revision): Location => atHead(file, lines.downRevision ?? lines.revision);

/** Where `def upgrade` stands, else `revision = …`. */
export const upgradeLine = ({ file, lines }: Revision): Location =>
  atHead(file, startOf(lines.upgrade) ?? lines.revision);

/** Where `def downgrade` stands, else `def upgrade`. */
export const downgradeLine = (revision: Revision): Location =>
  revision.lines.downgrade ? atHead(revision.file, revision.lines.downgrade.start) : upgradeLine(revision);

/**
 * The line of the first statement that clearly names an object: by its own name and its table's, else the only line that names its table.
 * Null when none does. `statements` in the order to prefer.
 */
export function lineNaming(object: SchemaObject, statements: readonly Statement[]): Location | null {
  const changing = statements.filter(
    ({ sql, line, database }) => line !== null && database === object.database && !onlyReads(sql),
  );
  const own = [object.name, object.table].filter((name) => name !== null);
  const clear = changing.find(({ sql }) => own.every((name) => mentions(sql, name)));
  if (clear) return locationOf(clear);
  const { table } = object;
  const near = table === null ? [] : changing.filter(({ sql }) => mentions(sql, table));
  const [first] = near;
  return first && near.every(({ file, line }) => file === first.file && line === first.line) ? locationOf(first) : null;
}

/** Where a statement was issued; null for the tool's own. */
export const locationOf = ({ file, line }: Statement): Location | null => (file === null ? null : atHead(file, line));

const onlyReads = (sql: string): boolean => /^\s*(select|pragma|show)\b/i.test(sql);
