import type { Node } from 'web-tree-sitter';
import type { Certainty, SchemaName } from '../../domain/reference.ts';
import type { Tables } from '../../domain/tables.ts';
import type { Catalog } from '../catalog.ts';
import type { ModuleFacts } from './facts.ts';
import type { Inference } from './inference.ts';
import type { Mirrors } from './mirrors.ts';
import type { Models } from './models.ts';
import type { NodesAround } from './places.ts';
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
  readonly catalog: Catalog;
  readonly tables: Tables;
  readonly targets: readonly Target[];
}

/** A place in the file that names a target. */
export interface Seen {
  readonly name: SchemaName;
  readonly line: number;
  readonly certainty: Certainty;
  readonly kind: string;
  readonly why: string;
}

const lineOf = (node: Node): number => node.startPosition.row + 1;

export const seen = ({ name }: Target, node: Node, certainty: Certainty, kind: string, why: string): Seen => ({
  name,
  line: lineOf(node),
  certainty,
  kind,
  why,
});
