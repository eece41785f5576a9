import type { Client, RepositoryName } from './client.ts';

/** Where two commits meet, as GitHub tells it. @throws RequestError, 404 when they have nothing in common */
export async function mergeBaseOf(
  client: Client,
  repository: RepositoryName,
  one: string,
  other: string,
): Promise<string> {
  // Of the page only what stands beside the commits is wanted.
  const { data } = await client.rest.repos.compareCommitsWithBasehead({
    ...repository,
    basehead: `${one}...${other}`,
    per_page: 1,
  });
  return data.merge_base_commit.sha;
}

/** What a branch points to now; null when it is gone. @throws RequestError */
export async function branchTip(client: Client, repository: RepositoryName, branch: string): Promise<string | null> {
  try {
    const { data } = await client.rest.git.getRef({ ...repository, ref: `heads/${branch}` });
    return data.object.sha;
  } catch (thrown) {
    if ((thrown as { status?: number }).status === 404) return null;
    throw thrown;
  }
}
