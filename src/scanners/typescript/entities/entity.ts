import { ts } from '../../../syntax/typescript.ts';
import type { Catalog } from '../../catalog.ts';
import { plural } from '../../row-names.ts';
import { folded, wordsOf } from '../../spelling.ts';

/** What an ORM is told of a table: a class, the object of its columns, or an interface of its rows. */
export interface Entity {
  readonly node: ts.Node;
  readonly table: string;
  /** What the code calls it: its class, its variable, its model. */
  readonly name: string | null;
  /** Another name: the property of a client. */
  readonly other?: string;
  /** `file:line` where it is not that of the node. */
  readonly at?: string;
  /** The node only says which type the rows are of: it is the type of this name. */
  readonly isNamedOnly?: boolean;
  /** Property → the column that it is said to be; null where the names are converted by a rule or are the same. */
  readonly columns: ReadonlyMap<string, string | null>;
  /** How properties without a column of their own are called in the database. */
  readonly naming: 'same' | 'snake';
}

/** What an ORM is told of a table's own name. */
export interface TableSaid {
  /** Null where the ORM makes it from the name of the class or model. */
  readonly table: string | null;
  readonly schema: string | null;
}

/** The table that an ORM would take, by what it is told or by a name. */
export const tableOf = ({ table, schema }: TableSaid, name: string, catalog: Catalog, columns: Entity['columns']) =>
  catalog.named(table ?? tableFor(name, catalog, [...columns.keys()]), schema);

/** The table that an ORM would take for a name: the one of the catalog, whatever rule of plurals and cases it goes by. */
export function tableFor(name: string, catalog: Catalog, columns: readonly string[]): string {
  const snake = wordsOf(name).join('_');
  const likely = [...new Set([name, snake, plural(snake), plural(name), `${snake}s`])];
  const known = catalog
    .tables()
    .filter((table) => likely.some((each) => folded(each) === folded(table)))
    .sort((a, b) => catalog.fit(b, columns).matched - catalog.fit(a, columns).matched);
  return known[0] ?? plural(snake);
}

export const snake = (name: string): string => wordsOf(name).join('_');

/** The properties of an object literal that describes columns, each with its column where `keys` name one. */
export function columnsIn(
  object: ts.ObjectLiteralExpression,
  columnOf: (value: ts.Expression) => string | null,
): ReadonlyMap<string, string | null> {
  return new Map(
    object.properties.flatMap((property) => {
      if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) return [];
      const name = ts.isIdentifier(property.name) || ts.isStringLiteral(property.name) ? property.name.text : null;
      if (name === null) return [];
      return [[name, ts.isPropertyAssignment(property) ? columnOf(property.initializer) : null] as const];
    }),
  );
}
