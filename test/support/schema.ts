import type { ObjectKind, SchemaObject, SchemaSnapshot } from '../../src/domain/snapshot.ts';

type Attributes = Readonly<Record<string, string>>;

/** Objects of the `public` schema as Postgres has them; `onSqlite` makes the same without schemas. */
const made = (
  kind: ObjectKind,
  table: string | null,
  name: string,
  attributes: Attributes,
  definition: string,
): SchemaObject => ({
  key: `${kind} ${['public', ...(table === null ? [] : [table]), name].join('.')}`,
  kind,
  schema: 'public',
  table,
  name,
  attributes,
  definition,
});

export const table = (name: string, attributes: Attributes = {}): SchemaObject =>
  made('table', null, name, attributes, `CREATE TABLE ${name} ()`);

export const column = (of: string, name: string, attributes: Attributes = {}): SchemaObject => {
  const { type = 'integer', default: initial, 'not null': notNull } = attributes;
  const definition = [name, type, initial && `DEFAULT ${initial}`, notNull && 'NOT NULL'].filter(Boolean).join(' ');
  return made('column', of, name, { type, ...attributes }, definition);
};

export const index = (of: string, name: string, on: string, attributes: Attributes = {}): SchemaObject =>
  made('index', of, name, attributes, `CREATE INDEX ${name} ON public.${of} USING btree (${on})`);

/** `type`: `unique`, `check`, `foreign key`, `primary key`. */
export const constraint = (
  of: string,
  name: string,
  type: string,
  text: string,
  attributes: Attributes = {},
): SchemaObject =>
  made('constraint', of, name, { type, definition: text, ...attributes }, `CONSTRAINT ${name} ${text}`);

export const enumType = (name: string, labels: string): SchemaObject =>
  made('enum', null, name, { labels }, `CREATE TYPE ${name} AS ENUM (${labels})`);

export const extension = (name: string): SchemaObject => made('extension', null, name, {}, `CREATE EXTENSION ${name}`);

export const snapshot = (...objects: readonly SchemaObject[]): SchemaSnapshot =>
  new Map(objects.map((object) => [object.key, object]));

export const empty: SchemaSnapshot = snapshot();

/** The same catalog as SQLite shows it: no schemas. */
export const onSqlite = (from: SchemaSnapshot): SchemaSnapshot =>
  snapshot(
    ...[...from.values()].map((object) => ({ ...object, schema: null, key: object.key.replace('public.', '') })),
  );
