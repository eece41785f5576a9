import type { GateError } from '../../../src/domain/error.ts';
import type { Evidence } from '../../../src/domain/evidence.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { PlannedRevision } from '../../../src/domain/plan.ts';
import type { Statement } from '../../../src/domain/statement.ts';
import type { VerdictKind } from '../../../src/domain/verdict.ts';
import type { Step, Walk } from '../../../src/domain/walk.ts';
import type { Report } from '../../../src/reporters/report.ts';
import type { RenderOptions } from '../../../src/reporters/reporter.ts';
import { toReport } from '../../../src/reporters/to-report.ts';

export const file = 'migrations/versions/3f2a_note.py';

const source = `def upgrade():
    op.add_column("orders", sa.Column("note", sa.Text()))
    op.create_index("ix_orders_note", "orders", ["note"])


def downgrade():
    op.drop_column("orders", "note")
`;

export const statement = (given: Partial<Statement> = {}): Statement => ({
  sql: 'ALTER TABLE orders ADD COLUMN note TEXT',
  file,
  line: 2,
  durationMs: 1.234,
  rows: null,
  failed: false,
  ...given,
});

export const step = (given: Partial<Step> = {}): Step => ({
  revision: '3f2a',
  movement: 'upgrade',
  outcome: 'ok',
  durationMs: 12.08,
  statements: [statement()],
  failure: null,
  swallowed: [],
  bodies: 1,
  versions: ['3f2a'],
  expectedVersions: ['3f2a'],
  snapshot: new Map(),
  settingsLeft: [],
  refusals: [],
  ...given,
});

export const walk = (given: Partial<Walk> = {}): Walk => ({
  project: 'alembic.ini',
  revision: '3f2a',
  kind: 'new',
  engine: 'postgres',
  server: '17.10 (embedded)',
  population: 'empty',
  before: new Map(),
  steps: [step(), step({ movement: 'downgrade', durationMs: 8 }), step({ movement: 're-upgrade', durationMs: 1204 })],
  asMerged: null,
  ...given,
});

export const onSqlite = { engine: 'sqlite', server: '3.45.1' } as const;

export const planned = (given: Partial<PlannedRevision> = {}): PlannedRevision => ({
  project: 'alembic.ini',
  revision: '3f2a',
  file,
  kind: 'new',
  because: file,
  ...given,
});

export const evidence = (
  given: Partial<Evidence> = {},
  revisions: readonly PlannedRevision[] = [planned()],
): Evidence => {
  const history = { revisions: new Map(), problems: [] };
  const project = {
    project: 'alembic.ini',
    base: history,
    head: history,
    live: null,
    revisions,
    strays: [],
    unread: [],
    baseFolders: ['migrations/versions'],
    forwardOnly: false,
    expectedHeads: {},
  };
  return {
    plan: { base: '4a219b8c01b7de6a1f0e4d8f7b2c3a5e6d7f8091', head: null, projects: [project], shard: null },
    walks: [walk(), walk(onSqlite)],
    rollbacks: [],
    squashes: [],
    references: [],
    unknowns: [],
    notes: [],
    ...given,
  };
};

export const finding = (given: Partial<Finding> = {}): Finding => ({
  check: 'downgrade-restores-schema',
  severity: 'error',
  project: 'alembic.ini',
  revision: '3f2a',
  engines: ['postgres', 'sqlite'],
  population: 'empty',
  at: { file, line: 3, commit: 'head' },
  what: 'After the downgrade index `ix_orders_note` on `orders` is still there.',
  why: 'A rollback leaves it behind, and the next upgrade fails on it.',
  fix: 'Drop it in downgrade(): op.drop_index("ix_orders_note").',
  causes: [],
  fingerprint: 'a1b2c3',
  suppressed: null,
  ...given,
});

export const reportOf = (
  kind: VerdictKind,
  findings: readonly Finding[] = [],
  given: Evidence = evidence(),
  error: GateError | null = null,
): Report => toReport({ verdict: { kind, findings, error }, evidence: given }, 1432);

/** Knows the text of `file`, and no check's page. */
export const renderOptions: RenderOptions = {
  readSource: async (path) => (path === file ? source : null),
  readPage: async () => null,
  version: '1.2.3',
  width: 80,
  colour: false,
};
