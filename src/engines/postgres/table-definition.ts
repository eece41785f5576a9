import type { SchemaObject } from '../../domain/snapshot.ts';

/**
 * CREATE TABLE as a person would write it, with the columns in their order and the constraints.
 * @param name qualified and quoted where needed
 * @param children whatever belongs to the table
 */
export function tableDefinition(
  name: string,
  { kind, attributes }: SchemaObject,
  children: readonly SchemaObject[],
): string {
  const columns = children.filter((child) => child.kind === 'column').sort((a, b) => position(a) - position(b));
  const constraints = children.filter((child) => child.kind === 'constraint');
  const lines = [
    ...columns.map(({ definition }) => definition),
    ...constraints.map((constraint) => `CONSTRAINT ${constraint.name} ${constraint.attributes.definition}`),
  ];
  const { unlogged, inherits, bound, server, options } = attributes;
  const head = ['CREATE', unlogged && 'UNLOGGED', kind === 'foreign table' && 'FOREIGN', 'TABLE', name];
  const tail = [
    inherits !== undefined && (bound === undefined ? `INHERITS (${inherits})` : `PARTITION OF ${inherits} ${bound}`),
    attributes['partition by'] !== undefined && `PARTITION BY ${attributes['partition by']}`,
    attributes['access method'] !== undefined && `USING ${attributes['access method']}`,
    server !== undefined && `SERVER ${server}`,
    options !== undefined && `WITH (${options})`,
    attributes.tablespace !== undefined && `TABLESPACE ${attributes.tablespace}`,
  ];
  const body = lines.length === 0 ? '()' : `(\n${lines.map((line) => `  ${line}`).join(',\n')}\n)`;
  return [...head, body, ...tail].filter(Boolean).join(' ');
}

const position = (column: SchemaObject): number => Number(column.attributes.position);
