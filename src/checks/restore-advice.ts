import { nameObject } from '../domain/describe.ts';
import type { AttributesChange, Change } from '../domain/diff.ts';
import type { ObjectKind, SchemaObject } from '../domain/snapshot.ts';

/** What to write into downgrade() so that an object is again as it was. */
export function adviseRestoring(change: Change): string {
  if (change.kind === 'changed') return adviseChanging(change);
  if (change.kind === 'added') return `${removal(change.object)} ${lastWord(change.object)}`.trim();
  return `Put ${nameObject(change.object)} back in downgrade(), exactly as shown: ${creation(change.object)}.`;
}

function removal(object: SchemaObject): string {
  const call = removalCall(object);
  return call === null ? `Remove ${nameObject(object)} in downgrade().` : `Remove it in downgrade(): ${call}.`;
}

const lastWord = ({ kind }: SchemaObject): string =>
  kind === 'enum' || kind === 'domain' || kind === 'sequence'
    ? 'Do so at the end, when no column uses it any more.'
    : '';

function removalCall(object: SchemaObject): string | null {
  const { kind, name, table } = object;
  const full = qualified(object);
  if (kind === 'enum')
    return `${code(`op.execute("DROP TYPE ${full}")`)} or ${code(`sa.Enum(name=${quoted(name)}).drop(op.get_bind())`)}`;
  if (kind === 'table') return code(`op.drop_table(${quoted(name)}${schemaArgument(object)})`);
  if (kind === 'column')
    return code(`op.drop_column(${quoted(table ?? '')}, ${quoted(name)}${schemaArgument(object)})`);
  if (kind === 'index')
    return code(`op.drop_index(${quoted(name)}, table_name=${quoted(table ?? '')}${schemaArgument(object)})`);
  if (kind === 'constraint')
    return code(`op.drop_constraint(${quoted(name)}, ${quoted(table ?? '')}${schemaArgument(object)})`);
  if (kind === 'trigger' || kind === 'policy' || kind === 'rule')
    return code(`op.execute("DROP ${kind.toUpperCase()} ${name} ON ${qualified({ ...object, name: table ?? '' })}")`);
  return droppedByName.has(kind) ? code(`op.execute("DROP ${sqlWord[kind] ?? kind.toUpperCase()} ${full}")`) : null;
}

const droppedByName: ReadonlySet<ObjectKind> = new Set<ObjectKind>([
  'schema',
  'view',
  'materialized view',
  'sequence',
  'domain',
  'range',
  'composite type',
  'type',
  'function',
  'procedure',
  'foreign table',
  'partitioned table',
  'statistics',
  'collation',
  'publication',
  'extension',
  'event trigger',
]);
const sqlWord: Partial<Record<ObjectKind, string>> = {
  'partitioned table': 'TABLE',
  range: 'TYPE',
  'composite type': 'TYPE',
};

function creation(object: SchemaObject): string {
  const call = creationCalls[object.kind];
  return call === undefined ? '`op.execute("CREATE …")`' : code(call);
}

const creationCalls: Partial<Record<ObjectKind, string>> = {
  table: 'op.create_table(…)',
  column: 'op.add_column(…)',
  index: 'op.create_index(…)',
  constraint: 'op.create_check_constraint(…)`, `op.create_foreign_key(…)` or `op.create_unique_constraint(…)',
  enum: 'sa.Enum(…, name=…).create(op.get_bind())',
};

function adviseChanging({ before, after, attributes }: AttributesChange): string {
  const [first] = attributes;
  const column = `op.alter_column(${quoted(after.table ?? '')}, ${quoted(after.name)}`;
  if (after.kind === 'column' && first) {
    const argument = alterArgument(first.name, first.before);
    if (argument !== null)
      return `Give it back what it had, in downgrade(): ${code(`${column}, ${argument}${schemaArgument(after)})`)}.`;
  }
  if (after.kind === 'table' && first?.name === 'comment')
    return first.before === null
      ? `Take the comment off in downgrade(): ${code(`op.drop_table_comment(${quoted(after.name)})`)}.`
      : `Put the comment back in downgrade(): ${code(`op.create_table_comment(${quoted(after.name)}, ${quoted(first.before)})`)}.`;
  if (after.kind === 'enum')
    return 'Labels cannot be taken out of an enum type: make a new type with the old labels in downgrade(), move the columns over with `postgresql_using`, then drop this one.';
  return `Make ${nameObject(before)} in downgrade() what it was, exactly as shown.`;
}

function alterArgument(attribute: string, before: string | null): string | null {
  if (attribute === 'default') return `server_default=${before === null ? 'None' : `sa.text(${quoted(before)})`}`;
  if (attribute === 'not null') return `nullable=${before === null ? 'True' : 'False'}`;
  if (attribute === 'comment') return `comment=${before === null ? 'None' : quoted(before)}`;
  if (attribute === 'type') return `type_=…)  # ${before ?? ''}`;
  return null;
}

const qualified = ({ schema, name }: SchemaObject): string =>
  schema === null || schema === 'public' ? name : `${schema}.${name}`;
const schemaArgument = ({ schema }: SchemaObject): string =>
  schema === null || schema === 'public' ? '' : `, schema=${quoted(schema)}`;
const quoted = (text: string): string => JSON.stringify(text);
const code = (text: string): string => `\`${text}\``;
