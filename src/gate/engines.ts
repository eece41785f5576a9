import { GateError } from '../domain/error.ts';
import type { Note } from '../domain/finding.ts';
import type { EngineId } from '../domain/walk.ts';
import type { EngineEvidence, Project } from '../tools/tool.ts';

/** An engine that a project is to be walked on. */
export interface ChosenEngine {
  readonly id: EngineId;
  /** Chosen by the user, so that what cannot be walked is an unknown; else it may be left out with a note. */
  readonly asked: boolean;
  /** Left out with a note when its base does not build: the project shows no sign of depending on it. */
  readonly optional: boolean;
}

/**
 * Where a project is walked: what the user chose, else Postgres, and SQLite where the project shows that it uses it.
 * @throws GateError `unsupported` when all that the project shows is another backend
 */
export async function chooseEngines(
  project: Project,
  asked: readonly EngineId[] | 'auto',
): Promise<{ readonly engines: readonly ChosenEngine[]; readonly notes: readonly Note[] }> {
  if (asked !== 'auto') return { engines: asked.map((id) => ({ id, asked: true, optional: false })), notes: [] };
  const { engines: evidence } = await project.engineEvidence();
  refuseOtherBackends(project, evidence);
  const sqlite = evidence.filter(({ engine }) => engine === 'sqlite');
  const postgres = evidence.filter(({ engine }) => engine === 'postgres');
  const onlySqlite = sqlite.length > 0 && postgres.length === 0;
  const engines: ChosenEngine[] = [{ id: 'postgres', asked: false, optional: onlySqlite }];
  if (sqlite.length > 0)
    return { engines: [...engines, { id: 'sqlite', asked: false, optional: !onlySqlite }], notes: [] };
  const what = `${project.id}: walked on Postgres alone, for nothing in the project shows that it uses SQLite. \`engines: [postgres, sqlite]\` walks it there too.`;
  return { engines, notes: [{ what, at: null }] };
}

function refuseOtherBackends(project: Project, evidence: readonly EngineEvidence[]): void {
  const others = evidence.filter(({ engine }) => engine === 'other');
  if (others.length === 0 || others.length < evidence.length) return;
  throw new GateError(
    'unsupported',
    `${project.id} uses ${others[0]?.backend}, which is not supported: ${others[0]?.what}`,
    {
      hint: 'The gate walks on Postgres and SQLite. If the migrations are meant to run there too, say so: `engines: [postgres]` or `--engines postgres`; the connection is then redirected.',
    },
  );
}
