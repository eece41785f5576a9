import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a check's page lies: beside the bundle or a chunk of it, else in the sources. */
const folders = ['checks', '../checks', '../../docs/checks'];

/** A check's page, Markdown; null when there is none. @param id must be a check's: it names a file */
export async function readPage(id: string): Promise<string | null> {
  if (!/^[a-z][a-z-]*$/.test(id)) return null;
  for (const folder of folders) {
    const text = await readFile(join(import.meta.dirname, folder, `${id}.md`), 'utf8').catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
        throw error;
      },
    );
    if (text !== null) return text;
  }
  return null;
}
