import type { SchemaSnapshot } from '../../../src/domain/snapshot.ts';

/** Differences between snapshots that pg_dump does not show, and why a snapshot should. */
interface NotDumped {
  readonly reason: string;
  readonly matches: (line: string, before: SchemaSnapshot, after: SchemaSnapshot) => boolean;
}

/** The object that a line is about: `- index public.a`, `index public.a: valid`. */
const keyIn = (line: string): string => (/^[+-] /.test(line) ? line.slice(2) : line.slice(0, line.lastIndexOf(': ')));

/** Whether a column is in a table that has a parent. */
const isInherited = (key: string, snapshot: SchemaSnapshot): boolean => {
  const column = snapshot.get(key);
  return [...snapshot.values()].some(
    ({ schema, name, attributes }) =>
      schema === column?.schema && name === column?.table && attributes.inherits !== undefined,
  );
};

export const notDumped: readonly NotDumped[] = [
  {
    reason: 'a dump leaves out an INVALID index',
    matches: (line, before, after) =>
      /^(?:[+-] )?index /.test(line) &&
      [before, after].some((snapshot) => snapshot.get(keyIn(line))?.attributes.valid === 'no'),
  },
  {
    reason: 'a dump leaves out an operator that has no function yet, being only named by another',
    matches: (line, before, after) =>
      /^(?:[+-] )?operator /.test(line) &&
      (after.get(keyIn(line)) ?? before.get(keyIn(line)))?.attributes.function === undefined,
  },
  {
    reason: 'a dump does not tell that an index on a partitioned table is not valid',
    matches: (line) => /^index .*: valid$/.test(line),
  },
  {
    reason: 'a dump gives a child table the generation expression of its parent, also where the child has another',
    matches: (line, _, after) =>
      /^column .*: generated$/.test(line) && isInherited(line.slice(0, line.lastIndexOf(':')), after),
  },
  {
    reason: 'a dump of definitions fills no materialized view',
    matches: (line) => /^materialized view .*: populated$/.test(line),
  },
  {
    reason: 'before 18 a dump gives a child table the NOT NULL of its parent, also where the child has dropped it',
    matches: (line, _, after) =>
      /^column .*: not null$/.test(line) && isInherited(line.slice(0, line.lastIndexOf(':')), after),
  },
  {
    reason: 'a dump names a NOT NULL of a child table as its parent’s, also where a new expression has named it anew',
    matches: (line, _, after) =>
      /^column .*: not null name$/.test(line) && isInherited(line.slice(0, line.lastIndexOf(': ')), after),
  },
  {
    reason: 'a dump names no function of a language where one of them belongs to an extension',
    matches: (line, before, after) =>
      /^language .*: /.test(line) &&
      [before, after].every((snapshot) =>
        ['handler', 'inline handler', 'validator'].some((role) => {
          const named = snapshot.get(keyIn(line))?.attributes[role];
          return named !== undefined && ![...snapshot.keys()].some((key) => key.startsWith(`function ${named}(`));
        }),
      ),
  },
  {
    reason: 'a dump leaves out the languages that the server itself is made of',
    matches: (line) => /system privileges language (sql|c|internal)\b/.test(line),
  },
];
