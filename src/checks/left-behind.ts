import { mentions } from '../domain/mentions.ts';
import type { SchemaObject } from '../domain/snapshot.ts';
import type { StepFailure } from '../domain/walk.ts';

/** Whether the database's words or the failing statement name an object, with its table: then what was left of it is the cause. */
export function isNamedIn(failure: StepFailure, object: SchemaObject): boolean {
  const text = `${failure.message}\n${failure.statement?.sql ?? ''}`;
  return mentions(text, object.name) && (object.table === null || mentions(text, object.table));
}
