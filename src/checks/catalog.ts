import { type Change, diff } from '../domain/diff.ts';
import type { SchemaObject, SchemaSnapshot } from '../domain/snapshot.ts';

/** An index that a failed or interrupted CREATE INDEX CONCURRENTLY left: it costs on every write and serves no query. */
const isInvalidIndex = ({ kind, attributes }: SchemaObject): boolean => kind === 'index' && attributes.valid === 'no';

/** A CHECK, a foreign key or (from Postgres 18 on) a NOT NULL that was added NOT VALID: it holds for new rows only. */
const isNotValidated = ({ kind, attributes }: SchemaObject): boolean =>
  (kind === 'constraint' && attributes.validated === 'no') ||
  (kind === 'column' && attributes['not null validated'] === 'no');

/** A table that a batch rebuild puts in place of the real one while it copies. */
const isBatchTable = ({ kind, name }: SchemaObject): boolean => kind === 'table' && name.startsWith('_alembic_tmp_');

const isHalfMade = (object: SchemaObject): boolean =>
  isBatchTable(object) || isInvalidIndex(object) || isNotValidated(object);

/** Half-made objects that were not there, or were whole, before; empty as long as either side is not known. */
export const halfMadeSince = (before: SchemaSnapshot | null, after: SchemaSnapshot | null): readonly SchemaObject[] =>
  before && after ? [...after.values()].filter((object) => isHalfMade(object) && !isHalfMadeIn(before, object)) : [];

/** Whether the object of this key is half made in a snapshot. */
export function isHalfMadeIn(snapshot: SchemaSnapshot, { key }: SchemaObject): boolean {
  const object = snapshot.get(key);
  return object !== undefined && isHalfMade(object);
}

/** The labels of an enum type, each in its quotes. */
const labelsOf = ({ attributes }: SchemaObject): readonly string[] => attributes.labels?.match(/'(?:[^']|'')*'/g) ?? [];

/** A label or an extension that came and stayed: Postgres can remove no label, and an extension may serve others. */
export function isAddedForGood(change: Change): boolean {
  if (change.kind === 'added') return change.object.kind === 'extension';
  if (change.kind !== 'changed' || change.after.kind !== 'enum') return false;
  const labels = new Set(labelsOf(change.after));
  return (
    change.attributes.every(({ name }) => name === 'labels') &&
    labelsOf(change.before).every((label) => labels.has(label))
  );
}

/** Whether nothing differs but columns' places and the like. */
export const isCosmeticChange = (change: Change): boolean => change.kind === 'changed' && change.cosmetic;

/** What a downgrade left unlike it was; empty as long as either side is not known. */
export const residue = (before: SchemaSnapshot | null, after: SchemaSnapshot | null): readonly Change[] =>
  before && after ? diff(before, after) : [];
