import type { Check } from '../checks/check.ts';
import { engineNames } from '../domain/engine-names.ts';
import { type Draft, type Severity, severities } from '../domain/finding.ts';
import type { Location } from '../domain/location.ts';
import type { EngineId, Population } from '../domain/walk.ts';

/** All that one check says of one thing, whatever engine showed it. */
export interface Cluster {
  readonly check: Check;
  readonly severity: Severity;
  readonly project: string;
  readonly revision: string | null;
  readonly engines: readonly EngineId[];
  readonly population: Population | null;
  readonly at: Location | null;
  /** Sorted, without repetition. */
  readonly subjects: readonly string[];
  readonly what: string;
  readonly fix: string;
}

/** Puts drafts of one check together that speak of the same revision and there of the same subject or the same line. `ceiling`: default and harshest severity. */
export function cluster(check: Check, drafts: readonly Draft[], ceiling: Severity): readonly Cluster[] {
  const groups: Draft[][] = [];
  for (const draft of drafts) {
    const related = groups.filter((group) => group.some((other) => isSameThing(draft, other)));
    for (const group of related) groups.splice(groups.indexOf(group), 1);
    groups.push([...related.flat(), draft]);
  }
  return groups.flatMap((group) => merge(check, group, ceiling) ?? []);
}

const isSameThing = (a: Draft, b: Draft): boolean =>
  a.project === b.project && a.revision === b.revision && (a.subject === b.subject || isSameLine(a.at, b.at));

const isSameLine = (a: Location | null, b: Location | null): boolean =>
  a !== null && b !== null && a.line !== null && a.line === b.line && a.file === b.file && a.commit === b.commit;

function merge(check: Check, drafts: readonly Draft[], ceiling: Severity): Cluster | null {
  const ranked = drafts.toSorted((a, b) => rankOf(severityOf(b, ceiling)) - rankOf(severityOf(a, ceiling)));
  const [first] = ranked;
  if (!first) return null;
  const engines = [...new Set(drafts.flatMap(({ engine }) => engine ?? []))];
  return {
    check,
    severity: severityOf(first, ceiling),
    project: first.project,
    revision: first.revision,
    engines,
    population: first.population,
    at: first.at ?? ranked.find(({ at }) => at !== null)?.at ?? null,
    subjects: [...new Set(drafts.map(({ subject }) => subject))].sort(),
    what: tell(ranked, engines, ({ what }) => what).join('\n\n'),
    fix: tell(ranked, engines, ({ fix }) => fix).join('\n'),
  };
}

const rankOf = (severity: Severity): number => severities.indexOf(severity);

function severityOf({ severity }: Draft, ceiling: Severity): Severity {
  return severity === undefined || rankOf(severity) > rankOf(ceiling) ? ceiling : severity;
}

/** Each text once. What only some of the engines show says so, unless it names its engine by itself. */
function tell(
  drafts: readonly Draft[],
  engines: readonly EngineId[],
  textOf: (draft: Draft) => string,
): readonly string[] {
  const groups = Map.groupBy(drafts, (draft) => sentenceOf(textOf(draft)));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const text = textOf(first);
    const own = new Set(group.flatMap(({ engine }) => engine ?? []));
    const names = engines.filter((engine) => own.has(engine)).map((engine) => engineNames[engine]);
    return own.size === engines.length || names.some((name) => text.includes(name))
      ? [text]
      : [`On ${names.join(' and ')}: ${text}`];
  });
}

/** What comes before the first block: the same fact may be spelt otherwise in each engine's definitions. */
const sentenceOf = (text: string): string => text.split('\n\n', 1)[0] ?? text;
