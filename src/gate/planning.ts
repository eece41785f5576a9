import type { Config } from '../config.ts';
import { GateError } from '../domain/error.ts';
import { type Evidence, noEvidence } from '../domain/evidence.ts';
import type { Note } from '../domain/finding.ts';
import { openRepository } from '../repository/index.ts';
import type { Commit, Repository } from '../repository/repository.ts';
import type { Project } from '../tools/tool.ts';
import { cachingOf } from './cache-folder.ts';
import { detectProjects } from './detect.ts';
import type { GateOptions } from './gate.ts';
import { brokenHistory, strayRevisions, unreadFileNotes } from './history-problems.ts';
import type { Parts } from './parts.ts';
import { type ProjectSettings, planProjects } from './plan.ts';

/** What a plan is made from. */
export type PlanOptions = Pick<GateOptions, 'cwd' | 'environment' | 'config' | 'selection'>;

/**
 * What is new against the base, read without running any code.
 * @param likely told of each project that is about to be planned
 * @throws GateError
 */
export async function planOf(
  options: PlanOptions,
  parts: Parts,
  likely: (project: Project) => Promise<void> = async () => undefined,
) {
  const { config, selection } = options;
  const repository = await openRepository({ ...options, base: selection.base, all: selection.all });
  const projects = await someProjects(options, parts, repository);
  const plans = await planProjects(projects, repository, selection, (project) => settingsOf(config, project), likely);
  const head = repository.head.uncommitted ? null : repository.head.sha;
  const evidence: Evidence = {
    ...noEvidence,
    plan: { base: repository.base?.sha ?? null, head, projects: plans, shard: selection.shard },
    unknowns: plans.flatMap((plan) => [...brokenHistory(plan), ...strayRevisions(plan)]),
    notes: [
      ...(repository.base?.sha === head ? [onTheBaseItself(repository.base)] : []),
      ...plans.flatMap(unreadFileNotes),
    ],
  };
  return { repository, projects, evidence };
}

const onTheBaseItself = ({ ref, sha }: Commit): Note => ({
  what: `HEAD is where ${ref} is (${sha.slice(0, 12)}), so only uncommitted work would be new. --base names an earlier commit to compare with.`,
  at: null,
});

/** @throws GateError `no-project` */
async function someProjects({ config, environment }: PlanOptions, parts: Parts, { root, workingTree }: Repository) {
  const { bases, folder } = cachingOf(config, environment, root);
  const cacheFolder = bases ? folder : null;
  const projects = await detectProjects(parts, {
    root,
    workingTree,
    projects: config.projects,
    environment,
    cacheFolder,
  });
  if (projects.length > 0) return projects;
  throw new GateError('no-project', `no Alembic project below ${root}`, {
    hint: 'A project is an alembic.ini, [tool.alembic] in a pyproject.toml, or a folder with env.py. Point to one: --project path/to/alembic.ini, or `projects: [{ script-location: path/to/migrations }]` in migration-gate.yml.',
  });
}

/** What the user said of a project; undefined when nothing. */
export const configOf = ({ projects }: Config, { options }: Project) => projects.find((each) => each === options);

function settingsOf(config: Config, project: Project): ProjectSettings {
  const settings = configOf(config, project);
  return { forwardOnly: settings?.downgrade === 'forward-only', expectedHeads: settings?.heads ?? {} };
}
