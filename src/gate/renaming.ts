import { isUtf8 } from 'node:buffer';
import { type Renaming, rename, type Writable } from '../domain/rename.ts';
import { openCode } from '../repository/index.ts';
import type { Parts } from './parts.ts';
import { type RefsOptions, refs } from './refs.ts';

/**
 * The code of the working tree with another name for what is asked for. Files that have uncommitted changes stay as they are, so that git shows and takes
 * back what was written. Nothing is written here.
 * @throws GateError `no-git`, `io`
 */
export async function renaming(options: RefsOptions, to: string, parts: Parts): Promise<Renaming> {
  const { places } = await refs({ ...options, commit: null }, parts);
  const { tree, uncommitted } = await openCode({ ...options, commit: null });
  const contents = await tree.readAll([...new Set(places.map(({ file }) => file))]);
  const changed = await uncommitted();
  const texts = [...contents].map(([file, content]): [string, Writable] => {
    if (changed.has(file)) return [file, { why: 'the file has changes that are not committed' }];
    return [file, isUtf8(content) ? { text: content.toString('utf8') } : { why: 'the file is not UTF-8' }];
  });
  return rename(places, to, new Map(texts));
}
