import type { AttributeChange } from '../domain/diff.ts';
import type { ObjectKind, SchemaObject } from '../domain/snapshot.ts';

/** The call that drops an object, to write into a revision: `op.drop_index("ix_a", table_name="a")`. */
export function dropOperation(object: SchemaObject): string {
  const { kind, name, table } = object;
  const sql = dropsInPython[kind]?.(quoted(name), quoted(table ?? ''), object);
  if (sql !== undefined) return `op.${sql}${schemaArgument(object)})`;
  if (kind === 'database setting') return `op.execute("ALTER DATABASE … RESET ${name}")`;
  const on = namedByTable.has(kind) ? ` ON ${qualified({ ...object, name: table ?? '' })}` : '';
  return `op.execute("DROP ${sqlKinds[kind] ?? kind.toUpperCase()} ${on === '' ? qualified(object) : name}${on}")`;
}

/** The call that creates an object again, its arguments left to the writer. */
export function createOperation({ kind, attributes }: SchemaObject): string {
  if (kind === 'constraint') return constraintKinds[attributes.type ?? '']?.create ?? 'op.execute("ALTER TABLE …")';
  return creates[kind] ?? 'op.execute("CREATE …")';
}

/** The call that gives a column its former attributes; null when no argument of it does. */
export function alterOperation(column: SchemaObject, changes: readonly AttributeChange[]): string | null {
  const values = changes.flatMap(({ name, before }) => alterArguments[name]?.(before) ?? []);
  if (values.length === 0) return null;
  const names = [column.table ?? '', column.name].map(quoted);
  return `op.alter_column(${[...names, ...values].join(', ')}${schemaArgument(column)})`;
}

/** A table's former comment, or none. */
export const commentOperation = (table: SchemaObject, before: string | null): string =>
  before === null
    ? `op.drop_table_comment(${quoted(table.name)}${schemaArgument(table)})`
    : `op.create_table_comment(${quoted(table.name)}, ${quoted(before)}${schemaArgument(table)})`;

const constraintKinds: Readonly<Record<string, { readonly create: string; readonly type: string }>> = {
  check: { create: 'op.create_check_constraint(…)', type: 'check' },
  'foreign key': { create: 'op.create_foreign_key(…)', type: 'foreignkey' },
  unique: { create: 'op.create_unique_constraint(…)', type: 'unique' },
  'primary key': { create: 'op.create_primary_key(…)', type: 'primary' },
};

const creates: Partial<Record<ObjectKind, string>> = {
  table: 'op.create_table(…)',
  column: 'op.add_column(…)',
  index: 'op.create_index(…)',
  enum: 'sa.Enum(…, name="…").create(op.get_bind())',
};

type Call = (name: string, table: string, object: SchemaObject) => string;
const dropTable: Call = (name) => `drop_table(${name}`;
const dropsInPython: Partial<Record<ObjectKind, Call>> = {
  table: dropTable,
  'partitioned table': dropTable,
  column: (name, table) => `drop_column(${table}, ${name}`,
  index: (name, table) => `drop_index(${name}, table_name=${table}`,
  constraint: (name, table, { attributes }) => {
    const type = constraintKinds[attributes.type ?? '']?.type;
    return `drop_constraint(${name}, ${table}${type === undefined ? '' : `, type_=${quoted(type)}`}`;
  },
};

const namedByTable: ReadonlySet<ObjectKind> = new Set<ObjectKind>(['trigger', 'policy', 'rule']);
const sqlKinds: Partial<Record<ObjectKind, string>> = { enum: 'TYPE', range: 'TYPE', 'composite type': 'TYPE' };

const alterArguments: Readonly<Record<string, (before: string | null) => string>> = {
  type: (before) => `type_=${before === null ? 'None' : `<${before}>`}`,
  default: (before) => `server_default=${before === null ? 'None' : `sa.text(${quoted(before)})`}`,
  'not null': (before) => `nullable=${before === null ? 'True' : 'False'}`,
  comment: (before) => `comment=${before === null ? 'None' : quoted(before)}`,
};

const qualified = ({ schema, name }: SchemaObject): string => (isEverywhere(schema) ? name : `${schema}.${name}`);
const schemaArgument = ({ schema }: SchemaObject): string =>
  isEverywhere(schema) ? '' : `, schema=${quoted(schema ?? '')}`;
const isEverywhere = (schema: string | null): boolean => schema === null || schema === 'public';
/** A Python string. */
const quoted = (text: string): string => JSON.stringify(text);
