import type { Evidence } from '../domain/evidence.ts';
import type { doctor } from '../gate/doctor.ts';
import type { check } from '../gate/gate.ts';
import type { Parts } from '../gate/parts.ts';
import type { PlanOptions } from '../gate/planning.ts';
import type { refs } from '../gate/refs.ts';
import type { renaming } from '../gate/renaming.ts';

/** What the commands hand their work to. */
export interface Gate {
  readonly check: typeof check;
  readonly doctor: typeof doctor;
  readonly refs: typeof refs;
  readonly renaming: typeof renaming;
  readonly planOf: (options: PlanOptions, parts: Parts) => Promise<{ readonly evidence: Evidence }>;
  readonly parts: Parts;
}

/** Loaded when the command line is known to be good, each verb when it is called. */
export type LoadGate = () => Promise<Gate>;

export const loadGate: LoadGate = async () => {
  const { parts } = await import('../parts.ts');
  return {
    check: async (...given) => (await import('../gate/gate.ts')).check(...given),
    doctor: async (...given) => (await import('../gate/doctor.ts')).doctor(...given),
    planOf: async (...given) => (await import('../gate/planning.ts')).planOf(...given),
    refs: async (...given) => (await import('../gate/refs.ts')).refs(...given),
    renaming: async (...given) => (await import('../gate/renaming.ts')).renaming(...given),
    parts,
  };
};
