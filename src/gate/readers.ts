import { posix } from 'node:path';
import type { History, RevisionId } from '../domain/revision.ts';
import type { Repository } from '../repository/repository.ts';
import type { Project } from '../tools/tool.ts';

/** A changed file inside the script location that is no revision, → the revisions that read it by a literal name. */
export type Readers = ReadonlyMap<string, readonly RevisionId[]>;

export async function readersOfChanged(
  project: Project,
  repository: Repository,
  head: History,
  changed: ReadonlySet<string>,
): Promise<Readers> {
  const inside = [...changed].filter((file) => !project.isRevisionFile(file) && !isEnvironment(project, file));
  return inside.length > 0 ? project.readersOf(inside, head, repository.workingTree) : new Map();
}

export const isEnvironment = (project: Project, file: string) => file === `${project.scriptLocation}/env.py`;

/** What a revision could read by a name that it computes: neither Alembic's own files nor what is written for people. */
const couldBeRead = (file: string): boolean =>
  !/\.(mako|md|rst|ini|toml|keep|gitkeep|gitignore)$/i.test(file) &&
  !/^(readme|license|__init__\.py$)/i.test(posix.basename(file));

/** Those that the base has too and that no revision names: whether a merged revision reads one cannot be told. */
export async function unreadFiles(
  { base }: Repository,
  history: History,
  readers: Readers,
): Promise<readonly string[]> {
  if (!base || history.revisions.size === 0) return [];
  const files = [...readers].flatMap(([file, ids]) => (ids.length === 0 && couldBeRead(file) ? file : []));
  return [...(await base.tree.readAll(files)).keys()];
}
