import { alteredColumns } from './altered.ts';
import { type Constraint, hasConstraint, lostConstraints } from './constraint.ts';
import { diff } from './diff.ts';
import { type Label, lostLabels } from './label.ts';
import { mentions } from './mentions.ts';
import type { SchemaName } from './reference.ts';
import { newNameOf } from './renamed.ts';
import type { SchemaObject, SchemaSnapshot } from './snapshot.ts';
import type { Statement } from './statement.ts';
import { type Successor, successorOf } from './successor.ts';
import type { Walk } from './walk.ts';

/** A table, column, label or constraint that is not there any more once the plan is applied, or not as it was. */
export interface TakenAway {
  /** Of a label of an enum type: the type, and the label in the place of a column; of a constraint or index its own name there. */
  readonly name: SchemaName;
  /** Null unless it is a label. */
  readonly label: Label | null;
  /** Null unless it is a constraint or an index. */
  readonly constraint: Constraint | null;
  /** Its name afterwards; null where it was dropped, or is still there. */
  readonly renamedTo: string | null;
  /** Where its content was copied to; null where no statement was seen to do so. */
  readonly successor: Successor | null;
  /** What became of it that is still there, in words that follow "the revision": `makes it NOT NULL`; null where it is gone. */
  readonly altered: string | null;
  readonly project: string;
  readonly revision: string;
  /** The statement that did it; null where none could be told. */
  readonly statement: Statement | null;
}

/** Kinds of objects that code reads rows from. */
const relations: ReadonlySet<string> = new Set([
  'table',
  'partitioned table',
  'foreign table',
  'view',
  'materialized view',
]);

/**
 * What the upgrades of these walks take away, by the catalogs before and after, once however many engines showed it. What a later one brings back is
 * not gone, and what is gone in the end was not altered.
 */
export function takenAway(walks: readonly Walk[]): readonly TakenAway[] {
  const all = walks.filter(({ kind }) => kind !== 'removed').flatMap((walk) => takenBy(walk));
  const ends = new Map(walks.flatMap((walk) => lastOf(walk)));
  const once = new Map<string, TakenAway>();
  for (const each of all.toSorted((a, b) => Number(a.altered !== null) - Number(b.altered !== null))) {
    const stays = [...ends].some(([place, end]) => place.startsWith(`${each.project}\0`) && isStillThere(end, each));
    if (stays === (each.altered === null)) continue;
    const { schema, table, column } = each.name;
    const key = JSON.stringify([each.project, schema, table, column, each.constraint !== null]);
    const known = once.get(key);
    if (!known || (known.altered === null && knowsMore(each, known))) once.set(key, each);
  }
  return [...once.values()].filter((each) => !isToldWithSchema(each, once.values()));
}

/** An engine without schemas may show what another one shows with its schema. */
const isToldWithSchema = ({ project, name }: TakenAway, all: Iterable<TakenAway>): boolean =>
  !name.schema && [...all].some((each) => each.project === project && each.name.schema && isSame(each.name, name));

const isSame = (one: SchemaName, other: SchemaName): boolean =>
  one.table === other.table &&
  one.column === other.column &&
  (!one.schema || !other.schema || one.schema === other.schema);

function isStillThere(end: SchemaSnapshot, { name, label, constraint }: TakenAway): boolean {
  if (constraint) return hasConstraint(end, constraint);
  if (!label) return isThere(end, name);
  return [...end.values()].some(
    ({ kind, name, attributes }) => kind === 'enum' && name === label.type && hasLabel(attributes.labels, label),
  );
}

const hasLabel = (labels: string | undefined, { value }: Label): boolean =>
  labels?.includes(`'${value.replaceAll("'", "''")}'`) ?? false;

/** An engine that rebuilds a table cannot tell a rename from a drop; another may. */
const knowsMore = (one: TakenAway, other: TakenAway): boolean =>
  (one.renamedTo !== null && other.renamedTo === null) ||
  (one.successor !== null && other.successor === null && other.renamedTo === null);

/** Where the newest upgrade of a project arrived on an engine. */
const lastOf = (walk: Walk): readonly (readonly [string, SchemaSnapshot])[] => {
  const end = upgradeOf(walk)?.snapshot;
  return end ? [[`${walk.project}\0${walk.engine}`, end]] : [];
};

const upgradeOf = (walk: Walk) =>
  walk.steps.find(({ movement, outcome }) => movement === 'upgrade' && outcome === 'ok');

function takenBy(walk: Walk): readonly TakenAway[] {
  const step = upgradeOf(walk);
  const { before, project, revision } = walk;
  if (!step?.snapshot || !before) return [];
  const { snapshot, statements } = step;
  const own = statements.filter(({ line }) => line !== null);
  const changes = diff(before, snapshot);
  const told = { label: null, constraint: null, renamedTo: null, successor: null, altered: null, project, revision };
  const gone = changes.flatMap((change): TakenAway[] => {
    const name = change.kind === 'gone' ? nameOf(change.object) : null;
    if (change.kind !== 'gone' || !name || name.table.startsWith('_alembic_tmp_')) return [];
    const renamedTo = newNameOf(change.object, name, snapshot, statements);
    const copied = renamedTo === null ? successorOf(name, own) : null;
    const successor = copied && isThere(snapshot, copied.name) ? copied : null;
    return [{ ...told, name, renamedTo, successor, statement: cause(own, name, takes) }];
  });
  const altered = alteredColumns(before, snapshot).flatMap(({ column, words }): TakenAway[] => {
    const name = nameOf(column);
    if (!name) return [];
    const statement = cause(own, name, alters);
    return [{ ...told, name, altered: words, statement }];
  });
  const labels = lostLabels(before, snapshot).map(({ renamedTo, ...label }): TakenAway => {
    const name = { table: label.type, column: label.value };
    const statement = own.findLast(({ sql }) => /\bTYPE\b/i.test(sql) && mentions(sql, label.type)) ?? null;
    return { ...told, name, label, renamedTo, statement };
  });
  const constraints = lostConstraints(changes, before, snapshot).map(({ renamedTo, ...constraint }): TakenAway => {
    const { schema, table, name } = constraint;
    const statement =
      own.findLast(({ sql }) => /\b(?:DROP|RENAME)\b/i.test(sql) && mentions(sql, name)) ??
      own.findLast(({ sql }) => rebuilds(sql, { table, column: null })) ??
      null;
    return { ...told, name: { schema, table, column: name }, constraint, renamedTo, statement };
  });
  return [...gone, ...altered, ...labels, ...constraints];
}

function cause(
  own: readonly Statement[],
  name: SchemaName,
  does: (sql: string, name: SchemaName) => boolean,
): Statement | null {
  return own.findLast(({ sql }) => does(sql, name)) ?? own.findLast(({ sql }) => rebuilds(sql, name)) ?? null;
}

function nameOf({ kind, schema, table, name }: SchemaObject): SchemaName | null {
  if (relations.has(kind)) return { schema, table: name, column: null };
  return kind === 'column' && table !== null ? { schema, table, column: name } : null;
}

const isThere = (snapshot: SchemaSnapshot, wanted: SchemaName): boolean =>
  [...snapshot.values()].some((object) => {
    const name = nameOf(object);
    return name !== null && isSame(name, wanted);
  });

/** Whether a statement drops or renames this, by its words. */
const takes = (sql: string, name: SchemaName): boolean => /\b(?:DROP|RENAME)\b/i.test(sql) && names(sql, name);

/** Whether a statement alters this, by its words. */
const alters = (sql: string, name: SchemaName): boolean => /^\s*ALTER\s/i.test(sql) && names(sql, name);

const names = (sql: string, { table, column }: SchemaName): boolean =>
  mentions(sql, table) && (column === null || mentions(sql, column));

/** Whether a statement is the one by which a table is made anew without the column. */
const rebuilds = (sql: string, { table }: SchemaName): boolean =>
  /^\s*(?:DROP|ALTER)\s+TABLE\b/i.test(sql) && mentions(sql, table);
