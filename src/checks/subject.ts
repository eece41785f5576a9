import type { SchemaObject } from '../domain/snapshot.ts';

/** Names an object so that two engines name the same thing alike: without the schema that everybody has. */
export function subjectOf(object: SchemaObject): string {
  const schema = object.schema === null || object.schema === 'public' ? [] : [object.schema];
  const table = object.table === null ? [] : [object.table];
  return `${object.kind} ${[...schema, ...table, object.name].join('.')}`;
}
