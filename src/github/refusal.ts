import { messageOf } from '../domain/error.ts';

/** GitHub's status code; null when no answer came. */
export function statusOf(thrown: unknown): number | null {
  const { status, response } = thrown as { status?: unknown; response?: unknown };
  return typeof status === 'number' && response ? status : null;
}

/** Why GitHub did not do what was asked, with the way out where it is the user's. @param needs the permission that it takes: `checks: write` */
export function refusalWords(thrown: unknown, needs: string): string {
  const status = statusOf(thrown);
  const said = messageOf(thrown).split('\n')[0] ?? '';
  switch (status) {
    case null:
      return `GitHub does not answer: ${said}`;
    case 401:
      return `GitHub does not know the token (401): ${said}. Give a valid one with the input \`token\`, or leave it out.`;
    case 403:
    case 404:
      return /rate limit/i.test(said)
        ? `GitHub's rate limit is used up (${status}): ${said}`
        : `the token may not do this (${status}): ${said}. It takes \`permissions: ${needs}\`; the token of a pull request from a fork never has it.`;
    case 422:
      return `GitHub does not accept it (422): ${said}`;
    default:
      return `GitHub fails (${status}): ${said}`;
  }
}
