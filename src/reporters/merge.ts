import { type Severity, severities } from '../domain/finding.ts';
import type { Report, ReportFinding } from './report.ts';

/**
 * The reports of all shards as one: whatever they found once, by fingerprint. Fails when one of them fails; a shard that is missing or that
 * could not run leaves it inconclusive.
 * @param reports of one plan, in the order of their shards
 * @param missing which shards have no report
 */
export function mergeReports(
  reports: readonly [Report, ...Report[]],
  missing: readonly number[],
  count: number,
): Report {
  const [first] = reports;
  const planned = reports.find(({ plan }) => plan.length > 0) ?? first;
  const error = reports.find((report) => report.error)?.error ?? null;
  const unknowns = [
    ...once(reports.flatMap((report) => report.unknowns)),
    ...missing.map((index) => unseen(index, count)),
  ];
  return {
    ...first,
    base: reports.find(({ base }) => base !== null)?.base ?? null,
    head: reports.find(({ head }) => head !== null)?.head ?? null,
    verdict: verdictOf(reports, error !== null || missing.length > 0),
    error,
    durationMs: Math.max(...reports.map(({ durationMs }) => durationMs)),
    shard: null,
    plan: planned.plan,
    walks: reports.flatMap(({ walks }) => walks),
    rollback: reports.flatMap(({ rollback }) => rollback),
    findings: reports.length === 1 ? first.findings : sorted(withoutEchoes(united(reports)), planned.plan),
    unknowns,
    notes: once(reports.flatMap(({ notes }) => notes)),
    references: once(reports.flatMap(({ references }) => references)),
  };
}

/** An error beats everything, as in one run. */
function verdictOf(reports: readonly Report[], isIncomplete: boolean): Report['verdict'] {
  const verdicts = new Set(reports.map(({ verdict }) => verdict));
  if (reports.some(({ error }) => error)) return 'inconclusive';
  if (verdicts.has('fail')) return 'fail';
  return isIncomplete || verdicts.has('inconclusive') ? 'inconclusive' : 'pass';
}

const unseen = (index: number, count: number): Report['unknowns'][number] => ({
  what: `shard ${index} of ${count} was not judged`,
  why: 'no report of it was given',
  file: null,
  line: null,
  decisive: true,
});

/** What the shards say alike, as what is read from the history, is said once; engines are those of all. */
function united(reports: readonly Report[]): readonly ReportFinding[] {
  const findings = new Map<string, ReportFinding>();
  for (const finding of reports.flatMap((report) => report.findings)) {
    const key = JSON.stringify([finding.project, finding.fingerprint]);
    const known = findings.get(key);
    const engines = [...new Set([...(known?.engines ?? []), ...finding.engines])].sort();
    findings.set(key, { ...(known ?? finding), engines });
  }
  return [...findings.values()];
}

/**
 * The shard that takes everything back does not know which revisions the others saw not to come back: it says the same once more. What is
 * harsher than that is something else.
 */
const whole = 'rollback-reaches-base';
const single = [
  'downgrade-exists',
  'downgrade-applies',
  'downgrade-restores-schema',
  'upgrade-repeats',
  'version-moves',
];

function withoutEchoes(findings: readonly ReportFinding[]): readonly ReportFinding[] {
  const causeOf = (echo: ReportFinding) =>
    findings.find(
      ({ check, severity, project, engines }) =>
        echo.check === whole &&
        single.includes(check) &&
        project === echo.project &&
        harshness(severity) >= harshness(echo.severity) &&
        engines.some((engine) => echo.engines.includes(engine)),
    );
  return findings
    .filter((finding) => !causeOf(finding))
    .map((finding) => {
      const echoes = findings.filter((echo) => causeOf(echo) === finding);
      const causes = echoes.map(({ check, file, line, what }) => ({ check, file, line, what }));
      return causes.length === 0 ? finding : { ...finding, causes: [...finding.causes, ...causes] };
    });
}

/** As one run sorts them: from harsh to mild, then in the plan's order. */
function sorted(findings: readonly ReportFinding[], plan: Report['plan']): ReportFinding[] {
  const places = new Map(plan.map(({ project, revision }, index) => [JSON.stringify([project, revision]), index]));
  const place = ({ project, revision }: ReportFinding) => places.get(JSON.stringify([project, revision])) ?? -1;
  return findings.toSorted(
    (one, other) => harshness(other.severity) - harshness(one.severity) || place(one) - place(other),
  );
}

const harshness = (severity: Severity): number => severities.indexOf(severity);

const once = <Item>(items: readonly Item[]): Item[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];
