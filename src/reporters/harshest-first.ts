import { severities } from '../domain/finding.ts';
import type { Report, ReportFinding } from './report.ts';

/** From harsh to mild, else in the order of the report. */
export const harshestFirst = ({ findings }: Report): readonly ReportFinding[] =>
  severities.toReversed().flatMap((severity) => findings.filter((finding) => finding.severity === severity));
