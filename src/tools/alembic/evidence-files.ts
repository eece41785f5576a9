import { posix } from 'node:path';
import { folderOf, foldersUpFrom } from './script-location.ts';

/** The files that may speak of a project's databases, relative to the root. */
export interface EvidenceFiles {
  readonly environment: readonly string[];
  readonly requirements: readonly string[];
  /** Compose files first, then workflow files: what developers run says more than what CI tries. */
  readonly services: readonly string[];
  readonly settings: readonly string[];
}

const isEnvironment = /^(\.env(\..+)?|.*\.env|env\.(example|sample|template|dist))$/;
const isRequirements = /^(requirements.*\.(txt|in)|pyproject\.toml|setup\.(py|cfg)|Pipfile|environment\.ya?ml)$/;
const isCompose = /^(docker-)?compose.*\.ya?ml$/;
const isWorkflow =
  /^(\.github\/workflows\/.+|\.gitlab-ci|\.circleci\/config|azure-pipelines|bitbucket-pipelines)\.ya?ml$/;
const isSettings = /(^|\/)(settings?|config|configuration|conf|database|db|session|engine)(\/[^/]+)?\.py$/;
const isTest = /(^|\/)(tests?|conftest\.py|test_[^/]*|examples?)(\/|$)/;

const serviceFolders = ['docker', 'deploy', 'deployment', 'compose', '.docker', '.devcontainer', 'requirements'];
const mostSettings = 100;

/**
 * Bounded by names: what lies in the project's folder or above it up to the root, and the settings modules below the folder that it is run from.
 * @param files every file of the tree
 */
export function evidenceFiles(
  files: readonly string[],
  folders: readonly string[],
  workingFolder: string,
): EvidenceFiles {
  const homes = new Set(folders.flatMap(foldersUpFrom));
  const near = [...homes, ...[...homes].flatMap((home) => serviceFolders.map((name) => posix.join(home, name)))];
  const order = new Map([...new Set(near)].map((folder, index) => [folder, index]));
  const place = (path: string): number => order.get(folderOf(path)) ?? -1;
  const here = files.filter((path) => place(path) >= 0).sort((a, b) => place(a) - place(b));
  const named = (pattern: RegExp): readonly string[] => here.filter((path) => pattern.test(posix.basename(path)));
  const below = workingFolder === '' ? '' : `${workingFolder}/`;
  const settings = files.filter((path) => path.startsWith(below) && isSettings.test(path) && !isTest.test(path));
  return {
    environment: named(isEnvironment),
    requirements: [
      ...named(isRequirements),
      ...here.filter((path) => /(^|\/)requirements\/[^/]+\.(txt|in)$/.test(path)),
    ],
    services: [...named(isCompose), ...files.filter((path) => isWorkflow.test(path))],
    settings: settings.slice(0, mostSettings),
  };
}
