import { GateError } from '../domain/error.ts';
import { heads, inOrder, resolve } from '../domain/history.ts';
import type { PlannedKind, PlannedRevision, ProjectPlan } from '../domain/plan.ts';
import type { History, RevisionId } from '../domain/revision.ts';
import type { Shard } from '../domain/shard.ts';
import type { ExactBase, Repository } from '../repository/repository.ts';
import type { Project } from '../tools/tool.ts';
import { isEnvironment, type Readers, readersOfChanged, unreadFiles } from './readers.ts';

/** Which revisions the user asks for. */
export interface Selection {
  /** A ref, whose merge-base with HEAD counts; or the very commit; null for the default branch. */
  readonly base: string | ExactBase | null;
  /** The whole history, without a base. */
  readonly all: boolean;
  /** Ids or unique prefixes, each of at least one project; empty for everything that is new or edited. */
  readonly revisions: readonly string[];
  /** The part of it that this run walks; null for all of it. */
  readonly shard: Shard | null;
}

/**
 * Plans every project in which something changed or was asked for.
 * @param likely told of each of them before its history is read, which waits for it: the parser leaves nothing else its turn
 * @throws GateError `bad-usage` when `--revision` names no revision of any project
 */
export async function planProjects(
  projects: readonly Project[],
  repository: Repository,
  selection: Selection,
  settings: (project: Project) => ProjectSettings,
  likely: (project: Project) => Promise<void>,
): Promise<readonly ProjectPlan[]> {
  const plans: ProjectPlan[] = [];
  for (const project of projects) {
    // Sections of one ini may share a script location: a revision of one is nothing strange in another.
    const isForeign = (file: string) =>
      !project.isRevisionFile(file) && projects.some((other) => other.isRevisionFile(file));
    const begins = () => likely(project);
    plans.push(...(await planProject(project, repository, selection, settings(project), isForeign, begins)));
  }
  for (const name of selection.revisions) {
    if (plans.some(({ head }) => resolve(head, name))) continue;
    const known = plans.flatMap(({ head }) => heads(head));
    throw new GateError('bad-usage', `--revision ${name}: no revision has this id, or several begin with it`, {
      hint: `The heads are ${known.join(', ') || 'none'}. Give an id, or a beginning of one that no other shares.`,
    });
  }
  return plans;
}

const nothing: History = { revisions: new Map(), problems: [] };

/**
 * What is new, edited or gone in one project. Empty when nothing in its script location changed and nothing was asked for: then no history is read.
 * @param isForeign whether a file is another project's revision
 */
async function planProject(
  project: Project,
  repository: Repository,
  selection: Selection,
  settings: ProjectSettings,
  isForeign: (file: string) => boolean,
  begins: () => Promise<void>,
): Promise<readonly ProjectPlan[]> {
  const changed = repository.base ? await changedFiles(project, repository, isForeign) : new Set<string>();
  const asked = selection.all || selection.revisions.length > 0;
  if (!asked && changed.size === 0) return [];

  await begins();
  const head = await project.history(repository.workingTree);
  const alike = { tree: repository.workingTree, but: changed };
  const folders = repository.base ? await project.versionFoldersIn(repository.base.tree) : project.versionFolders;
  const base = repository.base ? await project.history(repository.base.tree, folders, alike) : nothing;
  const live = await liveHistory(project, repository, base);
  const looked = selection.all ? await repository.workingTree.list(project.scriptLocation) : [...changed];
  const strays = await project.strayRevisions(
    looked.filter((file) => !isForeign(file)),
    repository.workingTree,
  );
  const readers = await readersOfChanged(project, repository, head, changed);
  const kinds = selection.all
    ? new Map<RevisionId, Planned>(
        [...head.revisions].map(([id, { file }]) => [id, { kind: 'requested', because: file }]),
      )
    : await differences(project, repository, base, head, changed, readers);
  const wanted = selection.revisions.length > 0 ? requested(head, kinds, selection.revisions) : kinds;
  const revisions = ordered(project, base, head, wanted);
  const unread = selection.all ? [] : await unreadFiles(repository, base, readers);
  return [{ project: project.id, base, baseFolders: folders, head, live, strays, unread, ...settings, revisions }];
}

/** What the user said of a project that the plan carries along. */
export type ProjectSettings = Pick<ProjectPlan, 'forwardOnly' | 'expectedHeads'>;

interface Planned {
  readonly kind: PlannedKind;
  readonly because: string;
}

async function changedFiles(
  project: Project,
  repository: Repository,
  isForeign: (file: string) => boolean,
): Promise<ReadonlySet<string>> {
  const folders = [...new Set([project.scriptLocation, ...project.versionFolders])];
  const outermost = folders.filter((folder) => !folders.some((other) => other !== folder && isBelow(folder, other)));
  const sets = await Promise.all(outermost.map((folder) => repository.changedFiles(folder)));
  return new Set(sets.flatMap((set) => [...set]).filter((file) => !file.endsWith('.pyc') && !isForeign(file)));
}

const isBelow = (folder: string, other: string): boolean => other === '' || folder.startsWith(`${other}/`);

async function liveHistory(project: Project, repository: Repository, base: History): Promise<History | null> {
  if (!repository.live) return null;
  const { sha, tree } = repository.live;
  return sha === repository.base?.sha ? base : project.history(tree, await project.versionFoldersIn(tree));
}

async function differences(
  project: Project,
  repository: Repository,
  base: History,
  head: History,
  changed: ReadonlySet<string>,
  readers: Readers,
): Promise<Map<RevisionId, Planned>> {
  const kinds = new Map<RevisionId, Planned>();
  for (const [id, { file }] of head.revisions)
    if (!base.revisions.has(id)) kinds.set(id, { kind: 'new', because: file });
  for (const [id, { file }] of base.revisions)
    if (!head.revisions.has(id)) kinds.set(id, { kind: 'removed', because: file });
  for (const [id, after] of head.revisions) {
    const before = base.revisions.get(id);
    if (!before || (before.file === after.file && !changed.has(after.file))) continue;
    const [was, is] = await Promise.all([
      repository.base?.tree.read(before.file),
      repository.workingTree.read(after.file),
    ]);
    if (was && is && !(await project.sameProgram(was, is))) kinds.set(id, { kind: 'edited', because: after.file });
  }
  for (const [file, ids] of readers)
    for (const id of ids)
      if (base.revisions.has(id) && !kinds.has(id)) kinds.set(id, { kind: 'edited', because: file });
  if (kinds.size === 0) await planNewestFor(project, repository, head, changed, kinds);
  return kinds;
}

/** A changed env.py is tried on the newest revision. */
async function planNewestFor(
  project: Project,
  repository: Repository,
  head: History,
  changed: ReadonlySet<string>,
  kinds: Map<RevisionId, Planned>,
): Promise<void> {
  const file = [...changed].find((path) => isEnvironment(project, path));
  if (!file) return;
  const [was, is] = await Promise.all([repository.base?.tree.read(file), repository.workingTree.read(file)]);
  if (was && is && (await project.sameProgram(was, is))) return;
  const newest = inOrder(head).at(-1);
  if (newest !== undefined) kinds.set(newest, { kind: 'requested', because: file });
}

function requested(
  head: History,
  kinds: ReadonlyMap<RevisionId, Planned>,
  names: readonly string[],
): Map<RevisionId, Planned> {
  const revisions = names.flatMap((name) => resolve(head, name) ?? []);
  return new Map(revisions.map(({ id, file }) => [id, kinds.get(id) ?? { kind: 'requested', because: file }]));
}

/** In walking order; removed ones last, by id. */
function ordered(
  project: Project,
  base: History,
  head: History,
  kinds: ReadonlyMap<RevisionId, Planned>,
): readonly PlannedRevision[] {
  const order = new Map(inOrder(head).map((id, index) => [id, index]));
  const place = (id: RevisionId) => order.get(id) ?? Number.MAX_SAFE_INTEGER;
  return [...kinds]
    .map(([revision, { kind, because }]) => ({
      project: project.id,
      revision,
      kind,
      because,
      file: (kind === 'removed' ? base : head).revisions.get(revision)?.file ?? because,
    }))
    .sort((a, b) => place(a.revision) - place(b.revision) || (a.revision < b.revision ? -1 : 1));
}
