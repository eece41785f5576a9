import type { Check } from '../checks/check.ts';
import { engineNames } from '../domain/engine-names.ts';
import { type Cause, type Draft, type Severity, severities } from '../domain/finding.ts';
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
  /** What the drafts say brought it about. */
  readonly causes: readonly Cause[];
}

/**
 * Puts drafts of one check together that speak of the same revision, and there of the same subject, or equally harshly of the same line.
 * @param ceiling their severity where they name none, and the harshest they may have
 */
export function cluster(check: Check, drafts: readonly Draft[], ceiling: Severity): readonly Cluster[] {
  const groups = new Set<Draft[]>();
  const groupOf = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const keys = keysOf(draft, ceiling);
    const found = new Set(keys.map((key) => groupOf.get(key)).filter((group) => group !== undefined));
    const [first = [], second = []] = found.size < 2 ? found : [...groups].filter((group) => found.has(group));
    first.push(...second, draft);
    for (const key of [...keys, ...second.flatMap((other) => keysOf(other, ceiling))]) groupOf.set(key, first);
    groups.delete(second);
    // The last that grew stands last.
    groups.delete(first);
    groups.add(first);
  }
  return [...groups].flatMap((group) => merge(check, group, ceiling) ?? []);
}

/** What makes drafts one: they share one of these. */
function keysOf(draft: Draft, ceiling: Severity): readonly string[] {
  const { project, revision, subject, at } = draft;
  const line =
    at === null || at.line === null ? [] : [[severityOf(draft, ceiling), at.file, at.line, at.commit] as const];
  return [[subject], ...line].map((own) => JSON.stringify([project, revision, ...own]));
}

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
    what: withoutRepeatedHeads(tell(ranked, engines, ({ what }) => what)).join('\n\n'),
    fix: tell(ranked, engines, ({ fix }) => fix).join('\n'),
    causes: distinct(ranked.flatMap(({ causes = [] }) => causes)),
  };
}

const distinct = (causes: readonly Cause[]): readonly Cause[] => [
  ...new Map(causes.map((cause) => [JSON.stringify(cause), cause])).values(),
];

const rankOf = (severity: Severity): number => severities.indexOf(severity);

function severityOf({ severity }: Draft, ceiling: Severity): Severity {
  return severity === undefined || rankOf(severity) > rankOf(ceiling) ? ceiling : severity;
}

/** Each text once, without those that another one repeats and carries on. What only some of the engines show says so, unless it names its engine itself. */
function tell(
  drafts: readonly Draft[],
  engines: readonly EngineId[],
  textOf: (draft: Draft) => string,
): readonly string[] {
  const sentences = new Set(drafts.map((draft) => sentenceOf(textOf(draft))));
  return [...sentences].flatMap((sentence) => {
    if ([...sentences].some((other) => other !== sentence && other.startsWith(sentence))) return [];
    const group = drafts.filter((draft) => sentence.startsWith(sentenceOf(textOf(draft))));
    const text = group.map(textOf).find((one) => sentenceOf(one) === sentence) ?? sentence;
    const names = engines
      .filter((engine) => group.some((draft) => draft.engine === engine))
      .map((engine) => engineNames[engine]);
    const isCommon = names.length === engines.length || names.some((name) => text.includes(name));
    return [isCommon ? text : `On ${names.join(' and ')}: ${text}`];
  });
}

/** What comes before the first block: the same fact may be spelt otherwise in each engine's definitions. */
const sentenceOf = (text: string): string => text.split('\n\n', 1)[0] ?? text;

/** A first line that an earlier text has as well is told once: what each engine said of it follows. */
function withoutRepeatedHeads(texts: readonly string[]): readonly string[] {
  const heads = new Set<string>();
  return texts.map((text) => {
    const end = text.indexOf('\n');
    const head = text.slice(0, end);
    const isRepeated = end > 0 && heads.has(head);
    heads.add(head);
    return isRepeated ? text.slice(end + 1) : text;
  });
}
