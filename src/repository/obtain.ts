import type { Git } from './git.ts';

/** Ends a fetch that stands still, rather than wait for ever. */
const impatient = ['-c', 'http.lowSpeedLimit=1000', '-c', 'http.lowSpeedTime=20'];

const isHere = async (git: Git, sha: string): Promise<boolean> =>
  (await git.ask(['cat-file', '-e', `${sha}^{commit}`])).code === 0;

/** The parents as the commit itself names them: a shallow clone hides them from `git log`. */
export async function parentsOf(git: Git, sha: string): Promise<readonly string[]> {
  const text = (await git.output(['cat-file', 'commit', sha])).toString();
  const [header = ''] = text.split('\n\n', 1);
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent = '']) => parent);
}

/**
 * Brings commits from `origin` that this clone lacks, with the clone's own credentials and without a ref of their own. A shallow clone gets them
 * without their ancestors.
 * @returns those that are still missing, and git's words
 */
export async function fetchCommits(
  git: Git,
  shas: readonly string[],
): Promise<{ readonly missing: readonly string[]; readonly why: string }> {
  const wanted = await absent(git, shas);
  if (wanted.length === 0) return { missing: [], why: '' };
  const isShallow = (await git.line(['rev-parse', '--is-shallow-repository'])) === 'true';
  const depth = isShallow ? ['--depth=1'] : [];
  const fetch = (commits: readonly string[]) =>
    git.ask([...impatient, 'fetch', '--quiet', '--no-tags', '--no-write-fetch-head', ...depth, 'origin', ...commits]);
  const all = await fetch(wanted);
  if (all.code === 0) return { missing: await absent(git, wanted), why: all.stderr };
  // One that is gone keeps the others back.
  if (wanted.length > 1) for (const one of wanted) await fetch([one]);
  return { missing: await absent(git, wanted), why: all.stderr };
}

async function absent(git: Git, shas: readonly string[]): Promise<readonly string[]> {
  const here = await Promise.all(shas.map((sha) => isHere(git, sha)));
  return [...new Set(shas.filter((_, index) => !here[index]))];
}

/** What a branch of `origin` points to now; null when it is gone. @throws Error with git's words when origin cannot be asked */
export async function remoteTip(git: Git, branch: string): Promise<string | null> {
  const { code, stdout, stderr } = await git.ask([...impatient, 'ls-remote', 'origin', `refs/heads/${branch}`]);
  if (code !== 0) throw new Error(stderr);
  return stdout.toString().split('\t')[0] || null;
}

/** The commit in which two meet; null when this clone does not show it. */
export const mergeBase = (git: Git, one: string, other: string): Promise<string | null> =>
  git.line(['merge-base', one, other]);
