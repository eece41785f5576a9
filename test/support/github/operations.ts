import { execFileSync } from 'node:child_process';
import type { IncomingMessage } from 'node:http';
import type { Context } from 'openapi-backend';
import {
  artifact,
  comparison,
  gitCommit,
  type StoredCheckRun,
  type StoredComment,
  shownCheckRun,
  shownComment,
  user,
} from './answers.ts';
import { completed } from './completed.ts';
import type { FakeOptions } from './server.ts';

export interface StoredArtifact {
  readonly id: number;
  readonly name: string;
  readonly runId: number;
  readonly zip: Buffer;
  /** What GitHub says its size is, where that is not true. */
  readonly claimedSize?: number;
  /** Now when left out. */
  readonly createdAt?: string;
}

interface Store {
  readonly checkRuns: StoredCheckRun[];
  readonly comments: StoredComment[];
  readonly artifacts: StoredArtifact[];
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly raw?: { readonly headers: Readonly<Record<string, string>>; readonly bytes: Buffer };
}

// biome-ignore lint/suspicious/noExplicitAny: requests are validated before they come here.
type Body = any;
type Operation = (context: Context, request: IncomingMessage) => Answer;

const missing: Answer = {
  status: 404,
  body: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' },
};

/** What each operation of GitHub's description does here. */
export function operations(
  store: Store,
  url: () => string,
  { repository, pulls = [] }: FakeOptions,
  problem: (what: string) => void,
): Readonly<Record<string, Operation>> {
  let last = 100;
  const param = ({ request }: Context, name: string): string => String(request.params[name]);
  const query = ({ request }: Context, name: string, otherwise: string): string =>
    String(request.query[name] ?? otherwise);
  const page = <Item>(context: Context, items: readonly Item[]): readonly Item[] => {
    const size = Number(query(context, 'per_page', '30'));
    const start = (Number(query(context, 'page', '1')) - 1) * size;
    return items.slice(start, start + size);
  };
  const git = (...args: readonly string[]): string | null => {
    if (!repository) return null;
    try {
      return execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
    } catch {
      return null;
    }
  };
  const change = (run: StoredCheckRun, body: Body): Answer => {
    const { annotations = [], ...output } = body.output ?? {};
    run.annotations.push(...annotations);
    Object.assign(run.output, output);
    if (output.title) run.titles.push(output.title);
    if (body.status) run.status = body.status;
    if (body.conclusion) Object.assign(run, { conclusion: body.conclusion, status: 'completed' });
    return { status: 200, body: shownCheckRun(url(), run) };
  };

  return {
    'checks/create': ({ request }) => {
      const body = request.requestBody as Body;
      last += 1;
      const run: StoredCheckRun = {
        id: last,
        name: body.name,
        head_sha: body.head_sha,
        external_id: body.external_id ?? '',
        details_url: body.details_url ?? '',
        status: 'queued',
        conclusion: null,
        output: { title: null, summary: null, text: null },
        annotations: [],
        titles: [],
      };
      store.checkRuns.push(run);
      return { ...change(run, body), status: 201 };
    },
    'checks/update': (context) => {
      const run = store.checkRuns.find(({ id }) => id === Number(param(context, 'check_run_id')));
      if (run?.status === 'completed') problem(`check run ${run.id} was completed, and is changed again`);
      return run ? change(run, context.request.requestBody) : missing;
    },
    'checks/list-for-ref': (context) => {
      const fitting = store.checkRuns.filter(
        ({ head_sha, name }) => head_sha === param(context, 'ref') && name === query(context, 'check_name', name),
      );
      const check_runs = page(context, fitting).map((run) => shownCheckRun(url(), run));
      return { status: 200, body: { total_count: fitting.length, check_runs } };
    },
    'issues/list-comments': (context) => {
      return { status: 200, body: page(context, store.comments).map(shownComment) };
    },
    'issues/create-comment': ({ request }) => {
      last += 1;
      const comment = { id: last, body: (request.requestBody as Body).body };
      store.comments.push(comment);
      return { status: 201, body: shownComment(comment) };
    },
    'issues/update-comment': (context) => {
      const comment = store.comments.find(({ id }) => id === Number(param(context, 'comment_id')));
      if (!comment) return missing;
      comment.body = (context.request.requestBody as Body).body;
      return { status: 200, body: shownComment(comment) };
    },
    'pulls/list': (context) => {
      const label = query(context, 'head', '');
      const open = pulls.filter((pull) => label === '' || pull.label === label);
      const schemas = context.api.definition.components?.schemas ?? {};
      return { status: 200, body: open.map((pull) => completed(schemas, 'pull-request-simple', shownPull(pull))) };
    },
    'repos/compare-commits-with-basehead': (context) => {
      const [base = '', head = ''] = param(context, 'basehead').split('...');
      const meeting = git('merge-base', base, head);
      return meeting === null ? missing : { status: 200, body: comparison(base, meeting) };
    },
    'git/get-ref': (context) => {
      const ref = `refs/${param(context, 'ref')}`;
      const sha = git('rev-parse', '--verify', ref);
      if (sha === null) return missing;
      const object = { type: 'commit', sha, url: 'https://github.test' };
      return { status: 200, body: { ref, node_id: 'R', url: 'https://github.test', object } };
    },
    'git/get-commit': (context) => {
      const sha = param(context, 'commit_sha');
      const tree = git('rev-parse', `${sha}^{tree}`);
      return tree === null ? missing : { status: 200, body: gitCommit(sha, tree) };
    },
    'git/get-tree': (context) => {
      const sha = param(context, 'tree_sha');
      const lines = git('ls-tree', '-r', '-t', sha)?.split('\n');
      const tree = lines?.map((line) => {
        const [meta = '', path = ''] = line.split('\t');
        const [mode = '', type = '', object = ''] = meta.split(' ');
        return { path, mode, type, sha: object, url: 'https://github.test' };
      });
      return tree ? { status: 200, body: { sha, url: 'https://github.test', truncated: false, tree } } : missing;
    },
    'git/get-blob': (context) => {
      const sha = param(context, 'file_sha');
      if (!repository) return missing;
      const bytes = execFileSync('git', ['-C', repository, 'cat-file', 'blob', sha]);
      const body = {
        content: bytes.toString('base64'),
        encoding: 'base64',
        url: 'https://github.test',
        sha,
        size: bytes.length,
        node_id: 'B',
      };
      return { status: 200, body };
    },
    'actions/list-workflow-run-artifacts': (context) => {
      const found = store.artifacts.filter(
        ({ runId, name }) => runId === Number(param(context, 'run_id')) && name === query(context, 'name', name),
      );
      const artifacts = found.map(({ id, name, zip, claimedSize, runId, createdAt }) =>
        artifact(id, name, claimedSize ?? zip.length, runId, createdAt),
      );
      return { status: 200, body: { total_count: artifacts.length, artifacts } };
    },
    'actions/download-artifact': (context) => {
      const found = store.artifacts.find(({ id }) => id === Number(param(context, 'artifact_id')));
      if (!found) return missing;
      return { status: 200, raw: { headers: { 'content-type': 'application/zip' }, bytes: found.zip } };
    },
  };
}

const shownPull = ({ number, head, label }: NonNullable<FakeOptions['pulls']>[number]) => ({
  number,
  state: 'open',
  head: { sha: head, label, ref: label.split(':')[1] ?? '' },
  user: user(label.split(':')[0] ?? '', 'User'),
});
