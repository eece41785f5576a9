import type { EngineId, Movement } from './walk.ts';

/** What the gate is doing right now, for a person who waits. */
export type ProgressEvent =
  | { readonly kind: 'started'; readonly what: string }
  | { readonly kind: 'engine'; readonly engine: EngineId; readonly what: string }
  | {
      readonly kind: 'step';
      readonly engine: EngineId;
      readonly revision: string;
      readonly movement: Movement | 'base' | 'rollback';
      /** Counts from 1. */
      readonly index: number;
      readonly total: number;
    }
  | { readonly kind: 'finished'; readonly engine: EngineId };

export type Progress = (event: ProgressEvent) => void;
