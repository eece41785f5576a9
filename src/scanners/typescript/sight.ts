import type { Certainty, SchemaName } from '../../domain/reference.ts';
import type { Tables } from '../../domain/tables.ts';
import type { ts } from '../../syntax/typescript.ts';
import type { Catalog } from '../catalog.ts';
import type { Receivers } from './receivers.ts';
import type { Shapes } from './shapes.ts';

/** One name that is looked for, with all that code may call it. */
export interface Target {
  readonly name: SchemaName;
  readonly words: ReadonlySet<string>;
}

/** All that is known while one file is looked through. */
export interface Sight {
  readonly tree: ts.SourceFile;
  readonly checker: ts.TypeChecker;
  readonly catalog: Catalog;
  readonly tables: Tables;
  readonly shapes: Shapes;
  readonly receivers: Receivers;
  readonly targets: readonly Target[];
  /** Of columns alone. */
  readonly columns: readonly Target[];
}

/** A place in the file that names a target. */
export interface Seen {
  readonly name: SchemaName;
  /** Offset in the file of the name, or of what holds it. */
  readonly at: number;
  readonly length: number;
  readonly certainty: Certainty;
  readonly kind: string;
  readonly why: string;
}

export const seen = ({ name }: Target, node: ts.Node, certainty: Certainty, kind: string, why: string): Seen => ({
  name,
  at: node.getStart(),
  length: node.getWidth(),
  certainty,
  kind,
  why,
});

/** The columns that a property may be by its name. */
export const named = (property: string | null, { columns }: Sight): readonly Target[] =>
  property === null ? [] : columns.filter(({ words }) => words.has(property));
