import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { SourceTree } from '../domain/sources.ts';
import { toBytes, toText } from './path-name.ts';

const skippedNames = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  'site-packages',
  '__pycache__',
  '.venv',
  '.tox',
  '.nox',
  '.eggs',
  '.cache',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.ipynb_checkpoints',
  '.terraform',
]);

/** Files whose presence says that the folder is an environment of installed programs, whatever its name. */
const environmentMarks = new Set(['pyvenv.cfg', 'conda-meta']);

/** Whether a path lies in a folder that is never looked into. */
export const isSkipped = (path: string): boolean => path.split('/').some((part) => skippedNames.has(part));

/**
 * The files on the disk, those that git ignores included, for a migration tool loads them as well. Read synchronously: many small files and folders are
 * there several times faster than with a promise for each.
 */
export class WorkingTree implements SourceTree {
  readonly #root: string;
  readonly #listed = new Map<string, readonly string[]>();

  /** @param root absolute path */
  constructor(root: string) {
    this.#root = root;
  }

  async list(folder: string): Promise<readonly string[]> {
    const known = this.#listed.get(folder);
    if (known) return known;
    const files: string[] = [];
    this.#walk(folder, files);
    files.sort();
    this.#listed.set(folder, files);
    return files;
  }

  async read(path: string): Promise<Buffer | null> {
    return this.#read(path);
  }

  async readAll(paths: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const contents = new Map<string, Buffer>();
    for (const path of paths) {
      const content = this.#read(path);
      if (content) contents.set(path, content);
    }
    return contents;
  }

  #read(path: string): Buffer | null {
    try {
      return readFileSync(this.#absolute(path));
    } catch (error) {
      const thrown = error as NodeJS.ErrnoException;
      if (isNowhere(thrown) || thrown.code === 'EISDIR') return null;
      throw thrown;
    }
  }

  #absolute(path: string): Buffer {
    return Buffer.concat([Buffer.from(`${this.#root}/`), toBytes(path)]);
  }

  #walk(folder: string, files: string[]): void {
    const entries = this.#entries(folder);
    if (folder !== '' && entries.some((entry) => environmentMarks.has(entry.name.toString()))) return;
    for (const entry of entries) {
      const name = toText(entry.name);
      if (skippedNames.has(name)) continue;
      const path = folder === '' ? name : `${folder}/${name}`;
      if (entry.isDirectory()) this.#walk(path, files);
      else if (entry.isFile() || (entry.isSymbolicLink() && this.#leadsToFile(path))) files.push(path);
    }
  }

  #entries(folder: string) {
    try {
      return readdirSync(this.#absolute(folder), { withFileTypes: true, encoding: 'buffer' });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return [];
      throw error;
    }
  }

  /** Links to folders are not followed: they may lead in circles. One that leads nowhere is a file that cannot be read. */
  #leadsToFile(path: string): boolean {
    try {
      return statSync(this.#absolute(path)).isFile();
    } catch (error) {
      if (isNowhere(error as NodeJS.ErrnoException)) return true;
      throw error;
    }
  }
}

/** There is no such file, or a link leads to none or to itself. */
const isNowhere = ({ code }: NodeJS.ErrnoException): boolean =>
  code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP';
