import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { GateError, messageOf } from '../domain/error.ts';
import { type ConfigDocument, readPyproject, readYaml } from './document.ts';

const yamlFiles = ['migration-gate.yml', '.github/migration-gate.yml'];
const pyproject = 'pyproject.toml';

/**
 * The configuration of a repository; null when it has none.
 * @param named the file that the user named, absolute; null to look in the usual places
 * @throws GateError `bad-config` for several at once, one that cannot be read, or a named one that is not there
 */
export async function findConfig(root: string, named: string | null): Promise<ConfigDocument | null> {
  if (named !== null) return readNamed(relative(root, named) || named, named);
  const found: ConfigDocument[] = [];
  for (const file of [...yamlFiles, pyproject]) {
    const text = await readText(resolve(root, file));
    const document = text === null ? null : read(file, text);
    if (document) found.push(document);
  }
  if (found.length > 1)
    throw new GateError(
      'bad-config',
      `there are ${found.length} configurations: ${found.map(({ file }) => file).join(' and ')}`,
      {
        hint: 'Keep one of them, or name the one that counts with --config.',
      },
    );
  return found[0] ?? null;
}

async function readNamed(file: string, path: string): Promise<ConfigDocument> {
  const text = await readText(path);
  const document = text === null ? null : read(file, text);
  if (document) return document;
  const what = text === null ? 'is not there' : 'has no table [tool.migration-gate]';
  throw new GateError('bad-config', `${file}, named by --config, ${what}`, {
    hint: `Name a YAML file or a pyproject.toml; without --config the gate looks for ${yamlFiles.join(', ')} and ${pyproject}.`,
  });
}

const read = (file: string, text: string): ConfigDocument | null =>
  file.endsWith('.toml') ? readPyproject(file, text) : readYaml(file, text);

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new GateError('bad-config', `${path} cannot be read: ${messageOf(thrown)}`, {
      hint: 'Make it a file that can be read, or name another one with --config.',
      cause: thrown,
    });
  }
}
