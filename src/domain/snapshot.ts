/** Kinds of things in a catalog; a new kind is one entry here and one catalog query. */
export const objectKinds = [
  'schema',
  'extension',
  'table',
  'partitioned table',
  'foreign table',
  'view',
  'materialized view',
  'sequence',
  'column',
  'constraint',
  'index',
  'trigger',
  'event trigger',
  'policy',
  'rule',
  'statistics',
  'enum',
  'domain',
  'range',
  'composite type',
  'type',
  'collation',
  'cast',
  'operator',
  'operator class',
  'operator family',
  'function',
  'procedure',
  'aggregate',
  'language',
  'transform',
  'access method',
  'conversion',
  'publication',
  'subscription',
  'foreign server',
  'foreign data wrapper',
  'user mapping',
  'text search configuration',
  'text search dictionary',
  'text search parser',
  'text search template',
  'default privileges',
  'role',
  'database setting',
  'security label',
  'system privileges',
] as const;
export type ObjectKind = (typeof objectKinds)[number];

/** `<kind> <qualified name>`: `column public.users.email`, `index ix_users_email`. Unique in a snapshot. */
export type ObjectKey = string;

/** One object of a catalog, flat: what it is in `attributes`, how the database would write it in `definition`. */
export interface SchemaObject {
  readonly key: ObjectKey;
  /** Which of several databases that are migrated together; absent when there is one. */
  readonly database?: string;
  readonly kind: ObjectKind;
  /** Null on engines without schemas, and for objects that live in none. */
  readonly schema: string | null;
  /** The table, view or type the object belongs to, unqualified; null for objects that stand alone. */
  readonly table: string | null;
  readonly name: string;
  /**
   * Everything that makes the object what it is, by the field's own words (`type`, `default`, `not null`, `comment`, `privileges`), as text that
   * the same catalog always prints the same way. An absent attribute and an absent key are the same. `position` is a column's place in its table.
   */
  readonly attributes: Readonly<Record<string, string>>;
  /** What outlives a name: `16402`, of a column `16402.3`. Two databases have different ones, so nothing compares it but an object with itself. */
  readonly oid?: string;
  /** One or more lines of SQL for a person to read: as the database itself would print it, where it can. */
  readonly definition: string;
}

/** The key of an object among those of several databases. */
export const keyIn = (key: ObjectKey, database: string | undefined): ObjectKey =>
  database === undefined ? key : `${key} in ${database}`;

/** What the catalog held at one moment, without version tables and members of extensions. */
export type SchemaSnapshot = ReadonlyMap<ObjectKey, SchemaObject>;

/** A catalog with the very objects of an earlier reading where they are as they were: most are, and a walk keeps a catalog for every step. */
export function sharing(earlier: SchemaSnapshot, now: SchemaSnapshot): SchemaSnapshot {
  const shared = new Map<ObjectKey, SchemaObject>();
  for (const [key, object] of now) {
    const was = earlier.get(key);
    shared.set(key, was && (was === object || isAsItWas(was, object)) ? was : object);
  }
  return shared;
}

const isAsItWas = (was: SchemaObject, is: SchemaObject): boolean =>
  was.oid === is.oid && was.definition === is.definition && hasSameAttributes(was, is);

export function hasSameAttributes({ attributes: was }: SchemaObject, { attributes: is }: SchemaObject): boolean {
  const names = Object.keys(was);
  return names.length === Object.keys(is).length && names.every((name) => was[name] === is[name]);
}
