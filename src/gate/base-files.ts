import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import type { Commit } from '../repository/repository.ts';
import type { Project } from '../tools/tool.ts';

/**
 * Writes the base commit's script location and version folders below `folder`, so that the base can be built from what production has.
 * @param versionFolders of the base commit
 * @returns the folders that stand for the project's version folders, in their order
 */
export async function extractBaseFiles(
  project: Project,
  base: Commit,
  versionFolders: readonly string[],
  folder: string,
): Promise<readonly string[]> {
  const moved = versionFolders.filter((path) => !project.versionFolders.includes(path)).map(posix.dirname);
  const below = await Promise.all(
    [project.scriptLocation, ...versionFolders, ...moved].map((path) => base.tree.list(path)),
  );
  const files = await base.tree.readAll([...new Set(below.flat())]);
  for (const [path, content] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  await Promise.all(versionFolders.map((path) => mkdir(join(folder, path), { recursive: true })));
  return versionFolders.map((path) => join(folder, path));
}
