import type { SchemaObject } from '../domain/snapshot.ts';

/** Names an object so that two engines name the same thing alike: without the schema that everybody has, with the database where there are several. */
export function subjectOf(object: SchemaObject): string {
  const database = object.database === undefined ? [] : [object.database];
  const schema = object.schema === null || object.schema === 'public' ? [] : [object.schema];
  const table = object.table === null ? [] : [object.table];
  return `${object.kind} ${[...database, ...schema, ...table, object.name].join('.')}`;
}
