import type { Client, RepositoryName } from './client.ts';

/** Which comment is ours: it begins with the marker. */
export interface CommentPlace {
  readonly repository: RepositoryName;
  readonly pullRequest: number;
  /** An HTML comment, which nobody sees. */
  readonly marker: string;
}

/**
 * Keeps the one comment of a pull request up to date.
 * @param text begins with the marker
 * @param whenAbsent whether one is made where there is none yet
 */
export async function keepComment(
  client: Client,
  place: CommentPlace,
  text: string,
  whenAbsent: boolean,
): Promise<void> {
  const existing = await findComment(client, place);
  if (existing) {
    if (existing.body !== text)
      await client.rest.issues.updateComment({ ...place.repository, comment_id: existing.id, body: text });
  } else if (whenAbsent)
    await client.rest.issues.createComment({ ...place.repository, issue_number: place.pullRequest, body: text });
}

async function findComment(
  client: Client,
  { repository, pullRequest, marker }: CommentPlace,
): Promise<{ readonly id: number; readonly body: string } | null> {
  const pages = client.paginate.iterator(client.rest.issues.listComments, {
    ...repository,
    issue_number: pullRequest,
    per_page: 100,
  });
  for await (const { data } of pages)
    for (const { id, body = '' } of data) if (body.startsWith(marker)) return { id, body };
  return null;
}
