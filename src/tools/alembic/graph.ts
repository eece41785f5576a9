import { inOrder } from '../../domain/history.ts';
import type { HistoryProblem, Revision, RevisionId } from '../../domain/revision.ts';

type Revisions = ReadonlyMap<RevisionId, Revision>;

/**
 * What does not fit together: ids and labels used twice, parents that are not there, circles. As Alembic's `RevisionMap` sees it: `down_revision` is
 * an exact id, `depends_on` an exact id or branch label.
 * @param files every file of each id
 */
export function graphProblems(
  revisions: Revisions,
  files: ReadonlyMap<RevisionId, readonly string[]>,
): readonly HistoryProblem[] {
  return [
    ...unusableIds(revisions),
    ...duplicateIds(revisions, files),
    ...duplicateLabels(revisions),
    ...missingParents(revisions),
    ...cycles(revisions),
  ];
}

const problem = (
  kind: HistoryProblem['kind'],
  revision: Revision,
  line: number | null,
  what: string,
): HistoryProblem => ({
  kind,
  revision: revision.id,
  file: revision.file,
  line,
  what,
});

/** Alembic's `Revision.verify_rev_id`, and what its UPDATE of the version table does not quote. */
function* unusableIds(revisions: Revisions): Generator<HistoryProblem> {
  for (const revision of revisions.values()) {
    if (revision.id.includes("'"))
      yield problem(
        'no-revision-id',
        revision,
        revision.lines.revision,
        `The id \`${revision.id}\` holds \`'\`, which ends the text in Alembic's own statements: no database takes them.`,
      );
    const illegal = [...new Set(revision.id.match(/[@+:-]/g))].map((char) => `\`${char}\``).join(', ');
    if (illegal)
      yield problem(
        'no-revision-id',
        revision,
        revision.lines.revision,
        `The id \`${revision.id}\` holds ${illegal}, which Alembic does not allow in an id.`,
      );
  }
}

function* duplicateIds(
  revisions: Revisions,
  files: ReadonlyMap<RevisionId, readonly string[]>,
): Generator<HistoryProblem> {
  for (const [id, all] of files) {
    const revision = revisions.get(id);
    if (revision && all.length > 1)
      yield problem(
        'duplicate-id',
        revision,
        revision.lines.revision,
        `The id \`${id}\` is used by ${all.length} files: ${all.join(', ')}.`,
      );
  }
}

function* duplicateLabels(revisions: Revisions): Generator<HistoryProblem> {
  const labelled = new Map<string, Revision>();
  for (const revision of revisions.values())
    for (const label of revision.branchLabels) {
      const other = labelled.get(label) ?? revisions.get(label);
      if (other)
        yield problem(
          'duplicate-id',
          revision,
          revision.lines.revision,
          `The branch label \`${label}\` is already used by ${other.file}.`,
        );
      labelled.set(label, revision);
    }
}

function* missingParents(revisions: Revisions): Generator<HistoryProblem> {
  for (const revision of revisions.values()) {
    for (const parent of revision.downRevisions)
      if (!revisions.has(parent))
        yield problem(
          'missing-parent',
          revision,
          revision.lines.downRevision,
          `down_revision names \`${parent}\`, which no file has.${almost(revisions, parent)}`,
        );
    for (const name of revision.dependsOn)
      if (!named(revisions, name))
        yield problem(
          'missing-parent',
          revision,
          revision.lines.revision,
          `depends_on names \`${name}\`, which is neither an id nor a branch label.${almost(revisions, name)}`,
        );
  }
}

/** Alembic completes a beginning of an id on the command line, never in a file. */
function almost(revisions: Revisions, name: string): string {
  const meant = [...revisions.keys()].filter((id) => name !== '' && id.startsWith(name));
  return meant.length === 1 ? ` \`${meant[0]}\` begins so, but in a file Alembic wants the whole id.` : '';
}

function named(revisions: Revisions, name: string): Revision | null {
  return (
    revisions.get(name) ?? [...revisions.values()].find((revision) => revision.branchLabels.includes(name)) ?? null
  );
}

/** One problem for each circle, at the revision with the smallest id. */
function* cycles(revisions: Revisions): Generator<HistoryProblem> {
  const ordered = new Set(inOrder({ revisions, problems: [] }));
  const unordered = [...revisions.keys()].filter((id) => !ordered.has(id));
  const left = new Set(needed(revisions, unordered).toSorted());
  for (const id of left) {
    const revision = revisions.get(id);
    const circle = wayBack(revisions, id);
    if (!revision || !circle) continue;
    for (const member of circle) left.delete(member);
    const line = revision.lines.downRevision ?? revision.lines.revision;
    yield problem(
      'cycle',
      revision,
      line,
      `The revisions follow each other in a circle: ${[...circle, id].join(' → ')}.`,
    );
  }
}

/** Without those that no other of these needs, which lie behind a circle and in none: in a long history there may be thousands. */
function needed(revisions: Revisions, ids: readonly RevisionId[]): readonly RevisionId[] {
  const needs = new Map(ids.map((id) => [id, parents(revisions, id)]));
  const followers = new Map<RevisionId, number>();
  for (const parent of [...needs.values()].flat()) followers.set(parent, (followers.get(parent) ?? 0) + 1);
  const free = ids.filter((id) => !followers.has(id));
  for (const id of free) {
    for (const parent of needs.get(id) ?? []) {
      const count = (followers.get(parent) ?? 0) - 1;
      followers.set(parent, count);
      if (count === 0 && needs.has(parent)) free.push(parent);
    }
    needs.delete(id);
  }
  return [...needs.keys()];
}

/** The shortest way from a revision through what it needs back to itself; null when there is none. */
function wayBack(revisions: Revisions, start: RevisionId): readonly RevisionId[] | null {
  const cameFrom = new Map<RevisionId, RevisionId>();
  const open = [start];
  for (const id of open) {
    for (const next of parents(revisions, id)) {
      if (next === start) return wayTo(id, cameFrom);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, id);
      open.push(next);
    }
  }
  return null;
}

function wayTo(end: RevisionId, cameFrom: ReadonlyMap<RevisionId, RevisionId>): readonly RevisionId[] {
  const way = [end];
  for (let id = cameFrom.get(end); id !== undefined; id = cameFrom.get(id)) way.unshift(id);
  return way;
}

function parents(revisions: Revisions, id: RevisionId): readonly RevisionId[] {
  const revision = revisions.get(id);
  const names = revision ? [...revision.downRevisions, ...revision.dependsOn] : [];
  return names.flatMap((name) => named(revisions, name)?.id ?? []);
}
