import type { SchemaName } from '../../domain/reference.ts';
import { singular, withoutVersion } from '../row-names.ts';
import { spellings } from '../spelling.ts';
import { columnBehind, type Model, type Models } from './models.ts';
import { tableNamesFor } from './table-naming.ts';

/** One name that is looked for, with all that Python code may call it. */
export interface Target {
  readonly name: SchemaName;
  /** Classes that were read and are mapped to the table. */
  readonly models: readonly Model[];
  /** For a column: attributes that stand for it in one of the models, and its own name. For a table: its name and its classes' names. */
  readonly words: ReadonlySet<string>;
  /** What a key of a dictionary may be that stands for the column: the words, and the column as JSON spells it, `networkCode`. */
  readonly keys: ReadonlySet<string>;
  /** What a variable that holds a row is called: the table in the singular, a class in snake case. */
  readonly rowNames: ReadonlySet<string>;
}

export function targetOf(name: SchemaName, models: Models): Target {
  const own = models.ofTable(name.table);
  const { table, column } = name;
  const words =
    column === null
      ? [table, ...own.map(({ facts }) => facts.name)]
      : [column, ...own.flatMap((model) => models.attributesFor(model, column))];
  const named = [singular(table), ...own.flatMap(({ facts }) => tableNamesFor(facts.name).slice(0, 1))];
  const others = new Set(models.all().map((model) => singular(model.table)));
  const rowNames = [...named, ...named.map(withoutVersion).filter((row) => !others.has(row))];
  const keys = [...words, ...(column === null ? [] : spellings(column))];
  return { name, models: own, words: new Set(words), keys: new Set(keys), rowNames: new Set(rowNames) };
}

/**
 * Whether an attribute of a model's rows is the column. True as well where the model has no such attribute any more: the name then only ever meant
 * the column.
 */
export function isColumn(model: Model, attribute: string, { table, column }: SchemaName, depth = 0): boolean {
  if (model.table !== table || column === null) return false;
  const own = model.attributes.get(attribute);
  if (!own) return attribute === column;
  if (own.kind === 'synonym')
    return (
      own.column !== null &&
      own.column !== attribute &&
      depth < 4 &&
      isColumn(model, own.column, { table, column }, depth + 1)
    );
  return columnBehind(attribute, own) === column;
}
