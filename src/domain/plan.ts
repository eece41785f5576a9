import type { History, Revision, RevisionId } from './revision.ts';
import type { Shard } from './shard.ts';

/** A project's name in reports and configuration: its configuration file, relative to the repository's root. */
export type ProjectId = string;

/** Why a revision is in the plan. `requested`: by `--all`, `--revision` or a changed env.py. */
export type PlannedKind = 'new' | 'edited' | 'removed' | 'requested';

export interface PlannedRevision {
  readonly project: ProjectId;
  readonly revision: RevisionId;
  /** At the head; for a removed revision, where it stood at the base. */
  readonly file: string;
  readonly kind: PlannedKind;
  /** The file whose change made this revision `edited`: its own, or one inside the script location that it reads. */
  readonly because: string;
}

export interface ProjectPlan {
  readonly project: ProjectId;
  /** What the base commit holds; empty with `--all`. */
  readonly base: History;
  /** Version folders at the base commit, relative to the root: others than now where they were moved. */
  readonly baseFolders: readonly string[];
  readonly head: History;
  /** Heads of the live target branch, where `single-head` looks: the tip, not the merge-base. Null when there is none to ask. */
  readonly live: History | null;
  /** In the order they are walked; removed ones come last. */
  readonly revisions: readonly PlannedRevision[];
  /** Changed files that look like revisions but belong to no version folder that is known. */
  readonly strays: readonly string[];
  /** Changed files inside the script location that no revision names, so that nobody knows whether a merged one reads them. */
  readonly unread: readonly string[];
  /** Never downgraded by intent: its walks only go up and nothing is said about its downgrades. */
  readonly forwardOnly: boolean;
  /** How many heads a branch label is meant to have, as configured. */
  readonly expectedHeads: Readonly<Record<string, number>>;
}

export interface Plan {
  /** The commit that stands for production, a full SHA; null with `--all`. */
  readonly base: string | null;
  /** The commit under test; null when the working tree has uncommitted changes or there is no git. */
  readonly head: string | null;
  readonly projects: readonly ProjectPlan[];
  /** The part of it that this run walks; null for all of it. */
  readonly shard: Shard | null;
}

/** The planned revision at the head, where there is one. */
export function headRevision(plan: ProjectPlan, planned: PlannedRevision): Revision | null {
  return planned.kind === 'removed' ? null : (plan.head.revisions.get(planned.revision) ?? null);
}

/** Whether revisions of the base were replaced by fewer new ones; one for one is a renumbering, which no database that ran it survives. */
export function isSquash({ revisions }: ProjectPlan): boolean {
  const count = (kind: PlannedKind) => revisions.filter((revision) => revision.kind === kind).length;
  return count('new') > 0 && count('removed') > count('new');
}
