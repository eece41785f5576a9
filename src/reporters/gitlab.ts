import type { Severity } from '../domain/finding.ts';
import { harmlessDeep } from './harmless.ts';
import { harshestFirst } from './harshest-first.ts';
import { jsonText } from './json-text.ts';
import { someFile, uniqueFingerprints } from './placing.ts';
import { plainText } from './plain-text.ts';
import type { Reporter } from './reporter.ts';

const severities: Readonly<Record<Severity, string>> = { notice: 'info', warning: 'minor', error: 'critical' };

/** GitLab's code quality: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export const gitlab: Reporter = {
  format: 'gitlab',
  machine: true,
  extension: 'json',
  render: async (given) => {
    const report = harmlessDeep(given);
    const findings = harshestFirst(report);
    const fingerprints = uniqueFingerprints(findings);
    const issues = findings.map((finding, index) => {
      const { file, line } = someFile(report, finding);
      return {
        description: plainText(`${finding.what}\n\n${finding.fix}`),
        check_name: finding.check,
        fingerprint: fingerprints[index],
        severity: severities[finding.severity],
        location: { path: file, lines: { begin: line } },
      };
    });
    return jsonText(issues);
  },
};
