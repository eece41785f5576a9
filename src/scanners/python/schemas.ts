import type { Node } from 'web-tree-sitter';
import { calledName, keyword, lastSegment, literal } from './calls.ts';

/** What says in which schema tables live: written out, or by the name of what says it. */
export type SchemaSaid = { readonly text: string } | { readonly name: string };

/** Calls that make or take the collection of tables, whose schema is that of all its tables. */
const carriers = new Set(['declarative_base', 'automap_base', 'registry', 'SQLAlchemy']);

/** `"shared"`, `SCHEMA`, `MetaData(schema="shared")`, `declarative_base(metadata=metadata)`. */
export function schemaSaid(value: Node | null | undefined): SchemaSaid | null {
  if (!value) return null;
  const text = literal(value);
  if (text !== null) return { text };
  if (value.type === 'identifier' || value.type === 'attribute') return { name: value.text };
  if (value.type !== 'call') return null;
  const called = lastSegment(calledName(value));
  if (called === 'MetaData') return schemaSaid(keyword(value, 'schema'));
  return carriers.has(called) ? schemaSaid(keyword(value, 'metadata')) : null;
}

/** Of `{"schema": "shared"}`, by itself or at the end of a tuple. */
export function schemaInArguments(value: Node | null | undefined): SchemaSaid | null {
  if (value?.type === 'tuple') return schemaInArguments(value.namedChildren.at(-1));
  if (value?.type === 'call') return schemaSaid(keyword(value, 'schema'));
  const pair = value?.namedChildren.find(
    ({ type, firstNamedChild }) => type === 'pair' && firstNamedChild && literal(firstNamedChild) === 'schema',
  );
  return schemaSaid(pair?.childForFieldName('value'));
}
