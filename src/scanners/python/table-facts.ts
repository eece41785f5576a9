import type { Node } from 'web-tree-sitter';
import type { Place } from '../place.ts';
import { columnOf } from './attributes.ts';
import { calledName, keyword, lastSegment, literal, positional } from './calls.ts';
import { placeOf } from './node-place.ts';
import { type SchemaSaid, schemaSaid } from './schemas.ts';

/** `tenants = Table("tenants", metadata, Column("config", JSON))`. */
export interface TableFacts {
  readonly table: string;
  readonly schema: SchemaSaid | null;
  /** Column → where its name stands. */
  readonly columns: ReadonlyMap<string, Place>;
}

export const variableOf = (call: Node): string | undefined =>
  call.parent?.type === 'assignment' ? call.parent.childForFieldName('left')?.text : undefined;

export function tableFacts(call: Node): TableFacts | null {
  if (lastSegment(calledName(call)) !== 'Table') return null;
  const [first, ...rest] = positional(call);
  const table = first && literal(first);
  if (table === undefined || table === null) return null;
  const columns = rest.flatMap((node): readonly (readonly [string, Place])[] => {
    const column = node.type === 'call' ? columnOf(node)?.column : null;
    return column ? [[column, placeOf(node, new Set([column]))]] : [];
  });
  return { table, schema: schemaSaid(keyword(call, 'schema') ?? rest[0]), columns: new Map(columns) };
}

/** `mapper(Tenant, tenants)`, `registry.map_imperatively(Tenant, tenants)`. */
export function mapping(call: Node): readonly [string, string] | null {
  if (!['mapper', 'map_imperatively'].includes(lastSegment(calledName(call)))) return null;
  const [mapped, table] = positional(call);
  return mapped && table ? [mapped.text, table.text] : null;
}
