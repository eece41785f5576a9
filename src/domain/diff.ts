import {
  hasSameAttributes,
  keyIn,
  type ObjectKind,
  objectKinds,
  type SchemaObject,
  type SchemaSnapshot,
} from './snapshot.ts';

/** One attribute that differs; null where the object does not have it. */
export interface AttributeChange {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** One difference between two snapshots. */
export type Change = ObjectChange | AttributesChange;

/** An object that only one of the two snapshots has. */
interface ObjectChange {
  readonly kind: 'gone' | 'added';
  readonly object: SchemaObject;
  /** What came or went with it, because it belongs to it: a table's columns, constraints, indexes. In the order of changes. */
  readonly folded: readonly SchemaObject[];
}

/** An object that both snapshots have, in two states. */
export interface AttributesChange {
  readonly kind: 'changed';
  readonly before: SchemaObject;
  readonly after: SchemaObject;
  /** At least one; those that change what the object does come first. */
  readonly attributes: readonly AttributeChange[];
  /** Nothing differs but a column's place in its table or the mere name of a NOT NULL: worth a notice, no more. */
  readonly cosmetic: boolean;
}

const cosmeticAttributes: ReadonlySet<string> = new Set(['position', 'not null name']);

/** The object that a change is about; of a changed one its later state. */
export const objectOf = (change: Change): SchemaObject => (change.kind === 'changed' ? change.after : change.object);

/** Whether an attribute changes nothing that a statement could notice. */
export const isCosmetic = (attribute: AttributeChange): boolean => cosmeticAttributes.has(attribute.name);

/**
 * What differs between two snapshots of one engine, one difference for each cause: what belongs to an object that is gone or added is folded into it,
 * and of the columns that change places only those that moved past others count. A rename shows as one gone and one added: it is not guessed.
 * Ordered by database, then schema, then table, then kind, then name.
 */
export function diff(before: SchemaSnapshot, after: SchemaSnapshot): readonly Change[] {
  const gone = [...before.values()].filter((object) => !after.has(object.key));
  const added = [...after.values()].filter((object) => !before.has(object.key));
  const changes = [...fold('gone', gone), ...fold('added', added), ...changed(before, after)];
  return changes.sort((a, b) => compareObjects(objectOf(a), objectOf(b)));
}

const ownerKinds: ReadonlySet<ObjectKind> = new Set<ObjectKind>([
  'table',
  'partitioned table',
  'foreign table',
  'view',
  'materialized view',
  'enum',
  'domain',
  'range',
  'composite type',
  'type',
]);

function fold(kind: 'gone' | 'added', objects: readonly SchemaObject[]): readonly ObjectChange[] {
  const ownerOf = ownersAmong(objects);
  const foldedInto = new Map<SchemaObject, SchemaObject[]>(objects.map((object) => [object, []]));
  for (const object of objects) {
    const root = rootOf(object, ownerOf);
    if (root === object) continue;
    foldedInto.delete(object);
    foldedInto.get(root)?.push(object);
  }
  return [...foldedInto].map(([object, folded]) => ({ kind, object, folded: folded.sort(compareObjects) }));
}

type OwnerOf = (object: SchemaObject) => SchemaObject | undefined;

/**
 * What an object belongs to among those that came or went with it: its table, view or type; the column that a sequence serves, the family of an
 * operator class, what a security label is on.
 */
function ownersAmong(objects: readonly SchemaObject[]): OwnerOf {
  const owners = new Map(
    objects.filter(({ kind }) => ownerKinds.has(kind)).map((object) => [place(object, object.name), object]),
  );
  const byKey = new Map(objects.map((object) => [object.key, object]));
  return (object) => {
    const { table, attributes, database } = object;
    const served = [`column ${attributes['owned by']}`, `operator family ${attributes.family}`, attributes.on ?? ''];
    return (
      (table === null ? undefined : owners.get(place(object, table))) ??
      served.map((key) => byKey.get(keyIn(key, database))).find((owner) => owner !== undefined)
    );
  };
}

/** Follows owners upwards: a partition's column belongs to the partition, which belongs to the partitioned table. */
function rootOf(object: SchemaObject, ownerOf: OwnerOf): SchemaObject {
  const seen = new Set([object]);
  let root = object;
  for (let owner = ownerOf(root); owner && !seen.has(owner); owner = ownerOf(owner)) {
    seen.add(owner);
    root = owner;
  }
  return root;
}

function changed(before: SchemaSnapshot, after: SchemaSnapshot): readonly AttributesChange[] {
  const moved = movedColumns(before, after);
  return [...before.values()].flatMap((was) => {
    const is = after.get(was.key);
    // Nearly all of them: a catalog is compared after every step.
    if (!is || (!moved.has(was.key) && (is === was || hasSameAttributes(was, is)))) return [];
    const attributes = attributeChanges(was, is).filter(({ name }) => name !== 'position' || moved.has(was.key));
    return attributes.length === 0
      ? []
      : [{ kind: 'changed', before: was, after: is, attributes, cosmetic: attributes.every(isCosmetic) }];
  });
}

function attributeChanges(was: SchemaObject, is: SchemaObject): readonly AttributeChange[] {
  const names = new Set([...Object.keys(was.attributes), ...Object.keys(is.attributes)]);
  const changes = [...names].map((name) => ({
    name,
    before: was.attributes[name] ?? null,
    after: is.attributes[name] ?? null,
  }));
  const rank = (change: AttributeChange): number => (isCosmetic(change) ? 2 : change.name === 'type' ? 0 : 1);
  return changes
    .filter((change) => change.before !== change.after || change.name === 'position')
    .sort((a, b) => rank(a) - rank(b) || compare(a.name, b.name));
}

/** Keys of columns that stand elsewhere among the columns both snapshots have: a column gone in the middle moves nobody. */
function movedColumns(before: SchemaSnapshot, after: SchemaSnapshot): ReadonlySet<string> {
  const position = (snapshot: SchemaSnapshot, key: string): number =>
    Number(snapshot.get(key)?.attributes.position ?? 0);
  const tableOf = (column: SchemaObject): string => place(column, column.table ?? '');
  // Few tables, of which the columns of all need not be told apart.
  const renumbered = new Set<string>();
  for (const column of after.values()) {
    const was = column.kind === 'column' ? before.get(column.key) : undefined;
    if (was && was !== column && was.attributes.position !== column.attributes.position)
      renumbered.add(tableOf(column));
  }
  if (renumbered.size === 0) return renumbered;
  const common = [...after.values()].filter(({ key, kind }) => kind === 'column' && before.has(key));
  const tables = Map.groupBy(common, tableOf);
  for (const table of tables.keys()) if (!renumbered.has(table)) tables.delete(table);
  return new Set(
    [...tables.values()].flatMap((columns) => {
      const keys = columns.map(({ key }) => key).sort((a, b) => position(after, a) - position(after, b));
      const kept = longestIncreasing(keys.map((key) => position(before, key)));
      return keys.filter((_, index) => !kept.has(index));
    }),
  );
}

/** Indexes of a longest subsequence that never decreases; of several the one that ends first. */
function longestIncreasing(values: readonly number[]): ReadonlySet<number> {
  if (values.every((value, index) => index === 0 || value >= (values[index - 1] ?? 0))) return new Set(values.keys());
  const best: { length: number; previous: number }[] = [];
  for (const [index, value] of values.entries()) {
    let previous = -1;
    for (let i = 0; i < index; i++)
      if ((values[i] ?? 0) <= value && (best[i]?.length ?? 0) > (best[previous]?.length ?? 0)) previous = i;
    best.push({ length: (best[previous]?.length ?? 0) + 1, previous });
  }
  const longest = Math.max(...best.map(({ length }) => length));
  const kept = new Set<number>();
  for (let at = best.findIndex(({ length }) => length === longest); at >= 0; at = best[at]?.previous ?? -1)
    kept.add(at);
  return kept;
}

/** A name where the object lives: two schemas, or two databases, may have it. */
const place = ({ database, schema }: SchemaObject, name: string): string => JSON.stringify([database, schema, name]);

/** By code points, so that no locale moves a line of a report. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const compareObjects = (a: SchemaObject, b: SchemaObject): number =>
  compare(a.database ?? '', b.database ?? '') ||
  compare(a.schema ?? '', b.schema ?? '') ||
  compare(a.table ?? a.name, b.table ?? b.name) ||
  objectKinds.indexOf(a.kind) - objectKinds.indexOf(b.kind) ||
  compare(a.key, b.key);
