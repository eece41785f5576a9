import { severities } from '../domain/finding.ts';
import type { Report, ReportFinding } from './report.ts';

/** Those that carry weight: what is suppressed stands in the report and among the notes. */
export const standing = ({ findings }: Report): readonly ReportFinding[] =>
  findings.filter(({ suppressed }) => suppressed === null);

/** Those that carry weight, from harsh to mild, else in the order of the report. */
export const harshestFirst = (report: Report): readonly ReportFinding[] =>
  severities.toReversed().flatMap((severity) => standing(report).filter((finding) => finding.severity === severity));
