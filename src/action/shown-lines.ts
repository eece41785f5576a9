import type { Report, ReportFinding } from '../reporters/report.ts';
import type { Git } from '../repository/git.ts';
import { differingFiles, type LineMap, movedLines } from '../repository/moved-lines.ts';

/** A commit of a merge, as it is called here. */
export interface Sides {
  /** What was walked. */
  readonly merge: string;
  /** What the reviewer sees. */
  readonly shown: string;
  /** Null when all of the history was walked. */
  readonly base: string | null;
}

/**
 * The report with lines as the reviewer's commit has them: what was walked is its merge with the target branch. A line that only the
 * target branch brings is one of the base.
 */
export async function asShown(report: Report, git: Git, { merge, shown, base }: Sides): Promise<Report> {
  const differing = await differingFiles(git, merge, shown);
  const named = [
    ...report.findings,
    ...report.findings.flatMap(({ causes }) => causes),
    ...report.unknowns,
    ...report.notes,
  ];
  const moved = [...new Set(named.flatMap(({ file }) => file ?? []))].filter((file) => differing.has(file));
  if (moved.length === 0) return report;

  const maps = new Map<string, { readonly shown: LineMap; readonly base: LineMap | null }>();
  for (const file of moved)
    maps.set(file, {
      shown: await movedLines(git, merge, shown, file),
      base: base === null ? null : await movedLines(git, merge, base, file),
    });
  const line = <Place extends At>(place: Place): Place => {
    const map = place.file === null ? undefined : maps.get(place.file);
    return map && place.line !== null ? { ...place, line: map.shown(place.line) } : place;
  };
  const finding = (given: ReportFinding): ReportFinding => {
    const map = given.file === null || given.commit === 'base' ? undefined : maps.get(given.file);
    const causes = given.causes.map(line);
    if (!map || given.line === null) return { ...given, causes };
    const at = map.shown(given.line);
    return at === null
      ? { ...given, causes, commit: 'base', line: map.base?.(given.line) ?? null }
      : { ...given, causes, line: at };
  };
  return {
    ...report,
    findings: report.findings.map(finding),
    unknowns: report.unknowns.map(line),
    notes: report.notes.map(line),
  };
}

interface At {
  readonly file: string | null;
  readonly line: number | null;
}
