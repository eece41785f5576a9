import type { ObjectKind, SchemaObject, SchemaSnapshot } from '../../../src/domain/snapshot.ts';
import type { Random } from '../../support/random.ts';

/** Thrown by what needs an object that is not there, or a later major. */
export class Nothing extends Error {}

/** Roles and a tablespace that every server of the suite has. */
export const roles = ['postgres', 'reader', '"Odd writer"'] as const;
export const tablespace = 'shelf';
const schemas = ['public', 'app', '"Odd schema"'] as const;

/** How many names there are for each schema: few, so that they are taken, dropped and taken again. */
const names = 60;

/** One relation with its columns, names quoted. */
export interface Relation {
  readonly ref: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** The database as it stands, to choose from. Everything it returns is SQL. */
export class World {
  readonly random: Random;
  readonly major: number;
  /** Its name, quoted. */
  readonly database: string;
  readonly #objects: readonly SchemaObject[];

  constructor(random: Random, major: number, database: string, snapshot: SchemaSnapshot) {
    this.random = random;
    this.major = major;
    this.database = quoted(database);
    this.#objects = [...snapshot.values()];
  }

  /** @throws Nothing on older servers */
  since(major: number): void {
    if (this.major < major) throw new Nothing();
  }

  pick<T>(choices: readonly T[]): T {
    if (choices.length === 0) throw new Nothing();
    return this.random.pick(choices);
  }

  /** The words, or nothing. */
  maybe(words: string, probability = 0.4): string {
    return this.random.chance(probability) ? words : '';
  }

  number(end: number): number {
    return this.random.below(end);
  }

  several<T>(choices: readonly T[], most = 3): readonly T[] {
    return this.random.shuffle(choices).slice(0, 1 + this.number(most));
  }

  /** A name that may be taken: then the statement fails and another is tried. */
  name(): string {
    const number = this.number(names);
    return this.random.chance(0.1) ? `"Odd ${number}"` : `n${number}`;
  }

  /** As `name`, in one of the schemas. */
  fresh(): string {
    return `${this.pick(schemas)}.${this.name()}`;
  }

  object(...kinds: readonly ObjectKind[]): SchemaObject {
    return this.pick(this.#objects.filter(({ kind }) => kinds.includes(kind)));
  }

  /** An object of a kind that the predicate holds for. */
  find(kind: ObjectKind, predicate: (object: SchemaObject) => unknown): SchemaObject {
    return this.pick(this.#objects.filter((object) => object.kind === kind && predicate(object)));
  }

  /** Whether there is an object of a kind with the schema and the name of what another belongs to. */
  isOn(object: SchemaObject, kind: ObjectKind): boolean {
    return this.#objects.some(
      (other) => other.kind === kind && other.schema === object.schema && other.name === object.table,
    );
  }

  /** Any object of a kind, as its own key names it: `public.users`, `public.add(integer, integer)`. */
  any(...kinds: readonly ObjectKind[]): string {
    return refOf(this.object(...kinds));
  }

  /** One of the kinds that the database has. */
  kind(): ObjectKind {
    return this.pick([...new Set(this.#objects.map(({ kind }) => kind))]);
  }

  has(kind: ObjectKind): boolean {
    return this.#objects.some((object) => object.kind === kind);
  }

  /** A relation with its columns; `least` of them at least. */
  relation(kinds: readonly ObjectKind[], least = 1): Relation {
    const columns = Map.groupBy(
      this.#objects.filter(({ kind }) => kind === 'column'),
      ({ schema, table }) => JSON.stringify([schema, table]),
    );
    const relations = this.#objects
      .filter(({ kind }) => kinds.includes(kind))
      .map((object) => ({
        ref: refOf(object),
        columns: (columns.get(JSON.stringify([object.schema, object.name])) ?? []).map(({ name, attributes }) => ({
          name: quoted(name),
          type: attributes.type ?? '',
        })),
      }))
      .filter(({ columns }) => columns.length >= least);
    return this.pick(relations);
  }

  table(least = 1): Relation {
    return this.relation(['table', 'partitioned table'], least);
  }

  role(): string {
    return this.pick(roles);
  }
}

/** The table that an object belongs to. */
export const tableOf = ({ schema, table }: SchemaObject): string => `${quoted(schema ?? '')}.${quoted(table ?? '')}`;

/** What stands after the kind in an object's key. */
export const refOf = ({ key, kind }: SchemaObject): string => key.slice(kind.length + 1);

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** One or more statements that change a database, run at once. */
export type Change = (world: World) => string;

/** Changes by what they are about. */
export type Changes = Readonly<Record<string, readonly Change[]>>;
