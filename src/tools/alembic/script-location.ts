import { posix } from 'node:path';
import { badProject, type ConfigurationPlace } from './bad-project.ts';

/** A folder relative to the root, and the folder in which the tool is run so that it finds it. */
export interface Located {
  readonly folder: string;
  readonly workingFolder: string;
}

/** Finds the folders that a configuration names, as Alembic would from the folder it is usually run in. All paths are relative to the root. */
export class Locator {
  readonly #root: string;
  readonly #files: readonly string[];

  /** @param files every file of the tree */
  constructor(root: string, files: readonly string[]) {
    this.#root = root;
    this.#files = files;
  }

  /**
   * The folder of env.py.
   * @param from the configuration file's folder: searched first, then each folder above it
   * @throws GateError `bad-project` when there is no such folder, or no env.py in it
   */
  scriptLocation(value: string, from: string, place: ConfigurationPlace): Located {
    const candidates = this.#candidates(value, from);
    const found = candidates.find(({ folder }) => this.#files.includes(posix.join(folder, 'env.py')));
    if (found) return found;
    const bare = candidates.find(({ folder }) => this.#isFolder(folder));
    if (bare)
      throw badProject(
        place,
        `script_location \`${value}\` is ${bare.folder}, which has no env.py.`,
        'Restore env.py (`alembic init` writes one), or mend script_location.',
      );
    const looked = [...new Set(candidates.map(({ folder }) => folder))].join(', ') || 'no folder of this repository';
    throw badProject(
      place,
      `script_location \`${value}\` is not there (looked for ${looked}).`,
      'Mend script_location, or name the project with `--project INI` or `projects:`.',
    );
  }

  /** A folder of `version_locations`, null when it lies outside the repository. It may be missing: Alembic passes over such a one. */
  versionLocation(value: string, from: string, workingFolder: string): string | null {
    if (value.startsWith('/') || value.includes(':')) {
      const candidates = this.#candidates(value, from);
      return (candidates.find(({ folder }) => this.#isFolder(folder)) ?? candidates[0])?.folder ?? null;
    }
    const folder = trimmed(posix.join(workingFolder, value));
    return folder.startsWith('../') ? null : folder;
  }

  #candidates(value: string, from: string): readonly Located[] {
    if (value.startsWith('/')) {
      const folder = posix.relative(this.#root, posix.normalize(value));
      return folder.startsWith('..') ? [] : [{ folder, workingFolder: from }];
    }
    if (value.includes(':')) return this.#packageFolders(value, from);
    return foldersUpFrom(from)
      .map((workingFolder) => ({ folder: trimmed(posix.join(workingFolder, value)), workingFolder }))
      .filter(({ folder }) => !folder.startsWith('../'));
  }

  /** `package.sub:folder`: every folder that ends so, the nearest first. */
  #packageFolders(value: string, from: string): readonly Located[] {
    const [packageName = '', ...inside] = value.split(':');
    const tail = posix.join(...packageName.split('.'), ...inside);
    const folders = new Set(
      this.#files.map(posix.dirname).filter((folder) => folder === tail || folder.endsWith(`/${tail}`)),
    );
    return [...folders]
      .sort((a, b) => shared(b, from) - shared(a, from) || a.length - b.length)
      .map((folder) => ({ folder, workingFolder: from }));
  }

  #isFolder(folder: string): boolean {
    return this.#files.some((file) => file.startsWith(`${folder}/`));
  }
}

/** The folder itself, then each above it up to the root (`''`). */
export function foldersUpFrom(folder: string): readonly string[] {
  const parts = folder === '' || folder === '.' ? [] : folder.split('/');
  return [...parts.map((_, index) => parts.slice(0, parts.length - index).join('/')), ''];
}

const trimmed = (folder: string): string => (folder === '.' ? '' : folder.replace(/\/$/, ''));

/** How many folders two paths have in common from the root on. */
function shared(a: string, b: string): number {
  const other = b.split('/');
  const parts = a.split('/');
  const differ = parts.findIndex((part, index) => part !== other[index]);
  return differ === -1 ? parts.length : differ;
}

/** `''` for what lies at the root. */
export const folderOf = (path: string): string => (posix.dirname(path) === '.' ? '' : posix.dirname(path));
