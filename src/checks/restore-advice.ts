import { nameObject } from '../domain/describe.ts';
import type { AttributesChange, Change } from '../domain/diff.ts';
import type { SchemaObject } from '../domain/snapshot.ts';
import { alterOperation, commentOperation, createOperation, dropOperation } from './operations.ts';

/** What to write into downgrade() so that an object is again as it was. */
export function adviseRestoring(change: Change): string {
  if (change.kind === 'changed') return adviseChanging(change);
  return change.kind === 'added' ? adviseRemoving(change.object) : advisePuttingBack(change.object);
}

function adviseRemoving(object: SchemaObject): string {
  if (isUnnamed(object))
    return `Remove ${nameObject(object)} in downgrade(). It has no name to drop it by: give it one in upgrade(), or set a \`naming_convention\`.`;
  const orElse = object.kind === 'enum' ? ` or \`sa.Enum(name="${object.name}").drop(op.get_bind())\`` : '';
  return `Remove ${nameObject(object)} in downgrade(): \`${dropOperation(object)}\`${orElse}.${after(object)}${inBatch(object)}`;
}

function advisePuttingBack(object: SchemaObject): string {
  const batch = isUnnamed(object)
    ? ' A batch operation loses what it cannot reflect: give it the constraint in `table_args`, or name the constraint.'
    : inBatch(object);
  return `Put ${nameObject(object)} back in downgrade(), exactly as shown: \`${createOperation(object)}\`.${batch}`;
}

const isUnnamed = ({ kind, attributes }: SchemaObject): boolean =>
  kind === 'constraint' && attributes.unnamed === 'yes';

/** Constraints can be altered in place on some engines only. */
const inBatch = ({ kind, schema }: SchemaObject): string =>
  kind === 'constraint' && schema === null
    ? ' On SQLite do so inside `with op.batch_alter_table("…") as batch_op:`.'
    : '';

const after = ({ kind }: SchemaObject): string =>
  kind === 'enum' || kind === 'domain' || kind === 'sequence'
    ? ' Do so at the end, when no column uses it any more.'
    : '';

function adviseChanging({ before, after, attributes }: AttributesChange): string {
  const operation = after.kind === 'column' ? alterOperation(after, attributes) : null;
  if (operation !== null) return `Give ${nameObject(after)} back what it had, in downgrade(): \`${operation}\`.`;
  const comment = attributes.find(({ name }) => name === 'comment');
  if (after.kind === 'table' && comment)
    return `Give ${nameObject(after)} back what it had, in downgrade(): \`${commentOperation(after, comment.before)}\`.`;
  if (after.kind === 'enum')
    return (
      'Labels cannot be taken out of an enum type: in downgrade() make a new type with the former labels, ' +
      'move the columns over with `postgresql_using`, and drop this one.'
    );
  return `Make ${nameObject(before)} in downgrade() what it was, exactly as shown.`;
}
