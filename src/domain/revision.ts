import type { LineRange } from './location.ts';

/** What the tool calls a revision, as written in its file: `3f2a8c01b7de`, `0012_orders`. */
export type RevisionId = string;

/** What a revision's `downgrade()` says, read without running it. */
export type DowngradeShape =
  | { readonly kind: 'present' }
  /** No function, or a body of nothing but `pass`, `...`, a docstring or a bare `return`. */
  | { readonly kind: 'missing' | 'empty' }
  /** The body's only statement raises. */
  | { readonly kind: 'raises' };

/** One migration script, as read from its text; none of its code was run. */
export interface Revision {
  readonly id: RevisionId;
  /** The revisions it follows: none for a base, several for a merge. */
  readonly downRevisions: readonly RevisionId[];
  /** `depends_on`, as written: ids or branch labels. */
  readonly dependsOn: readonly string[];
  readonly branchLabels: readonly string[];
  /** Relative to the repository's root. */
  readonly file: string;
  readonly lines: {
    readonly revision: number;
    readonly downRevision: number | null;
    readonly upgrade: LineRange | null;
    readonly downgrade: LineRange | null;
  };
  readonly downgrade: DowngradeShape;
  /** Whether the way up calls operations that change the schema (`op.create_table`), as far as the text tells: a guard or a loop may pass over them. */
  readonly changesSchema: boolean;
  /** The reason in `# migration-gate: irreversible <reason>` inside `downgrade()`; '' when no reason is given; null without the comment. */
  readonly irreversible: string | null;
}

/** Why a file or an id does not fit into the history. */
export interface HistoryProblem {
  readonly kind:
    | 'unreadable'
    | 'syntax-error'
    | 'no-revision-id'
    | 'not-literal'
    | 'duplicate-id'
    | 'missing-parent'
    | 'cycle';
  /** The revision concerned, when its id could be read. */
  readonly revision: RevisionId | null;
  readonly file: string;
  readonly line: number | null;
  /** What is wrong, with the value found. */
  readonly what: string;
}

/** All revisions of a project at one commit, and what does not fit together. */
export interface History {
  readonly revisions: ReadonlyMap<RevisionId, Revision>;
  readonly problems: readonly HistoryProblem[];
}
