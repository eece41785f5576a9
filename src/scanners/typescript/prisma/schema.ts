/** One field of a model in a Prisma schema. */
interface PrismaField {
  readonly name: string;
  /** Without `?` and `[]`. */
  readonly type: string;
  readonly many: boolean;
  /** Of `@map`. */
  readonly column: string | null;
  readonly line: number;
}

export interface PrismaModel {
  readonly name: string;
  /** Of `@@map`; null where the table is called like the model. */
  readonly table: string | null;
  /** Of `@@schema`. */
  readonly schema: string | null;
  readonly fields: readonly PrismaField[];
  /** Lines that name fields in brackets: `@@index([config])`, `@relation(fields: [planId])`. */
  readonly lists: readonly { readonly line: number; readonly names: readonly string[] }[];
  readonly file: string;
  readonly line: number;
}

/** The models and views of a Prisma schema. */
export function modelsOf(file: string, text: string): readonly PrismaModel[] {
  const models: PrismaModel[] = [];
  let open: {
    name: string;
    line: number;
    table: string | null;
    schema: string | null;
    fields: PrismaField[];
    lists: PrismaModel['lists'][number][];
  } | null = null;
  for (const [index, written] of text.split('\n').entries()) {
    const line = written.replace(/\/\/.*$/, '');
    const start = /^\s*(?:model|view)\s+(\w+)\s*\{/.exec(line)?.[1];
    if (start !== undefined) open = { name: start, line: index + 1, table: null, schema: null, fields: [], lists: [] };
    else if (open && /^\s*\}/.test(line)) {
      models.push({ ...open, file });
      open = null;
    } else if (open) read(line, index + 1, open);
  }
  return models;
}

function read(
  line: string,
  at: number,
  model: {
    table: string | null;
    schema: string | null;
    fields: PrismaField[];
    lists: PrismaModel['lists'][number][];
  },
): void {
  model.table = /^\s*@@map\(\s*(?:name:\s*)?"([^"]+)"/.exec(line)?.[1] ?? model.table;
  model.schema = /^\s*@@schema\(\s*(?:name:\s*)?"([^"]+)"/.exec(line)?.[1] ?? model.schema;
  const [, name, type, many] = /^\s*(\w+)\s+(\w+)(\[\])?/.exec(line) ?? [];
  const column = /\s@map\(\s*(?:name:\s*)?"([^"]+)"/.exec(line)?.[1] ?? null;
  if (name !== undefined && type !== undefined)
    model.fields.push({ name, type, many: many !== undefined, column, line: at });
  const names = [...line.matchAll(/(?:fields:\s*|@@\w+\(\s*)\[([^\]]*)\]/g)].flatMap(([, list = '']) =>
    list.split(',').map((each) => each.trim().replace(/\(.*/, '')),
  );
  if (names.length > 0) model.lists.push({ line: at, names });
}
