import type { Node } from 'web-tree-sitter';
import { plural } from '../row-names.ts';
import { literal } from './calls.ts';

/** How a base calls the tables of the classes below it: `UserGroup` → `usergroup`, `user_group`, each of them plural or not. */
export interface TableNaming {
  /** Null where only running the code would tell. */
  readonly words: 'joined' | 'parted' | null;
  readonly isPlural: boolean;
}

/** As Flask-SQLAlchemy does it for `db.Model`. */
export const flaskNaming: TableNaming = { words: 'parted', isPlural: false };

/** The function `__tablename__` of a class body: the name that it returns for this class alone, or the way it makes names; null where there is none. */
export function namingIn(functions: readonly Node[]): string | TableNaming | null {
  const naming = functions.find((each) => each.childForFieldName('name')?.text === '__tablename__');
  if (!naming) return null;
  const [returned, ...others] = naming.descendantsOfType('return_statement');
  const value = returned?.namedChildren[0];
  const name = value && others.length === 0 ? literal(value) : null;
  if (name) return name;
  const text = naming.childForFieldName('body')?.text ?? '';
  const isParted = /snake|underscore|decamelize|\bsub\(/.test(text);
  return {
    words: isParted ? 'parted' : /\.lower\(\)/.test(text) ? 'joined' : null,
    isPlural: /plural|\+\s*["']s["']|\}s["']/.test(text),
  };
}

/** The names that a table may have by a naming; all that are usual where it does not tell. */
export function tableNamesBy({ words, isPlural }: TableNaming, className: string): readonly string[] {
  if (words === null) return tableNamesFor(className);
  const name = words === 'parted' ? snake(className) : className.toLowerCase();
  return isPlural ? plurals(name) : [name];
}

/** How bases that name tables by themselves call the one of a class: `UserGroup` → `user_group`, `user_groups`, `usergroup`, … */
export const tableNamesFor = (className: string): readonly string[] => [
  ...new Set([snake(className), className.toLowerCase()].flatMap((name) => [name, ...plurals(name)])),
];

const plurals = (name: string): readonly string[] => [...new Set([plural(name), `${name}s`])];

const snake = (className: string): string =>
  className
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
