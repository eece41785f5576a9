import type { SourceTree } from '../../../../src/domain/sources.ts';

/** Files held in memory. */
export function treeOf(files: Readonly<Record<string, string | Buffer>>): SourceTree {
  const contents = new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]));
  const below = (folder: string) => (path: string) => folder === '' || path.startsWith(`${folder}/`);
  return {
    list: async (folder) => [...contents.keys()].filter(below(folder)).sort(),
    read: async (path) => contents.get(path) ?? null,
    readAll: async (paths) =>
      new Map(paths.flatMap((path) => (contents.has(path) ? [[path, contents.get(path) as Buffer]] : []))),
  };
}
