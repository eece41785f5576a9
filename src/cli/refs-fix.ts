import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GateError, messageOf } from '../domain/error.ts';
import type { Renaming } from '../domain/rename.ts';
import { inert } from '../reporters/harmless.ts';
import { count } from '../reporters/words.ts';
import type { RefsFlags } from './refs.ts';
import { badUsage } from './usage.ts';

/** The new name; null where nothing is to be renamed. @throws GateError `bad-usage` */
export function newNameIn(names: readonly string[], flags: RefsFlags): string | null {
  const { fix = false, renameTo } = flags;
  if (!fix && renameTo === undefined) return null;
  if (!fix || renameTo === undefined)
    throw badUsage(
      '--fix and --rename-to belong together',
      'For example: `refs tenants.config --fix --rename-to settings`.',
    );
  if (names.length !== 1) throw badUsage('--fix renames one table or column at a time');
  if (!/^[A-Za-z_]\w*$/.test(renameTo))
    throw badUsage(
      `--rename-to "${renameTo}" is no plain name`,
      'Letters, digits and underscores; no table before it.',
    );
  const [excess] = [
    ...(flags.commit === undefined ? [] : ['--commit']),
    ...(flags.certainty === undefined ? [] : ['--certainty']),
    ...(flags.format === undefined && flags.output === undefined ? [] : ['--format']),
  ];
  if (excess !== undefined)
    throw badUsage(`--fix does not go with ${excess}`, 'It writes into the working tree, and says what it wrote.');
  return renameTo;
}

/** Writes the files. @throws GateError `io` */
export async function writeRenamed(root: string, { files }: Renaming): Promise<void> {
  for (const { file, text } of files)
    await writeFile(join(root, file), text).catch((cause) => {
      throw new GateError('io', `${file} cannot be written: ${messageOf(cause)}`, {
        hint: '`git diff` shows which files were written before it.',
        cause,
      });
    });
}

/** What was written and what was left, for a person. */
export function renamedWords({ files, kept }: Renaming): string {
  const edits = files.flatMap(({ file, edits }) => edits.map(({ line, was, is }) => `${file}:${line}  ${was} → ${is}`));
  const left = kept.map(({ reference: { file, line }, why }) => `  ${file}:${line}  ${why}`);
  const blocks = [
    edits,
    left.length === 0 ? [] : ['Left as it is', ...new Set(left)],
    [
      edits.length === 0
        ? 'Nothing was written.'
        : `${count(edits.length, 'edit')} in ${count(files.length, 'file')}: \`git diff\` shows them, the tests tell whether they do.`,
    ],
  ];
  return inert(
    `${blocks
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n')}\n`,
  );
}
