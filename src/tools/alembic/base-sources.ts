import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { SourceTree } from '../../domain/sources.ts';
import { decodePython } from '../../syntax/python-parser.ts';
import { type Mentions, mentionsIn } from './mentions.ts';

/** One file that has a say in what the base comes out as. */
export interface Source {
  /** Of its content. */
  readonly digest: string;
  readonly mentions: Mentions;
}

/** Files that say which packages are installed; what is installed is looked at as well. */
const lockFile =
  /^(.*requirements.*\.(txt|in)|constraints.*\.txt|(poetry|uv|pdm|conda|pixi)[-.]?lock(\.ya?ml)?|Pipfile(\.lock)?|pylock.*\.toml|pyproject\.toml|setup\.(py|cfg)|environment\.ya?ml)$/;

/**
 * The repository's own files that revisions may depend on beside themselves: those they import or read by a written-out name, and what these import
 * and read in turn.
 * @param from where to begin
 * @returns path → digest
 */
export async function dependencies(from: readonly Mentions[], tree: SourceTree): Promise<ReadonlyMap<string, string>> {
  const all = await tree.list('');
  const byName = Map.groupBy(all, (path) => posix.basename(path));
  const found = new Map<string, string>();
  let open = from;
  while (open.length > 0) {
    const paths = new Set(open.flatMap((mentions) => pathsOf(mentions, byName)).filter((path) => !found.has(path)));
    const contents = await tree.readAll([...paths]);
    for (const [path, content] of contents) found.set(path, digestOf(content));
    open = [...contents].flatMap(([path, content]) => (path.endsWith('.py') ? [sourceOf(content).mentions] : []));
  }
  return found;
}

/** Files of the tree that names may mean: wherever a folder of that name is, for which folders Python looks in is only known when it runs. */
function pathsOf({ modules, files }: Mentions, byName: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const named = files.flatMap((name) => byName.get(name) ?? []);
  const ends = new Set(modules.flatMap(withPackages).flatMap((path) => [`${path}.py`, `${path}/__init__.py`]));
  const imported = [...ends].flatMap((end) =>
    (byName.get(posix.basename(end)) ?? []).filter((path) => path === end || path.endsWith(`/${end}`)),
  );
  return [...named, ...imported];
}

/** `a.b.c` is imported with `a` and `a.b`; the dots before a relative name say where to look, which is everywhere here. */
function withPackages(module: string): readonly string[] {
  const parts = module.replace(/^\.+/, '').split('.').filter(Boolean);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Lock files of the root, of a folder, and of those between. @param folder relative to the root */
export async function lockFiles(folder: string, tree: SourceTree): Promise<ReadonlyMap<string, string>> {
  const folders = new Set(['.']);
  for (let at = folder || '.'; at !== '.'; at = posix.dirname(at)) folders.add(at);
  const all = await tree.list('');
  const paths = all.filter((path) => folders.has(posix.dirname(path)) && lockFile.test(posix.basename(path)));
  return digests(paths, tree);
}

export async function digests(paths: readonly string[], tree: SourceTree): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await tree.readAll(paths))].map(([path, content]) => [path, digestOf(content)]));
}

export const sourceOf = (content: Buffer): Source => ({
  digest: digestOf(content),
  mentions: mentionsIn(decodePython(content)),
});

const digestOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
