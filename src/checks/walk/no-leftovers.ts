import { nameObject } from '../../domain/describe.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Draft } from '../../domain/finding.ts';
import type { SchemaObject, SchemaSnapshot } from '../../domain/snapshot.ts';
import type { Walk } from '../../domain/walk.ts';
import { halfMadeSince, isHalfMadeIn } from '../catalog.ts';
import type { Check } from '../check.ts';
import { lineNaming, upgradeLine } from '../lines.ts';
import { subjectOf } from '../subject.ts';
import { type Arrival, arrival, draftOn, type Walked, walked } from '../walked.ts';

export const noLeftovers: Check = {
  id: 'no-leftovers',
  group: 'walk',
  severity: 'error',
  summary: 'No half-made object stays: batch tables, invalid indexes, constraints not validated.',
  why: 'Half-made objects do harm without a word: an invalid index slows every write and helps no query, and a batch table makes the next attempt fail because it is there already.',
  needs: ['plan', 'walk'],
  *run(evidence) {
    for (const one of walked(evidence)) yield* leftBy(one, lastArrival(evidence, one.walk)?.snapshot ?? null);
  },
};

/** Where the newest revision of the plan that went up on this engine arrived. */
const lastArrival = ({ walks }: Evidence, own: Walk): Arrival | undefined =>
  walks
    .filter(
      ({ project, engine, population }) =>
        project === own.project && engine === own.engine && population === own.population,
    )
    .flatMap((walk) => arrival(walk, 'upgrade') ?? [])
    .at(-1);

/** Left out is what a later revision finished: a VALIDATE in the next revision is how NOT VALID is meant. */
function* leftBy(one: Walked, end: SchemaSnapshot | null): Iterable<Draft> {
  const told = new Set<string>();
  for (const movement of ['upgrade', 'downgrade', 're-upgrade'] as const) {
    const left = halfMadeSince(one.walk.before, arrival(one.walk, movement)?.snapshot ?? null);
    for (const leftover of left) {
      const isFinished = movement !== 'downgrade' && end !== null && !isHalfMadeIn(end, leftover);
      if (told.has(leftover.key) || isFinished) continue;
      told.add(leftover.key);
      yield draftOf(one, leftover);
    }
  }
}

function draftOf({ walk, revision }: Walked, leftover: SchemaObject): Draft {
  const statements = walk.steps.flatMap((step) => step.statements);
  return draftOn(walk, {
    subject: subjectOf(leftover),
    at: lineNaming(leftover, statements) ?? upgradeLine(revision),
    ...say(leftover),
  });
}

function say(leftover: SchemaObject): Pick<Draft, 'what' | 'fix' | 'severity'> {
  const name = nameObject(leftover);
  if (leftover.kind === 'index')
    return {
      what: `The ${name} is INVALID: it is kept up to date on every write, and no query uses it.`,
      fix: `Drop it and build it again: \`DROP INDEX CONCURRENTLY IF EXISTS ${leftover.name}\` before the CREATE INDEX, each in \`autocommit_block()\`. On a partitioned table, attach an index of every partition.`,
    };
  if (leftover.kind === 'table')
    return {
      what: `The ${name}, which a batch operation makes for itself while it rebuilds a table, is still there.`,
      fix: `Let the batch operation run to its end; where an earlier attempt may have left the table, put \`op.execute("DROP TABLE IF EXISTS ${leftover.name}")\` before it.`,
    };
  const constraint = leftover.kind === 'column' ? leftover.attributes['not null name'] : leftover.name;
  return {
    severity: 'notice',
    what: `The ${leftover.kind === 'column' ? `NOT NULL of ${name}` : name} is NOT VALID: it holds for new rows, not for those that are there.`,
    fix: `This is the safe first half. Let a later revision run \`ALTER TABLE … VALIDATE CONSTRAINT ${constraint}\`, which does not block writes.`,
  };
}
