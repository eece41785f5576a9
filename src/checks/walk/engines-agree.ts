import { engineNames } from '../../domain/engine-names.ts';
import type { Draft } from '../../domain/finding.ts';
import type { Location } from '../../domain/location.ts';
import type { Check } from '../check.ts';
import { lineNaming, upgradeLine } from '../lines.ts';
import { type Fact, shapeOf } from '../shape.ts';
import { subjectOf } from '../subject.ts';
import { arrival, draftOn, type Walked, walked } from '../walked.ts';

export const enginesAgree: Check = {
  id: 'engines-agree',
  group: 'walk',
  severity: 'warning',
  summary: 'What a revision changes is the same on every engine that the project uses.',
  why: 'Tests on one engine then pass for a schema that the other does not have: a missing column fails only in production, a missing constraint lets rows in that production refuses.',
  needs: ['plan', 'walk'],
  *run(evidence) {
    const groups = Map.groupBy(walked(evidence), ({ walk }) =>
      JSON.stringify([walk.project, walk.revision, walk.population]),
    );
    for (const ones of groups.values()) {
      const sides = ones.flatMap((one) => sideOf(one) ?? []);
      for (const [index, left] of sides.entries())
        for (const right of sides.slice(index + 1)) yield* compare(left, right);
    }
  },
};

/** What a revision made of the schema on one engine. */
interface Side {
  readonly one: Walked;
  readonly after: ReadonlyMap<string, Fact>;
  /** Keys of facts that came or went. */
  readonly changed: ReadonlySet<string>;
  readonly lineOf: (fact: Fact) => Location | null;
}

function sideOf(one: Walked): Side | null {
  const upgraded = arrival(one.walk, 'upgrade');
  if (!upgraded || !one.walk.before) return null;
  const before = shapeOf(one.walk.before);
  const after = shapeOf(upgraded.snapshot);
  const changed = [...before.keys(), ...after.keys()].filter((key) => before.has(key) !== after.has(key));
  return { one, after, changed: new Set(changed), lineOf: (fact) => lineNaming(fact.object, upgraded.statements) };
}

function* compare(left: Side, right: Side): Iterable<Draft> {
  for (const key of new Set([...left.changed, ...right.changed])) {
    const [has, lacks] = left.after.has(key) ? [left, right] : [right, left];
    const fact = has.after.get(key);
    if (!fact || lacks.after.has(key) || !fact.within.every((other) => lacks.after.has(other))) continue;
    const said = {
      subject: `${fact.kind === 'not null' ? 'not null of ' : ''}${subjectOf({ ...fact.object, schema: null })}`,
      at: has.lineOf(fact) ?? lacks.lineOf(fact) ?? upgradeLine(has.one.revision),
      what: `After the upgrade ${differences[fact.kind](fact.name, nameOf(has), nameOf(lacks))}.`,
      fix: fixes[fact.kind],
    };
    yield draftOn(left.one.walk, said);
    yield draftOn(right.one.walk, said);
  }
}

const nameOf = ({ one }: Side): string => engineNames[one.walk.engine];

const differences: Readonly<Record<Fact['kind'], (name: string, has: string, lacks: string) => string>> = {
  table: (name, has, lacks) => `${has} has the table \`${name}\`, ${lacks} has not`,
  column: (name, has, lacks) => `${has} has the column \`${name}\`, ${lacks} has not`,
  'not null': (name, has, lacks) => `\`${name}\` is NOT NULL on ${has} and nullable on ${lacks}`,
  unique: (name, has, lacks) => `\`${name}\` is unique on ${has}, and not on ${lacks}`,
  'foreign key': (name, has, lacks) => `${has} has the foreign key \`${name}\`, ${lacks} has not`,
};

const both =
  'Make the change on both: look for a branch on the dialect or a caught error that leaves it out on one engine. If the engines are meant to differ here, set `checks: {engines-agree: off}`.';
const byBatch =
  'Make the change on both: where SQLite cannot alter the table in place, use `with op.batch_alter_table("…") as batch_op:`. If the engines are meant to differ here, set `checks: {engines-agree: off}`.';
const fixes: Readonly<Record<Fact['kind'], string>> = {
  table: both,
  column: both,
  'not null': byBatch,
  unique: byBatch,
  'foreign key': byBatch,
};
