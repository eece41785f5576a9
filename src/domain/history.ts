import type { History, Revision, RevisionId } from './revision.ts';

/** The revision that an id, a unique prefix of one, or a branch label names, as Alembic resolves `depends_on`; null when none does. */
export function resolve(history: History, name: string): Revision | null {
  const exact = history.revisions.get(name);
  if (exact) return exact;
  const labelled = [...history.revisions.values()].find((revision) => revision.branchLabels.includes(name));
  if (labelled) return labelled;
  const prefixed = [...history.revisions.values()].filter((revision) => revision.id.startsWith(name));
  return prefixed.length === 1 ? (prefixed[0] ?? null) : null;
}

/** What must be applied before this revision: the revisions it follows and those it depends on, as far as they exist. */
export function prerequisites(history: History, revision: Revision): readonly RevisionId[] {
  const names = [...revision.downRevisions, ...revision.dependsOn];
  return [...new Set(names.flatMap((name) => resolve(history, name)?.id ?? []))];
}

/** Revisions that no other revision follows, in the order of their ids. */
export function heads(history: History): readonly RevisionId[] {
  const followed = new Set<RevisionId>();
  for (const revision of history.revisions.values())
    for (const name of revision.downRevisions) followed.add(resolve(history, name)?.id ?? name);
  return [...history.revisions.keys()].filter((id) => !followed.has(id)).sort();
}

/** Every id reachable from `from` through prerequisites, `from` included. */
export function ancestors(history: History, from: Iterable<RevisionId>): ReadonlySet<RevisionId> {
  const seen = new Set<RevisionId>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const revision = history.revisions.get(id);
    if (!revision || seen.has(id)) continue;
    seen.add(id);
    open.push(...prerequisites(history, revision));
  }
  return seen;
}

/** All ids such that a revision comes after what it needs; ties by id, so that the order is the same on every machine. Ids in a cycle are left out. */
export function inOrder(history: History): readonly RevisionId[] {
  const waiting = new Map<RevisionId, number>();
  const followers = new Map<RevisionId, RevisionId[]>();
  for (const [id, revision] of history.revisions) {
    const needs = prerequisites(history, revision);
    waiting.set(id, needs.length);
    for (const need of needs) followers.set(need, [...(followers.get(need) ?? []), id]);
  }
  const ready = [...waiting]
    .filter(([, count]) => count === 0)
    .map(([id]) => id)
    .sort();
  const order: RevisionId[] = [];
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    order.push(id);
    const freed = (followers.get(id) ?? []).filter((follower) => {
      const left = (waiting.get(follower) ?? 0) - 1;
      waiting.set(follower, left);
      return left === 0;
    });
    ready.push(...freed.sort());
  }
  return order;
}

/** What the version table holds when exactly these are applied: those that no other of them follows or depends on. */
export function tips(history: History, applied: ReadonlySet<RevisionId>): readonly RevisionId[] {
  const covered = new Set<RevisionId>();
  for (const id of applied) {
    const revision = history.revisions.get(id);
    if (revision) for (const need of prerequisites(history, revision)) covered.add(need);
  }
  return [...applied].filter((id) => !covered.has(id)).sort();
}
