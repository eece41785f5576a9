import type { Report, ReportFinding } from './report.ts';

/** A place in the repository, for formats that know no other: its own, else its revision's file, else the project's configuration. */
export function someFile({ plan }: Report, finding: Pick<ReportFinding, 'file' | 'line' | 'project' | 'revision'>) {
  if (finding.file !== null) return { file: finding.file, line: finding.line ?? 1 };
  const planned = plan.find(({ project, revision }) => project === finding.project && revision === finding.revision);
  return { file: planned?.file ?? finding.project, line: 1 };
}

/** Fingerprints as they are, but each once: what stands twice is numbered, for formats that would merge the two. */
export function uniqueFingerprints(findings: readonly ReportFinding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ fingerprint }) => {
    const number = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, number);
    return number === 1 ? fingerprint : `${fingerprint}-${number}`;
  });
}
