import { posix } from 'node:path';
import type { Node } from 'web-tree-sitter';
import type { History, RevisionId } from '../../domain/revision.ts';
import type { SourceTree } from '../../domain/sources.ts';
import { bindingsOf, isImport } from '../../syntax/python-imports.ts';
import { stringOf } from '../../syntax/python-literal.ts';
import { decodePython, withTree } from '../../syntax/python-parser.ts';

/** What a Python file speaks of by literal names. */
interface Names {
  readonly strings: readonly string[];
  readonly modules: readonly string[];
}

/**
 * Revisions that read one of these files by a literal name, or import it, directly or through modules inside the script location.
 * @param files relative to the root; those outside the script location have no readers
 */
export async function readersOf(
  files: readonly string[],
  history: History,
  tree: SourceTree,
  scriptLocation: string,
): Promise<ReadonlyMap<string, readonly RevisionId[]>> {
  const inside = (await tree.list(scriptLocation)).filter((path) => !path.endsWith('/env.py'));
  const python = await tree.readAll(inside.filter((path) => path.endsWith('.py')));
  const names = new Map<string, Names>();
  for (const [path, content] of python)
    names.set(path, await withTree(decodePython(content), ({ rootNode }) => namesIn(rootNode)));
  const everything = [...new Set([...inside, ...files])];
  const wanted = files.filter((file) => file.startsWith(scriptLocation && `${scriptLocation}/`));
  return new Map(wanted.map((file) => [file, revisionsBehind(file, names, history, everything)]));
}

/** Follows the file's readers, their readers, and so on. */
function revisionsBehind(
  file: string,
  names: ReadonlyMap<string, Names>,
  history: History,
  all: readonly string[],
): readonly RevisionId[] {
  const reached = new Set([file]);
  for (const target of reached)
    for (const [path, spoken] of names)
      if (!reached.has(path) && speaksOf(path, spoken, target, all)) reached.add(path);
  reached.delete(file);
  return [...history.revisions.values()]
    .filter((revision) => reached.has(revision.file))
    .map((revision) => revision.id);
}

function speaksOf(reader: string, names: Names, target: string, all: readonly string[]): boolean {
  return target.endsWith('.py')
    ? imports(reader, names, target) || reads(names, target, all)
    : reads(names, target, all);
}

function imports(reader: string, names: Names, target: string): boolean {
  const module = target
    .replace(/(\/__init__)?\.py$/, '')
    .split('/')
    .join('.');
  return names.modules.some((name) => {
    const absolute = name.startsWith('.') ? fromReader(reader, name) : name;
    return module === absolute || (!name.startsWith('.') && module.endsWith(`.${absolute}`));
  });
}

/** `..helpers` in `a/b/c.py` is `a.helpers`. */
function fromReader(reader: string, name: string): string {
  const dots = /^\.+/.exec(name)?.[0].length ?? 0;
  const folder = reader.split('/').slice(0, -dots);
  return [...folder, name.slice(dots)].filter(Boolean).join('.');
}

/** A literal that is the end of the file's path; where several files are called so, a folder's name must be spoken as well. */
function reads(names: Names, target: string, all: readonly string[]): boolean {
  const ends = names.strings.filter((text) => target === text || target.endsWith(`/${text}`));
  if (ends.some((text) => text.includes('/'))) return true;
  if (ends.length === 0) return false;
  const twins = all.filter((path) => path !== target && posix.basename(path) === posix.basename(target));
  const folder = posix.basename(posix.dirname(target));
  return twins.length === 0 || names.strings.some((text) => text.split('/').includes(folder));
}

function namesIn(root: Node): Names {
  const strings = root.descendantsOfType(['string', 'concatenated_string']).flatMap((node) => {
    const text = stringOf(node);
    return text === undefined || text.length > 500 ? [] : [posix.normalize(text).replace(/^(\.{0,2}\/)+/, '')];
  });
  const imported = root
    .descendantsOfType(['import_statement', 'import_from_statement'])
    .filter(isImport)
    .flatMap(bindingsOf);
  const modules = imported.flatMap(({ module, member }) =>
    member === null ? [module] : [module, `${module}${module.endsWith('.') ? '' : '.'}${member}`],
  );
  return { strings, modules: [...modules, ...strings.filter((text) => /^\.*[A-Za-z_][\w.]*$/.test(text))] };
}
