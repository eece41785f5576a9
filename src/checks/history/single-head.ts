import type { Draft } from '../../domain/finding.ts';
import { heads, resolve } from '../../domain/history.ts';
import type { ProjectPlan } from '../../domain/plan.ts';
import type { History, Revision, RevisionId } from '../../domain/revision.ts';
import type { Check } from '../check.ts';
import { parentLine } from '../lines.ts';
import { joined } from '../wording.ts';

export const singleHead: Check = {
  id: 'single-head',
  group: 'history',
  severity: 'error',
  summary: 'The new revisions add no head to the history as it will be after the merge.',
  why: 'With two heads `alembic upgrade head` refuses to run, so the next deploy of whoever merges second stops before its first statement.',
  needs: ['plan'],
  *run({ plan }) {
    for (const project of plan.projects) {
      const merged = afterMerge(project);
      const added = [...addedHeads(project, merged)];
      yield* added;
      const standing = heads(project.live ?? project.base).length > 0 ? (project.live ?? project.base) : project.head;
      if (added.length === 0 && project.revisions.length > 0 && heads(standing).length > 1 && heads(merged).length > 1)
        if (!heads(merged).every(areExpected(project, merged))) yield standingHeads(project, merged);
    }
  },
};

/** The live target branch and the head together, without what the plan removes. */
function afterMerge({ base, head, live, revisions }: ProjectPlan): History {
  const removed = new Set(revisions.filter(({ kind }) => kind === 'removed').map(({ revision }) => revision));
  const kept = [...(live ?? base).revisions].filter(([id]) => !removed.has(id));
  return { revisions: new Map([...kept, ...head.revisions]), problems: [] };
}

function* addedHeads(project: ProjectPlan, merged: History): Iterable<Draft> {
  const adding = new Set(
    project.revisions.filter(({ kind }) => kind === 'new' || kind === 'edited').map(({ revision }) => revision),
  );
  const headsAbove = headsByRevision(merged);
  const isExpected = areExpected(project, merged);
  const meet = (a: Revision, b: Revision) => headsAbove(a.id).some((id) => headsAbove(b.id).includes(id));
  for (const siblings of childrenByParent(merged).values()) {
    const ours = siblings.filter(({ id }) => adding.has(id));
    const last = ours.at(-1);
    const other = last && siblings.find((sibling) => sibling !== last && !meet(sibling, last));
    if (!last || !other || isDeliberateRoot(last) || headsAbove(last.id).every(isExpected)) continue;
    yield addedHead(project, last, other, headsAbove(other.id));
  }
}

/** Whether a head belongs to a labelled branch that has no more heads than the configuration expects. */
function areExpected({ expectedHeads }: ProjectPlan, merged: History): (head: RevisionId) => boolean {
  const headsAbove = headsByRevision(merged);
  const inOrder = Object.entries(expectedHeads).flatMap(([label, count]) => {
    const labelled = [...merged.revisions.values()].find(({ branchLabels }) => branchLabels.includes(label));
    const above = labelled ? headsAbove(labelled.id) : [];
    return above.length <= count ? above : [];
  });
  return (head) => inOrder.includes(head);
}

/** A history that begins beside another on purpose has a label to be called by. */
const isDeliberateRoot = ({ downRevisions, branchLabels }: Revision): boolean =>
  downRevisions.length === 0 && branchLabels.length > 0;

/** Revisions that follow the same one, in the order of the history; those that follow none together under ''. */
function childrenByParent(history: History): ReadonlyMap<RevisionId, readonly Revision[]> {
  const children = new Map<RevisionId, Revision[]>();
  for (const revision of history.revisions.values()) {
    const parents =
      revision.downRevisions.length === 0
        ? ['']
        : revision.downRevisions.flatMap((name) => resolve(history, name)?.id ?? []);
    for (const parent of new Set(parents)) children.set(parent, [...(children.get(parent) ?? []), revision]);
  }
  return children;
}

/** The heads that come after a revision, by its id. */
function headsByRevision(history: History): (id: RevisionId) => readonly RevisionId[] {
  const found = new Map<RevisionId, RevisionId[]>();
  for (const head of heads(history)) {
    const open = [head];
    const seen = new Set<RevisionId>();
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      found.set(id, [...(found.get(id) ?? []), head]);
      open.push(
        ...(history.revisions.get(id)?.downRevisions ?? []).flatMap((name) => resolve(history, name)?.id ?? []),
      );
    }
  }
  return (id) => found.get(id) ?? [];
}

function addedHead(
  { project, base, head }: ProjectPlan,
  revision: Revision,
  other: Revision,
  headsOfOther: readonly RevisionId[],
): Draft {
  const parents = revision.downRevisions;
  const [follow] = headsOfOther;
  return {
    project,
    revision: revision.id,
    engine: null,
    population: null,
    subject: `second child of ${parents.join(', ') || 'nothing'}`,
    at: parentLine(revision),
    what:
      parents.length === 0
        ? `\`${revision.id}\` (${revision.file}) follows no revision, and neither does \`${other.id}\` (${other.file}): the history would have two heads.`
        : `\`${revision.id}\` (${revision.file}) and \`${other.id}\` (${other.file}) both follow ${joined(parents.map((id) => `\`${id}\``))}, and no revision merges them: the history would have two heads.`,
    fix:
      follow === undefined
        ? 'Let one of the two follow the other.'
        : `${base.revisions.has(other.id) || head.revisions.has(other.id) ? 'Write' : 'Bring the branch up to date and write'} \`down_revision = "${follow}"\` here. Where both must stay as they are, join them: \`alembic merge ${follow} ${revision.id}\`.`,
  };
}

function standingHeads({ project }: ProjectPlan, merged: History): Draft {
  const ids = heads(merged);
  return {
    project,
    revision: null,
    engine: null,
    population: null,
    severity: 'notice',
    subject: 'standing heads',
    at: null,
    what: `The history has ${ids.length} heads: ${joined(ids.map((id) => `\`${id}\` (${merged.revisions.get(id)?.file ?? ''})`))}. These revisions did not add one.`,
    fix: `If they are not independent branches on purpose, join them: \`alembic merge ${ids.join(' ')}\`.`,
  };
}
