import type { Node } from 'web-tree-sitter';
import type { Certainty, SchemaName } from '../../domain/reference.ts';
import type { Tables } from '../../domain/tables.ts';
import type { Catalog } from '../catalog.ts';
import type { Place } from '../place.ts';
import type { ModuleFacts } from './facts.ts';
import type { Inference } from './inference.ts';
import type { Mirrors } from './mirrors.ts';
import type { Models } from './models.ts';
import { placeOf } from './node-place.ts';
import type { NodesAround } from './places.ts';
import type { RowEvidence } from './row-evidence.ts';
import type { Target } from './target.ts';

/** All that is known while one file is looked through. */
export interface Sight {
  readonly around: NodesAround;
  readonly facts: ModuleFacts;
  readonly inference: Inference;
  /** Inference that takes names of which nothing is known for what they are called. */
  readonly guesses: Inference;
  readonly models: Models;
  readonly mirrors: Mirrors;
  readonly rows: RowEvidence;
  readonly catalog: Catalog;
  readonly tables: Tables;
  readonly targets: readonly Target[];
}

/** A place in the file that names a target. */
export interface Seen extends Place {
  readonly name: SchemaName;
  readonly certainty: Certainty;
  readonly kind: string;
  readonly why: string;
}

export const seen = ({ name, words }: Target, node: Node, certainty: Certainty, kind: string, why: string): Seen => ({
  name,
  ...placeOf(nameIn(node), words),
  certainty,
  kind,
  why,
});

/** The part of an expression that is the name: of an attribute what stands behind the dot, of an argument its keyword, of a string what is in it. */
const nameIn = (node: Node): Node =>
  node.childForFieldName('attribute') ??
  (node.type === 'keyword_argument' ? node.childForFieldName('name') : null) ??
  (node.type === 'string' ? node.namedChildren.find(({ type }) => type === 'string_content') : null) ??
  node;
