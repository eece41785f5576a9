import type { Client, RepositoryName } from './client.ts';

/** One file of a commit; submodules have mode 160000. */
interface CommitFile {
  readonly path: string;
  readonly mode: string;
  readonly sha: string;
}

/** What a commit holds, as GitHub tells it. */
export interface CommitFiles {
  readonly tree: string;
  readonly files: readonly CommitFile[];
}

/** @throws RequestError, and Error for a tree that is too large to be told at once */
export async function filesOf(client: Client, repository: RepositoryName, sha: string): Promise<CommitFiles> {
  const { data: commit } = await client.rest.git.getCommit({ ...repository, commit_sha: sha });
  const { data } = await client.rest.git.getTree({ ...repository, tree_sha: commit.tree.sha, recursive: 'true' });
  if (data.truncated) throw new Error(`the tree of ${sha} is too large for one answer of GitHub's`);
  const files = data.tree
    .filter(({ type }) => type !== 'tree')
    .map(({ path = '', mode = '', sha: object = '' }) => ({ path, mode, sha: object }));
  return { tree: commit.tree.sha, files };
}

/** @throws RequestError */
export async function contentOf(client: Client, repository: RepositoryName, blob: string): Promise<Buffer> {
  const { data } = await client.rest.git.getBlob({ ...repository, file_sha: blob });
  return Buffer.from(data.content, data.encoding === 'base64' ? 'base64' : 'utf8');
}
