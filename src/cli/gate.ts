import type { Evidence } from '../domain/evidence.ts';
import type { doctor } from '../gate/doctor.ts';
import type { check } from '../gate/gate.ts';
import type { Parts } from '../gate/parts.ts';
import type { PlanOptions } from '../gate/planning.ts';
import type { refs } from '../gate/refs.ts';

/** What the commands hand their work to. */
export interface Gate {
  readonly check: typeof check;
  readonly doctor: typeof doctor;
  readonly refs: typeof refs;
  readonly planOf: (options: PlanOptions, parts: Parts) => Promise<{ readonly evidence: Evidence }>;
  readonly parts: Parts;
}

/** Loaded when the command line is known to be good. */
export type LoadGate = () => Promise<Gate>;

export const loadGate: LoadGate = async () => {
  const [{ check }, { doctor }, { planOf }, { refs }, { parts }] = await Promise.all([
    import('../gate/gate.ts'),
    import('../gate/doctor.ts'),
    import('../gate/planning.ts'),
    import('../gate/refs.ts'),
    import('../parts.ts'),
  ]);
  return { check, doctor, planOf, refs, parts };
};
