/** What GitHub's description wants in an answer beside what the Action looks at. */

const nowhere = 'https://github.test';
const now = (): string => new Date().toISOString();

export const user = (login: string, type = 'Bot') => ({
  login,
  id: 1,
  node_id: 'U',
  type,
  site_admin: false,
  gravatar_id: '',
  ...Object.fromEntries(
    [
      'avatar_url',
      'url',
      'html_url',
      'followers_url',
      'following_url',
      'gists_url',
      'starred_url',
      'subscriptions_url',
      'organizations_url',
      'repos_url',
      'events_url',
      'received_events_url',
    ].map((key) => [key, nowhere]),
  ),
});

const app = {
  id: 15368,
  slug: 'github-actions',
  node_id: 'A',
  owner: user('github'),
  name: 'GitHub Actions',
  client_id: 'Iv1.x',
  description: '',
  external_url: nowhere,
  html_url: nowhere,
  created_at: '2018-07-30T09:30:17Z',
  updated_at: '2019-12-10T19:04:12Z',
  permissions: {},
  events: [],
};

/** A check run as a workflow's token leaves it. */
export interface StoredCheckRun {
  readonly id: number;
  readonly name: string;
  readonly head_sha: string;
  readonly external_id: string;
  readonly details_url: string;
  status: string;
  conclusion: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
  readonly annotations: StoredAnnotation[];
  /** Every title it ever had. */
  readonly titles: string[];
}

interface StoredAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly annotation_level: string;
  readonly title: string;
  readonly message: string;
}

export const shownCheckRun = (url: string, run: StoredCheckRun) => ({
  id: run.id,
  node_id: 'C',
  name: run.name,
  head_sha: run.head_sha,
  external_id: run.external_id,
  url: `${url}/check-runs/${run.id}`,
  html_url: `${nowhere}/o/r/runs/${run.id}`,
  details_url: run.details_url,
  status: run.status,
  conclusion: run.conclusion,
  started_at: now(),
  completed_at: run.conclusion === null ? null : now(),
  pull_requests: [],
  app,
  check_suite: { id: 5 },
  output: { ...run.output, annotations_count: run.annotations.length, annotations_url: `${url}/annotations` },
});

export interface StoredComment {
  readonly id: number;
  body: string;
}

export const shownComment = ({ id, body }: StoredComment) => ({
  id,
  node_id: 'I',
  url: nowhere,
  html_url: nowhere,
  issue_url: nowhere,
  user: user('github-actions[bot]'),
  created_at: now(),
  updated_at: now(),
  author_association: 'NONE',
  body,
});

const person = { name: 'Shop', email: 'shop@example.org', date: '2026-01-01T00:00:00Z' };

export const gitCommit = (sha: string, tree: string) => ({
  sha,
  node_id: 'C',
  url: nowhere,
  html_url: nowhere,
  author: person,
  committer: person,
  message: '',
  tree: { sha: tree, url: nowhere },
  parents: [],
  verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
});

const commit = (sha: string) => ({
  sha,
  node_id: 'C',
  url: nowhere,
  html_url: nowhere,
  comments_url: nowhere,
  commit: {
    url: nowhere,
    author: person,
    committer: person,
    message: '',
    comment_count: 0,
    tree: { sha, url: nowhere },
  },
  author: null,
  committer: null,
  parents: [],
});

export const comparison = (base: string, mergeBase: string) => ({
  url: nowhere,
  html_url: nowhere,
  permalink_url: nowhere,
  diff_url: nowhere,
  patch_url: nowhere,
  base_commit: commit(base),
  merge_base_commit: commit(mergeBase),
  status: 'diverged',
  ahead_by: 1,
  behind_by: 1,
  total_commits: 1,
  commits: [],
  files: [],
});

export const artifact = (id: number, name: string, size: number, runId: number, createdAt = now()) => ({
  id,
  node_id: 'A',
  name,
  size_in_bytes: size,
  url: nowhere,
  archive_download_url: nowhere,
  expired: false,
  created_at: createdAt,
  expires_at: now(),
  updated_at: now(),
  workflow_run: { id: runId },
});
