import type { Evidence } from '../domain/evidence.ts';
import type { Finding } from '../domain/finding.ts';
import type { Location } from '../domain/location.ts';
import type { Statement } from '../domain/statement.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Step, StepFailure } from '../domain/walk.ts';
import type { Report, ReportFinding, ReportStep } from './report.ts';

/** What the gate learned, as everybody outside reads it. @param durationMs the whole run */
export function toReport(
  { verdict, evidence }: { readonly verdict: Verdict; readonly evidence: Evidence },
  durationMs: number,
): Report {
  const { plan, walks, rollbacks, references, unknowns, notes } = evidence;
  return {
    schemaVersion: 1,
    verdict: verdict.error ? 'inconclusive' : verdict.kind,
    error: verdict.error && { code: verdict.error.code, message: verdict.error.message, hint: verdict.error.hint },
    base: plan.base,
    head: plan.head,
    durationMs: rounded(durationMs),
    shard: plan.shard && { index: plan.shard.index, count: plan.shard.count },
    plan: plan.projects.flatMap(({ revisions }) =>
      revisions.map(({ project, revision, file, kind }) => ({ project, revision, file, kind })),
    ),
    walks: walks.map(({ project, revision, engine, server, population, steps }) => ({
      project,
      revision,
      engine,
      server,
      population,
      steps: steps.map(toStep),
    })),
    rollback: rollbacks.map(({ project, engine, steps }) => ({
      project,
      engine,
      steps: steps.map((step) => ({ revision: step.revision, ...toStep(step) })),
    })),
    findings: verdict.findings.map(toFinding),
    unknowns: unknowns.map(({ what, why, at, decisive }) => ({ what, why, ...place(at), decisive })),
    notes: notes.map(({ what, at }) => ({ what, ...place(at) })),
    references: references.map(({ schema = null, table, column, file, line, span, certainty, kind, why, commit }) => ({
      schema,
      table,
      column,
      file,
      line,
      startColumn: span?.start ?? null,
      endColumn: span?.end ?? null,
      certainty,
      kind,
      why,
      commit,
    })),
  };
}

function toFinding({ at, engines, causes, ...finding }: Finding): ReportFinding {
  return {
    check: finding.check,
    severity: finding.severity,
    project: finding.project,
    revision: finding.revision,
    engines: [...engines],
    population: finding.population,
    ...place(at),
    commit: at?.commit ?? 'head',
    what: finding.what,
    why: finding.why,
    fix: finding.fix,
    causes: causes.map(({ check, file, line, what }) => ({ check, file, line, what })),
    fingerprint: finding.fingerprint,
    suppressed: finding.suppressed && {
      reason: finding.suppressed.reason,
      until: finding.suppressed.until,
      file: finding.suppressed.file,
      line: finding.suppressed.line,
    },
  };
}

function toStep({ movement, outcome, durationMs, failure, statements }: Step): ReportStep {
  return {
    movement,
    outcome,
    durationMs: rounded(durationMs),
    failure: failure && toFailure(failure),
    statements: statements.map(toStatement),
  };
}

const toFailure = ({ kind, exception, message, sqlstate, detail, at }: StepFailure) => ({
  kind,
  exception,
  message,
  sqlstate,
  detail,
  ...place(at),
});

const toStatement = ({ sql, file, line, durationMs, rows, failed }: Statement) => ({
  sql,
  file,
  line,
  durationMs: rounded(durationMs),
  rows,
  failed,
  locks: null,
  class: null,
});

const place = (at: Location | null) => ({ file: at?.file ?? null, line: at?.line ?? null });

/** To a tenth of a millisecond: more is noise. */
const rounded = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;
