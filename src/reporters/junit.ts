import { harmlessDeep, inert } from './harmless.ts';
import { standing } from './harshest-first.ts';
import { plainText } from './plain-text.ts';
import type { Report, ReportFinding } from './report.ts';
import type { Reporter } from './reporter.ts';
import { place } from './words.ts';

/** JUnit XML: a suite for each project, a case for each planned revision, and whatever belongs to none. */
export const junit: Reporter = {
  format: 'junit',
  machine: true,
  extension: 'xml',
  render: async (given) => {
    const report = harmlessDeep(given);
    const suites = projectsOf(report).map((project) => suite(project, casesOf(report, project)));
    const all = [...suites, suite('migration-gate', runCases(report))];
    const { default: Builder } = await import('fast-xml-builder');
    const builder = new Builder({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      format: true,
      suppressEmptyNode: true,
    });
    return inert(`<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: { testsuite: all } })}`);
  },
};

interface Problem {
  readonly '@message': string;
  readonly '@type': string;
  readonly '#text': string;
}

interface Case {
  readonly '@name': string;
  readonly '@classname': string;
  readonly '@time': string;
  readonly failure: readonly Problem[];
  readonly error: readonly Problem[];
  readonly 'system-out': readonly string[];
}

const suite = (name: string, cases: readonly Case[]) => ({
  '@name': name,
  '@tests': String(cases.length),
  '@failures': String(cases.filter(({ failure }) => failure.length > 0).length),
  '@errors': String(cases.filter(({ error }) => error.length > 0).length),
  testcase: cases,
});

const projectsOf = ({ plan, findings }: Report): readonly string[] => [
  ...new Set([...plan, ...findings].map(({ project }) => project)),
];

function casesOf(report: Report, project: string): readonly Case[] {
  const planned = report.plan.filter((each) => each.project === project);
  const own = standing(report).filter((each) => each.project === project);
  const isPlanned = ({ revision }: ReportFinding) => planned.some((each) => each.revision === revision);
  const rest = own.filter((finding) => !isPlanned(finding));
  return [
    ...planned.map(({ revision, kind }) =>
      findingCase(
        report,
        `${kind} revision ${revision}`,
        project,
        own.filter((each) => each.revision === revision),
        timeOf(report, project, revision),
      ),
    ),
    ...(rest.length > 0 ? [findingCase(report, 'history', project, rest, 0)] : []),
  ];
}

/** What concerns the run as a whole; never empty, for some readers take a file without a case for a failure. */
const runCases = ({ error, unknowns, durationMs }: Report): readonly Case[] => [
  {
    ...named('run', 'migration-gate', durationMs),
    failure: [],
    error: [
      ...(error ? [problem(error.message, error.code, error.hint)] : []),
      ...unknowns.filter(({ decisive }) => decisive).map(({ what, why }) => problem(what, 'could-not-be-learned', why)),
    ],
    'system-out': [],
  },
];

function findingCase(
  report: Report,
  name: string,
  project: string,
  findings: readonly ReportFinding[],
  durationMs: number,
): Case {
  const fails = failing(report);
  return {
    ...named(name, project, durationMs),
    failure: findings.filter(fails).map((finding) => problem(finding.what, finding.check, wordsOf(finding))),
    error: [],
    'system-out': findings
      .filter((finding) => !fails(finding))
      .map((finding) => `${finding.severity} ${finding.check}: ${wordsOf(finding)}`),
  };
}

/** What failed the run: errors, and where there is none, whatever the user's threshold let fail it. */
function failing(report: Report): (finding: ReportFinding) => boolean {
  const harshest = ['error', 'warning', 'notice'].find((severity) =>
    standing(report).some((each) => each.severity === severity),
  );
  return ({ severity }) => severity === 'error' || (report.verdict === 'fail' && severity === harshest);
}

const named = (name: string, project: string, durationMs: number) => ({
  '@name': name,
  '@classname': project,
  '@time': (durationMs / 1000).toFixed(3),
});

const problem = (message: string, type: string, text: string): Problem => ({
  '@message': plainText(message).split('\n')[0] ?? '',
  '@type': type,
  '#text': text,
});

const wordsOf = (finding: ReportFinding): string =>
  [place(finding), plainText(finding.what), `Why: ${finding.why}`, `Fix: ${finding.fix}`].filter(Boolean).join('\n');

const timeOf = ({ walks }: Report, project: string, revision: string): number =>
  walks
    .filter((walk) => walk.project === project && walk.revision === revision)
    .flatMap(({ steps }) => steps)
    .reduce((sum, { durationMs }) => sum + durationMs, 0);
