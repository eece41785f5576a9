import { createHash } from 'node:crypto';
import type { Check } from '../checks/check.ts';
import { type Cause, type Draft, type Finding, type Severity, severities } from '../domain/finding.ts';
import type { Plan } from '../domain/plan.ts';
import { type Cluster, cluster } from './clusters.ts';
import { foldings } from './foldings.ts';

/** What one check had to say. */
export interface Said {
  readonly check: Check;
  readonly drafts: readonly Draft[];
}

/** By check id; a check that is not named keeps its own severity. A configured one is the check's new default and the harshest it may be. */
export type SeveritySettings = Readonly<Record<string, 'off' | Severity>>;

/**
 * One finding for each cause: what several engines show is told once, and what another check already accounts for is kept in its `causes`.
 * From harsh to mild, then in the plan's order of revisions (what belongs to none comes first), then in the order of `said`.
 */
export function toFindings(said: readonly Said[], settings: SeveritySettings, plan: Plan): readonly Finding[] {
  const clusters = said.flatMap(({ check, drafts }) => {
    const setting = settings[check.id] ?? check.severity;
    return setting === 'off' ? [] : cluster(check, drafts, setting);
  });
  const order = said.map(({ check }) => check.id);
  const place = placeIn(plan);
  const [alone, related] = [clusters.filter(isAlone), clusters.filter((each) => !isAlone(each))];
  return [...fold(related), ...alone.map((each) => finding(each, []))].sort(
    (a, b) =>
      severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
      place(a) - place(b) ||
      order.indexOf(a.check) - order.indexOf(b.check),
  );
}

function placeIn(plan: Plan): (finding: Finding) => number {
  const places = new Map<string, number>();
  for (const { project, revisions } of plan.projects) {
    places.set(placeKey(project, null), places.size);
    for (const { revision } of revisions) places.set(placeKey(project, revision), places.size);
  }
  return ({ project, revision }) => places.get(placeKey(project, revision)) ?? places.size;
}

const placeKey = (project: string, revision: string | null): string => JSON.stringify([project, revision]);

const mayFold = new Set(foldings.flatMap(({ primary, folds }) => [primary, ...folds]));

/** No other check accounts for it, or is accounted for by it. */
const isAlone = ({ check }: Cluster): boolean => !mayFold.has(check.id);

function fold(clusters: readonly Cluster[]): Finding[] {
  const waiting = clusters.toSorted(
    (a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity) || rank(a) - rank(b),
  );
  const findings: Finding[] = [];
  for (let primary = waiting.shift(); primary; primary = waiting.shift()) {
    const folded = waiting.filter((other) => isOneCause(primary as Cluster, other));
    for (const other of folded) waiting.splice(waiting.indexOf(other), 1);
    findings.push(finding(primary, folded));
  }
  return findings;
}

function rank({ check }: Cluster): number {
  const index = foldings.findIndex(({ primary }) => primary === check.id);
  return index < 0 ? foldings.length : index;
}

const isOneCause = (a: Cluster, b: Cluster): boolean => accountsFor(a, b) || accountsFor(b, a);

function accountsFor(a: Cluster, b: Cluster): boolean {
  const sameEngines =
    a.engines.length === 0 || b.engines.length === 0 || a.engines.some((engine) => b.engines.includes(engine));
  const sameRevision = a.project === b.project && (a.revision === b.revision || a.revision === null);
  return (
    sameEngines &&
    sameRevision &&
    foldings.some(
      ({ primary, folds, scope }) =>
        primary === a.check.id &&
        folds.includes(b.check.id) &&
        (scope === 'revision' || a.subjects.some((subject) => b.subjects.includes(subject))),
    )
  );
}

const finding = (primary: Cluster, folded: readonly Cluster[]): Finding => ({
  check: primary.check.id,
  severity: primary.severity,
  project: primary.project,
  revision: primary.revision,
  engines: primary.engines,
  population: primary.population,
  at: primary.at,
  what: primary.what,
  why: primary.check.why,
  fix: primary.fix,
  causes: [...primary.causes, ...folded.map(causeOf)],
  fingerprint: fingerprint(primary),
  suppressed: null,
});

const causeOf = ({ check, at, what }: Cluster): Cause => ({
  check: check.id,
  file: at?.file ?? null,
  line: at?.line ?? null,
  what,
});

/** 16 hex digits over what does not change while the finding stands: neither lines nor counts. */
const fingerprint = ({ check, project, revision, subjects }: Cluster): string =>
  createHash('sha256')
    .update(JSON.stringify([check.id, project, revision, subjects]))
    .digest('hex')
    .slice(0, 16);
