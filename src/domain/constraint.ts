import type { Change } from './diff.ts';
import { newNameOf } from './renamed.ts';
import type { SchemaObject, SchemaSnapshot } from './snapshot.ts';

/** A constraint or an index, by whose name code may ask for it. In a reference its name stands for the column. */
export interface Constraint {
  readonly kind: 'constraint' | 'index';
  readonly schema: string | null;
  readonly table: string;
  readonly name: string;
  /** Whether another table has one of this name. */
  readonly isShared: boolean;
}

/** A constraint or an index that a table does not have any more. */
interface LostConstraint extends Constraint {
  /** Null where it was dropped. */
  readonly renamedTo: string | null;
}

/** Those that have a name of their own and whose table is still there. */
export function lostConstraints(
  changes: readonly Change[],
  before: SchemaSnapshot,
  after: SchemaSnapshot,
): readonly LostConstraint[] {
  return changes.flatMap((change): readonly LostConstraint[] => {
    if (change.kind !== 'gone') return [];
    const { kind, schema, table, name, oid, attributes } = change.object;
    if ((kind !== 'constraint' && kind !== 'index') || table === null || attributes.unnamed !== undefined) return [];
    const renamedTo = oid === undefined ? null : newNameOf(change.object, { table, column: name }, after, []);
    const isShared = [...before.values()].some((other) => isNamed(other, name) && other.table !== table);
    return [{ kind, schema, table, name, isShared, renamedTo }];
  });
}

export const hasConstraint = (snapshot: SchemaSnapshot, { table, name }: Constraint): boolean =>
  [...snapshot.values()].some((object) => isNamed(object, name) && object.table === table);

const isNamed = ({ kind, name }: SchemaObject, wanted: string): boolean =>
  (kind === 'constraint' || kind === 'index') && name === wanted;
