import type { Evidence } from '../domain/evidence.ts';
import type { Draft } from '../domain/finding.ts';
import { dotted, oncePerLine, type Reference } from '../domain/reference.ts';
import { type TakenAway, takenAway } from '../domain/taken-away.ts';

/** A line of code and what was taken away from under it. */
export interface Named {
  readonly reference: Reference;
  readonly taken: TakenAway;
  /** Which it is of the lines of the file that read alike, from 1. */
  readonly occurrence: number;
}

/** Every line of one end of the deploy that names something taken away, once, as sure as its surest reference. */
export function* namedAt({ walks, references }: Evidence, commit: Reference['commit']): Iterable<Named> {
  const own = oncePerLine(references.filter((reference) => reference.commit === commit));
  for (const taken of takenAway(walks)) {
    const alike = new Map<string, number>();
    for (const reference of own.filter((each) => dotted(each) === dotted(taken.name))) {
      const key = `${reference.file}\n${reference.text}`;
      const occurrence = (alike.get(key) ?? 0) + 1;
      alike.set(key, occurrence);
      yield { reference, taken, occurrence };
    }
  }
}

/** Documentation is read by people and breaks nothing: a check of its own speaks of it. */
export const isCode = ({ reference }: Named): boolean => reference.kind !== 'documentation';

/** One finding a line, with the revision's line as its cause. */
export function referenceDraft(
  check: string,
  { reference: { file, line, commit, text }, taken, occurrence }: Named,
  said: Pick<Draft, 'what' | 'fix' | 'severity'>,
): Draft {
  const { project, revision, statement, name } = taken;
  return {
    project,
    revision,
    engine: null,
    population: null,
    at: { file, line, commit },
    subject: `${dotted(name)} in ${file}: ${text}${occurrence > 1 ? ` (${occurrence})` : ''}`,
    causes: [
      {
        check,
        file: statement?.file ?? null,
        line: statement?.line ?? null,
        what: inShort(taken),
      },
    ],
    ...said,
  };
}

/** "Revision b2 drops `tenants.config`." */
function inShort(taken: TakenAway): string {
  const { revision, renamedTo, altered } = taken;
  if (altered !== null) return `Revision ${revision} alters ${called(taken)}: ${altered}.`;
  return `Revision ${revision} ${renamedTo === null ? 'drops' : 'renames'} ${called(taken)}.`;
}

/** "`tenants.config`", "the constraint `tenants.uq_name`" */
export const called = ({ name, constraint }: TakenAway): string =>
  `${constraint ? `the ${constraint.kind} ` : ''}\`${dotted(name)}\``;

/** "revision b2 drops (line 31)" */
export function tookAway({ revision, renamedTo, altered, statement }: TakenAway): string {
  const did = altered ?? (renamedTo === null ? 'drops' : `renames to \`${renamedTo}\``);
  return `revision ${revision} ${did}${statement?.line ? ` (line ${statement.line})` : ''}`;
}
