import type { Log, Notification, ReportingDescriptor, Result } from 'sarif';
import type { Severity } from '../domain/finding.ts';
import type { Span } from '../domain/location.ts';
import { harmlessDeep } from './harmless.ts';
import { harshestFirst } from './harshest-first.ts';
import { jsonText } from './json-text.ts';
import { encoded } from './links.ts';
import { referenceOf, spanOf } from './named-mark.ts';
import { someFile, uniqueFingerprints } from './placing.ts';
import { plainText } from './plain-text.ts';
import type { Report, ReportFinding } from './report.ts';
import type { RenderOptions, Reporter } from './reporter.ts';
import { ruleOf } from './sarif/rule.ts';
import { count } from './words.ts';

/** What GitHub's code scanning takes of one run; the rest is refused whole. */
const most = { results: 25_000, gzippedBytes: 10 * 1024 * 1024 };

const levels: Readonly<Record<Severity, Result.level>> = { notice: 'note', warning: 'warning', error: 'error' };

/** SARIF 2.1.0 as GitHub's code scanning reads it. What would be too much for it is left out, the mildest findings first, and said. */
export const sarif: Reporter = {
  format: 'sarif',
  machine: true,
  extension: 'sarif',
  render: async (given, options) => {
    const report = harmlessDeep(given);
    const findings = harshestFirst(report);
    const { gzipSync } = await import('node:zlib');
    let shown = findings.slice(0, most.results);
    for (;;) {
      const text = jsonText(await log(report, shown, findings.length - shown.length, options));
      const size = gzipSync(text).length;
      if (size <= most.gzippedBytes) return text;
      shown = shown.slice(0, Math.floor((shown.length * most.gzippedBytes * 0.9) / size));
    }
  },
};

async function log(
  report: Report,
  findings: readonly ReportFinding[],
  left: number,
  options: RenderOptions,
): Promise<Log> {
  const ids = [...new Set(findings.map(({ check }) => check))].sort();
  const rules: ReportingDescriptor[] = await Promise.all(ids.map(async (id) => ruleOf(id, await options.readPage(id))));
  const fingerprints = uniqueFingerprints(findings);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'migration-gate', semanticVersion: options.version, rules } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          { executionSuccessful: report.error === null, toolExecutionNotifications: notifications(report, left) },
        ],
        results: findings.map((finding, index) =>
          resultOf(finding, report, ids, fingerprints[index] ?? finding.fingerprint),
        ),
      },
    ],
  };
}

function resultOf(finding: ReportFinding, report: Report, ids: readonly string[], fingerprint: string): Result {
  const { check, severity, what, why, fix, causes } = finding;
  return {
    ruleId: check,
    ruleIndex: ids.indexOf(check),
    level: levels[severity],
    message: { text: unlinked([what, `Why: ${why}`, `Fix: ${fix}`].map(plainText).join('\n\n')) },
    locations: [locationOf(someFile(report, finding), referenceOf(report, finding))],
    relatedLocations: causes.flatMap((cause, index) =>
      cause.file === null
        ? []
        : [
            {
              id: index + 1,
              ...locationOf({ file: cause.file, line: cause.line ?? 1 }),
              message: { text: unlinked(`${cause.check}: ${plainText(cause.what)}`) },
            },
          ],
    ),
    // The first is the one that GitHub compares; both stay when lines shift.
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1`, 'migrationGate/v1': fingerprint },
  };
}

const locationOf = (
  { file, line }: { readonly file: string; readonly line: number },
  reference: ReturnType<typeof referenceOf> = null,
) => ({
  physicalLocation: {
    artifactLocation: { uri: file.split('/').map(encoded).join('/'), uriBaseId: '%SRCROOT%' },
    region: { startLine: line, ...(reference && columnsOf(spanOf(reference))) },
  },
});

const columnsOf = (span: Span | null) => span && { startColumn: span.start, endColumn: span.end };

/** What kept the gate from running or from learning, and what is left out. */
function notifications({ error, unknowns }: Report, left: number): Notification[] {
  return [
    ...(error ? [{ level: 'error' as const, message: { text: unlinked(`${error.message}\n\n${error.hint}`) } }] : []),
    ...unknowns
      .filter(({ decisive }) => decisive)
      .map(({ what, why }) => ({ level: 'error' as const, message: { text: unlinked(`${what}: ${why}`) } })),
    ...(left > 0
      ? [
          {
            level: 'warning' as const,
            message: {
              text: `${count(left, 'more finding')} ${left === 1 ? 'is' : 'are'} left out: code scanning takes no more.`,
            },
          },
        ]
      : []),
  ];
}

/** SARIF makes links of `[text](target)` in a message: foreign text gets none. */
const unlinked = (text: string): string => text.replaceAll('](', '] (') || '(nothing was said)';
