import { GateError } from '../domain/error.ts';
import type { SourceTree } from '../domain/sources.ts';
import type { Git } from './git.ts';
import { folderOf, splitOnNul, toText } from './path-name.ts';

interface Entry {
  readonly mode: string;
  readonly object: string;
  readonly path: string;
}

const symbolicLink = '120000';
const submodule = '160000';
const folderMode = '040000';

/** The files of one commit, without a checkout. */
export class CommitTree implements SourceTree {
  readonly #git: Git;
  readonly #sha: string;
  readonly #listed = new Map<string, Promise<readonly Entry[]>>();

  /** @param sha of a commit that is there */
  constructor(git: Git, sha: string) {
    this.#git = git;
    this.#sha = sha;
  }

  async list(folder: string): Promise<readonly string[]> {
    const entries = await this.#entries(folder, true);
    return entries
      .filter((entry) => entry.mode !== submodule)
      .map((entry) => entry.path)
      .sort();
  }

  async read(path: string): Promise<Buffer | null> {
    return (await this.readAll([path])).get(path) ?? null;
  }

  async readAll(paths: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const wanted = await this.#find(paths);
    const contents = await this.#contents(wanted);
    const links = wanted.filter((entry) => entry.mode === symbolicLink);
    for (const link of links) {
      const target = await this.#follow(link.path, contents.get(link.path)?.toString() ?? '');
      if (target) contents.set(link.path, target);
      else contents.delete(link.path);
    }
    return contents;
  }

  async #find(paths: readonly string[]): Promise<readonly Entry[]> {
    const folders = Map.groupBy(new Set(paths), folderOf);
    const found = await Promise.all(
      [...folders].map(async ([folder, inside]) => {
        const wanted = new Set(inside);
        return (await this.#entries(folder, false)).filter((entry) => wanted.has(entry.path) && isFile(entry));
      }),
    );
    return found.flat();
  }

  /** The content of many objects by one process, which answers `<object> <type> <size>\n<content>\n` for each. */
  async #contents(entries: readonly Entry[]): Promise<Map<string, Buffer>> {
    const contents = new Map<string, Buffer>();
    if (entries.length === 0) return contents;
    const answer = await this.#git.output(
      ['cat-file', '--batch'],
      entries.map((entry) => `${entry.object}\n`).join(''),
    );
    let at = 0;
    for (const entry of entries) {
      const start = answer.indexOf('\n', at) + 1;
      const [, type, size] = answer.toString('latin1', at, start - 1).split(' ');
      if (type !== 'blob') throw missingObject(entry, this.#sha);
      contents.set(entry.path, answer.subarray(start, start + Number(size)));
      at = start + Number(size) + 1;
    }
    return contents;
  }

  async #follow(link: string, target: string, depth = 0): Promise<Buffer | null> {
    const path = inRepository(folderOf(link), target);
    if (path === null || depth > 8) return null;
    const [entry] = await this.#find([path]);
    const content = entry && (await this.#contents([entry])).get(path);
    if (!entry || !content) return null;
    return entry.mode === symbolicLink ? this.#follow(path, content.toString(), depth + 1) : content;
  }

  #entries(folder: string, deep: boolean): Promise<readonly Entry[]> {
    const key = `${deep} ${folder}`;
    const known = this.#listed.get(key) ?? this.#load(folder, deep);
    this.#listed.set(key, known);
    return known;
  }

  async #load(folder: string, deep: boolean): Promise<readonly Entry[]> {
    // A folder whose name is no UTF-8 cannot be an argument: look from the first one above that can.
    let asked = folder;
    while (!asked.isWellFormed()) asked = folderOf(asked);
    const recurse = deep || asked !== folder ? ['-r'] : [];
    const below = asked === '' ? [] : ['--', `${asked}/`];
    const output = await this.#git.output(['ls-tree', '-z', '--full-tree', ...recurse, this.#sha, ...below]);
    const entries = splitOnNul(output).map(toEntry);
    const outer = entries.length === 0 && asked !== '' ? await this.#submoduleAbove(asked) : null;
    if (outer) throw insideSubmodule(folder, outer);
    const prefix = folder === '' ? '' : `${folder}/`;
    return entries.filter(
      (entry) => entry.path.startsWith(prefix) && (deep || !entry.path.slice(prefix.length).includes('/')),
    );
  }

  async #submoduleAbove(folder: string): Promise<string | null> {
    const parts = folder.split('/');
    const above = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
    const output = await this.#git.output(['ls-tree', '-z', '--full-tree', this.#sha, '--', ...above]);
    return (
      splitOnNul(output)
        .map(toEntry)
        .find((entry) => entry.mode === submodule)?.path ?? null
    );
  }
}

const isFile = ({ mode }: Entry): boolean => mode !== submodule && mode !== folderMode;

/** `<mode> <type> <object>\t<path>` */
function toEntry(line: Buffer): Entry {
  const tab = line.indexOf('\t');
  const [mode = '', , object = ''] = line.toString('latin1', 0, tab).split(' ');
  return { mode, object, path: toText(line.subarray(tab + 1)) };
}

/** Where a link leads, from the root; null when it leaves the repository. */
function inRepository(folder: string, target: string): string | null {
  if (target.startsWith('/')) return null;
  const parts: string[] = folder === '' ? [] : folder.split('/');
  for (const part of target.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

const missingObject = (entry: Entry, sha: string): GateError =>
  new GateError(
    'base-missing',
    `Commit ${sha} names ${entry.path}, but its content (${entry.object}) is not in this repository.`,
    {
      hint: 'git fetch --refetch origin',
    },
  );

const insideSubmodule = (folder: string, outer: string): GateError =>
  new GateError('unsupported', `${folder} lies in the submodule ${outer}, whose history is another repository's.`, {
    hint: `Run the gate in the submodule: cd ${outer} && npx migration-gate check`,
  });
