import { stringify } from 'yaml';
import type { DatabaseTarget } from '../../domain/database.ts';
import { GateError } from '../../domain/error.ts';
import type { MissingVariable } from './answers.ts';
import type { AlembicFacts } from './facts.ts';
import { plausibleValue } from './plausible-value.ts';
import { fillIn } from './target-urls.ts';

/** Environment variables that a project asks for and that are not set, as they come to light. */
export class MissingVariables {
  readonly #facts: AlembicFacts;
  readonly #target: DatabaseTarget;
  readonly #named = new Map<string, MissingVariable>();
  readonly #suspected = new Map<string, MissingVariable>();

  constructor(facts: AlembicFacts, target: DatabaseTarget) {
    this.#facts = facts;
    this.#target = target;
  }

  /** Variables that an error named. False when there is no new one. */
  add(variables: readonly MissingVariable[]): boolean {
    return addNew(this.#named, variables);
  }

  /** Variables that were looked for before an error that names none. False when there is no new one. */
  suspect(variables: readonly MissingVariable[]): boolean {
    return addNew(
      this.#suspected,
      variables.filter(({ name }) => !this.#named.has(name)),
    );
  }

  /** A plausible value for each. */
  madeUp(): Readonly<Record<string, string>> {
    const filled = this.#all().map((variable) => [
      variable.name,
      fillIn(this.#value(variable), this.#target, this.#facts.url),
    ]);
    return Object.fromEntries(filled);
  }

  /**
   * Says which are missing, with a block that is ready to paste. Null when none is known to be.
   *
   * @param enough whether the project ran with made-up values: only then are the suspected ones known to be missed
   */
  error(enough: boolean): GateError | null {
    const missing = enough ? this.#all() : [...this.#named.values()];
    if (missing.length === 0) return null;
    const { id, style } = this.#facts;
    const env = Object.fromEntries(missing.map((variable) => [variable.name, this.#value(variable)]));
    const project = style === 'none' ? { 'script-location': id } : { config: id };
    const block = stringify({ projects: [{ ...project, env }] }).trimEnd();
    const [number, verb] =
      missing.length === 1 ? ['an environment variable', 'is'] : [`${missing.length} environment variables`, 'are'];
    const names = missing.map(({ name }) => name).join(', ');
    return new GateError('missing-variables', `${id}: the project asks for ${number} that ${verb} not set: ${names}`, {
      hint: `Put this into migration-gate.yml and change what does not fit; {url} and its like stand for the scratch database:\n\n${block}`,
    });
  }

  #value(variable: MissingVariable): string {
    return plausibleValue(variable, this.#target.engine);
  }

  #all(): readonly MissingVariable[] {
    return [...this.#named.values(), ...this.#suspected.values()];
  }
}

function addNew(known: Map<string, MissingVariable>, variables: readonly MissingVariable[]): boolean {
  const further = variables.filter(({ name }) => !known.has(name));
  for (const variable of further) known.set(variable.name, variable);
  return further.length > 0;
}
