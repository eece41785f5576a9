import type { Client, RepositoryName } from './client.ts';

/** The open pull request whose head is a commit of a branch; null when there is none (any more). */
export async function openPullRequest(
  client: Client,
  repository: RepositoryName,
  head: { readonly owner: string; readonly branch: string; readonly sha: string },
): Promise<number | null> {
  const { data } = await client.rest.pulls.list({
    ...repository,
    state: 'open',
    head: `${head.owner}:${head.branch}`,
    per_page: 100,
  });
  return data.find((pull) => pull.head.sha === head.sha)?.number ?? null;
}
