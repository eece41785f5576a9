import { ts } from '../../../syntax/typescript.ts';
import type { Catalog } from '../../catalog.ts';
import { lineText } from '../../line-text.ts';
import type { Code, Found } from '../../scanner.ts';
import { type Entity, tableOf as tableSaid } from '../entities/entity.ts';
import type { Target } from '../sight.ts';
import { clientFile, clientOf, delegateOf } from './client.ts';
import { modelsOf, type PrismaModel } from './schema.ts';

/** What the Prisma schemas of a repository describe. */
export interface Prisma {
  readonly models: readonly PrismaModel[];
  /** The declarations of the client that would be generated; null without a schema. */
  readonly client: ts.SourceFile | null;
}

export async function prismaOf(code: Code): Promise<Prisma> {
  const paths = (await code.list('')).filter(
    (path) => path.endsWith('.prisma') && !/(?:^|\/)node_modules\//.test(path),
  );
  const models = [...(await code.readAll(paths))].flatMap(([path, content]) =>
    modelsOf(path, content.toString('utf8')),
  );
  if (models.length === 0) return { models, client: null };
  const client = ts.createSourceFile(clientFile, clientOf(models), ts.ScriptTarget.ESNext, true);
  return { models, client };
}

function tableOf({ name, table, schema, fields }: PrismaModel, catalog: Catalog): string {
  const columns = new Map(fields.map((field) => [field.column ?? field.name, null]));
  return tableSaid({ table: table ?? (catalog.has(name) ? name : null), schema }, name, catalog, columns);
}

const columnsOf = (fields: PrismaModel['fields']): readonly string[] =>
  fields.map(({ name, column }) => column ?? name);

/** Fields that are columns: neither lists nor other models. */
function stored({ fields }: PrismaModel, models: ReadonlySet<string>): PrismaModel['fields'] {
  return fields.filter(({ type }) => !models.has(type));
}

export function prismaEntities({ models, client }: Prisma, catalog: Catalog): readonly Entity[] {
  const interfaces = new Map(
    [...(client?.statements ?? [])].filter(ts.isInterfaceDeclaration).map((node) => [node.name.text, node] as const),
  );
  const names = new Set(models.map(({ name }) => name));
  return models.flatMap((model) => {
    const node = interfaces.get(model.name);
    if (!node) return [];
    const columns = new Map(stored(model, names).map(({ name, column }) => [name, column]));
    const { name, file, line } = model;
    return [
      {
        node,
        name,
        other: delegateOf(name),
        at: `${file}:${line}`,
        table: tableOf(model, catalog),
        columns,
        naming: 'same' as const,
      },
    ];
  });
}

/** Tables with their columns, as the schemas declare them. */
export const prismaTables = ({ models }: Prisma): readonly (readonly [string, readonly string[]])[] => {
  const names = new Set(models.map(({ name }) => name));
  return models.map((model) => {
    const { schema, name, table } = model;
    return [`${schema === null ? '' : `${schema}.`}${table ?? name}`, columnsOf(stored(model, names))];
  });
};

/** Lines of the schemas themselves that name a target. */
export async function inSchemas(
  { models }: Prisma,
  code: Code,
  catalog: Catalog,
  targets: readonly Target[],
): Promise<readonly Found[]> {
  const texts = await code.readAll([...new Set(models.map(({ file }) => file))]);
  return models.flatMap((model) => {
    const lines = (texts.get(model.file)?.toString('utf8') ?? '').split('\n');
    const own = targets.filter(({ name }) => name.table === tableOf(model, catalog));
    return own.flatMap(({ name }) => {
      const is = (field: string, column: string | null) =>
        (column ?? catalog.column(name.table, field)) === name.column;
      const fields = model.fields.filter((field) => is(field.name, field.column));
      const called = new Set(fields.map((field) => field.name));
      const at =
        name.column === null
          ? [model.line]
          : [
              ...fields.map(({ line }) => line),
              ...model.lists.filter(({ names }) => names.some((each) => called.has(each))).map(({ line }) => line),
            ];
      return at.map(
        (line): Found => ({
          ...name,
          file: model.file,
          line,
          text: lineText(lines, line),
          certainty: 'certain',
          kind: 'declaration',
          why: `${model.name} is mapped to ${name.table} (${model.file}:${model.line})`,
        }),
      );
    });
  });
}
