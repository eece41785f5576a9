import type { VersionTable } from '../domain/database.ts';
import type { Unknown } from '../domain/finding.ts';
import type { Walk } from '../domain/walk.ts';
import type { SchemaStatement } from '../tools/tool.ts';

/**
 * DDL that the project runs outside of any revision, such as `create_all` in env.py: one unknown for each line that runs some. What production has
 * of it is not known, so it is decisive where a walked revision touches a table that it names too.
 */
export function schemaUnknowns(statements: readonly SchemaStatement[], walks: readonly Walk[]): readonly Unknown[] {
  const own = new Set(statements.map(({ at }) => at?.file ?? null));
  const walked = walks.flatMap(({ steps }) => steps.flatMap(({ statements }) => statements));
  const touched = new Set(
    walked.filter(({ file }) => file !== null && !own.has(file)).flatMap(({ sql }) => namesOf(sql)),
  );
  const byLine = Map.groupBy(distinct(statements), ({ at }) => JSON.stringify([at?.file, at?.line]));
  return [...byLine.values()].map((all) => ({
    what: `the project changes the schema outside of any revision: ${all.slice(0, most).map(firstLine).join('; ')}${
      all.length > most ? `, and ${all.length - most} more statements` : ''
    }`,
    why: 'It is there before the revisions run, and whether production has it the same way is not known',
    at: all[0]?.at ?? null,
    decisive: all.some(({ sql }) => namesOf(sql).some((name) => touched.has(name))),
  }));
}

/** Without what widens or makes a version table, as env.py may do for long ids. */
export const besideVersionTables = (
  statements: readonly SchemaStatement[],
  tables: readonly VersionTable[],
): readonly SchemaStatement[] =>
  statements.filter(
    ({ sql }) => !namesOf(sql).some((name) => tables.some(({ table }) => table.toLowerCase() === name)),
  );

/** How many statements of one line are told. */
const most = 3;

/** Every `create_all` runs once for each process, with the same statements. */
const distinct = (statements: readonly SchemaStatement[]): readonly SchemaStatement[] => [
  ...new Map(statements.map((statement) => [JSON.stringify([statement.sql, statement.at]), statement])).values(),
];

const firstLine = ({ sql }: SchemaStatement): string =>
  (sql.trim().split('\n', 1)[0] ?? '').replace(/\s*\($/, '').slice(0, 120);

/** What a statement names behind a word that tables and the like stand behind; without schemas, in lower case. */
const namesOf = (sql: string): readonly string[] =>
  [...sql.matchAll(named)].flatMap(([, name = '']) => name.toLowerCase().match(/\w+/g)?.slice(-1) ?? []);

const named = new RegExp(
  [
    /\b(?:TABLE|INDEX|VIEW|TYPE|SEQUENCE|TRIGGER|FUNCTION|POLICY|INTO|FROM|JOIN|REFERENCES|(?<!ON\s)UPDATE|ON(?!\s+(?:DELETE|UPDATE|CONFLICT|COMMIT)))/,
    /\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?(?:ONLY\s+)?/,
    /((?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))*)/,
  ]
    .map(({ source }) => source)
    .join(''),
  'gi',
);
