import type { Check } from '../../src/checks/check.ts';
import type { Evidence } from '../../src/domain/evidence.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { PlannedRevision, ProjectPlan } from '../../src/domain/plan.ts';
import type { Reference } from '../../src/domain/reference.ts';
import type { History, HistoryProblem, Revision } from '../../src/domain/revision.ts';
import type { SchemaSnapshot } from '../../src/domain/snapshot.ts';
import type { Statement } from '../../src/domain/statement.ts';
import type { Movement, Rollback, Squash, Step, StepFailure, Walk } from '../../src/domain/walk.ts';
import { type SeveritySettings, toFindings } from '../../src/gate/findings.ts';
import { empty } from './schema.ts';

export const project = 'alembic.ini';

/** The file that every revision made here stands in. */
export const fileOf = (id: string): string => `migrations/versions/${id}.py`;

/** A revision that follows `a1`, with `upgrade()` in lines 10 to 19 and `downgrade()` in lines 20 to 29. */
export const revision = (id: string, own: Partial<Revision> = {}): Revision => ({
  id,
  downRevisions: ['a1'],
  dependsOn: [],
  branchLabels: [],
  file: fileOf(id),
  lines: { revision: 3, downRevision: 4, upgrade: { start: 10, end: 19 }, downgrade: { start: 20, end: 29 } },
  downgrade: { kind: 'present' },
  changesSchema: true,
  irreversible: null,
  ...own,
});

export const history = (revisions: readonly Revision[], problems: readonly HistoryProblem[] = []): History => ({
  revisions: new Map(revisions.map((one) => [one.id, one])),
  problems,
});

/** The base that a plan has unless a test says otherwise: one revision, `a1`. */
export const first = revision('a1', { downRevisions: [] });

export const planned = (id: string, own: Partial<PlannedRevision> = {}): PlannedRevision => ({
  project,
  revision: id,
  file: fileOf(id),
  kind: 'new',
  because: own.file ?? fileOf(id),
  ...own,
});

export interface Scene {
  /** Revisions of the head beside `a1`; the new ones of the plan unless `plan` says otherwise. */
  readonly revisions?: readonly Revision[];
  readonly plan?: Partial<ProjectPlan>;
  readonly walks?: readonly Walk[];
  readonly rollbacks?: readonly Rollback[];
  readonly squashes?: readonly Squash[];
  readonly references?: readonly Reference[];
}

/** One project with `a1` at the base and `b2` (or the given revisions) new at the head. */
export function evidence({
  revisions = [revision('b2')],
  plan = {},
  walks = [],
  rollbacks = [],
  squashes = [],
  references = [],
}: Scene = {}): Evidence {
  const projectPlan: ProjectPlan = {
    project,
    base: history([first]),
    head: history([first, ...revisions]),
    live: null,
    revisions: revisions.map(({ id }) => planned(id)),
    strays: [],
    unread: [],
    baseFolders: ['migrations/versions'],
    forwardOnly: false,
    expectedHeads: {},
    ...plan,
  };
  return {
    plan: { base: 'b'.repeat(40), head: null, projects: [projectPlan], shard: null },
    walks,
    rollbacks,
    squashes,
    references,
    unknowns: [],
    notes: [],
  };
}

/** A statement of `b2`, or of the file given; `''` for the tool's own. */
export const statement = (sql: string, line: number | null = 11, file: string = fileOf('b2')): Statement => ({
  sql,
  file: file === '' ? null : file,
  line: file === '' ? null : line,
  durationMs: 1,
  rows: null,
  failed: false,
});

/** What Postgres refused at line 12 of `b2`, unless said otherwise. */
export const failure = (own: Partial<StepFailure> = {}): StepFailure => ({
  kind: 'database',
  exception: 'psycopg2.errors.UndefinedColumn',
  message: 'column "x" does not exist',
  sqlstate: '42703',
  detail: null,
  statement: statement('ALTER TABLE users DROP COLUMN x', 12),
  at: { file: fileOf('b2'), line: 12, commit: 'head' },
  traceback: '',
  ...own,
});

/** A step of `b2` that went well and left an empty catalog, unless said otherwise. A `failure` makes it a failed one. */
export function step(movement: Movement, own: Partial<Step> = {}): Step {
  const versions = [movement === 'downgrade' ? 'a1' : (own.revision ?? 'b2')];
  return {
    revision: 'b2',
    movement,
    outcome: own.failure ? 'failed' : 'ok',
    durationMs: 10,
    statements: [],
    failure: null,
    swallowed: [],
    bodies: 1,
    versions,
    expectedVersions: versions,
    snapshot: empty,
    settingsLeft: [],
    refusals: [],
    ...own,
  };
}

/** A walk of `b2` on Postgres that went from an empty catalog; its steps as given. */
export const walk = (steps: readonly Step[], own: Partial<Walk> = {}): Walk => ({
  project,
  revision: 'b2',
  kind: 'new',
  engine: 'postgres',
  server: '17.2 (system)',
  population: 'empty',
  before: empty,
  steps,
  asMerged: null,
  ...own,
});

/** Up, down and up again between two catalogs, as a good revision walks. */
export const goodSteps = (before: SchemaSnapshot, after: SchemaSnapshot): readonly Step[] => [
  step('upgrade', { snapshot: after }),
  step('downgrade', { snapshot: before }),
  step('re-upgrade', { snapshot: after }),
];

export const rollback = (steps: readonly Step[], own: Partial<Rollback> = {}): Rollback => ({
  project,
  engine: 'postgres',
  server: '17.2 (system)',
  population: 'empty',
  base: empty,
  head: empty,
  steps,
  stoppedAt: null,
  ...own,
});

/** What these checks find, consolidated. */
export const findingsOf = (
  checks: readonly Check[],
  from: Evidence,
  settings: SeveritySettings = {},
): readonly Finding[] =>
  toFindings(
    checks.map((check) => ({ check, drafts: [...check.run(from)] })),
    settings,
    from.plan,
  );

/** What a user reads of what one check finds, line by line, without the check's standing `why`. */
export const said = (check: Check, from: Evidence): readonly string[] => findingsOf([check], from).flatMap(rendered);

/** A finding as lines of text: head, what, fix, causes. */
export function rendered({ check, severity, revision, engines, at, what, fix, causes }: Finding): readonly string[] {
  const where = at === null ? [] : [`at ${at.file}:${at.line}${at.commit === 'base' ? ' of the base' : ''}`];
  const on = engines.length === 0 ? [] : [`on ${engines.join(', ')}`];
  const also = causes.map((cause) => `also ${cause.check}: ${cause.what.split('\n', 1)[0]}`);
  return [[severity, check, revision ?? '–', ...on, ...where].join(' '), ...what.split('\n'), `fix: ${fix}`, ...also];
}
