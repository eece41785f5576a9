import type { CheckRunPlace, CheckRunTexts } from './check-run.ts';
import type { Client } from './client.ts';

/**
 * Completes check runs of the same name and commit that were never completed as `cancelled`.
 * @param isOurs which of them, by their external id
 * @returns how many
 */
export async function cancelUnfinished(
  client: Client,
  { repository, headSha, name }: Pick<CheckRunPlace, 'repository' | 'headSha' | 'name'>,
  isOurs: (externalId: string) => boolean,
  output: CheckRunTexts,
): Promise<number> {
  const { data } = await client.rest.checks.listForRef({
    ...repository,
    ref: headSha,
    check_name: name,
    filter: 'all',
    per_page: 100,
  });
  const left = data.check_runs.filter(({ status, external_id }) => status !== 'completed' && isOurs(external_id ?? ''));
  for (const { id } of left)
    await client.rest.checks.update({
      ...repository,
      check_run_id: id,
      status: 'completed',
      conclusion: 'cancelled',
      output,
    });
  return left.length;
}
