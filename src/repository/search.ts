import { escaped } from '../domain/mentions.ts';
import type { SourceTree } from '../domain/sources.ts';
import type { Git } from './git.ts';
import { splitOnNul, toText } from './path-name.ts';
import { isSkipped } from './working-tree.ts';

/**
 * Text files that hold one of these words as a whole word, in order: of a commit, or of the working tree with what is untracked and not ignored.
 * Git looks through tens of thousands of files in a fraction of a second, and through a commit without a checkout.
 */
export async function filesNaming(git: Git, sha: string | null, words: readonly string[]): Promise<readonly string[]> {
  if (words.length === 0) return [];
  const patterns = words.flatMap((word) => ['-e', word]);
  const where = sha === null ? ['--untracked'] : [];
  const asked = ['grep', '-lzwIF', '--no-color', '--full-name', ...where, ...patterns, ...(sha === null ? [] : [sha])];
  const { code, stdout } = await git.ask(asked);
  // 1: no file holds any of them.
  if (code > 1) return splitOnNul(await git.output(asked)).map(toText);
  const prefix = sha === null ? '' : `${sha}:`;
  return splitOnNul(stdout)
    .map((line) => toText(line).slice(prefix.length))
    .filter((path) => !isSkipped(path))
    .sort();
}

/** The same without git: every file is read. */
export async function filesNamingIn(tree: SourceTree, words: readonly string[]): Promise<readonly string[]> {
  const pattern = new RegExp(`(?<!\\w)(?:${words.map(escaped).join('|')})(?!\\w)`);
  const found: string[] = [];
  if (words.length === 0) return found;
  for (const path of await tree.list('')) {
    const content = await tree.read(path);
    if (content && !content.includes(0) && pattern.test(content.toString('latin1'))) found.push(path);
  }
  return found;
}

/** What `.gitattributes` says of files: false for one that is generated or vendored, true for one that is not; of most nothing. */
export async function attributed(git: Git, paths: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
  if (paths.length === 0) return new Map();
  const answer = await git.output(
    ['check-attr', '-z', '--stdin', 'linguist-generated', 'linguist-vendored'],
    paths.map((path) => `${path}\0`).join(''),
  );
  // Triples: path, attribute, value.
  const fields = splitOnNul(answer).map(toText);
  const said = new Map<string, boolean>();
  for (let at = 0; at + 2 < fields.length; at += 3) {
    const [path = '', , value = ''] = fields.slice(at, at + 3);
    if (value === 'set' || value === 'true') said.set(path, false);
    else if ((value === 'unset' || value === 'false') && !said.has(path)) said.set(path, true);
  }
  return said;
}
