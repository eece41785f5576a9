import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { DatabaseTarget } from '../../domain/database.ts';
import { GateError, messageOf } from '../../domain/error.ts';
import type { ProjectOptions } from '../tool.ts';
import { fillIn, targetUrl } from './target-urls.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const passing = new Set([
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'VIRTUAL_ENV',
  'LD_LIBRARY_PATH',
  'CI',
]);
const passingPrefixes = ['LC_', 'PYTHON', 'SSL_CERT_'];

/** What the driver relies on; the project cannot change it. */
const fixed = {
  PYTHONUNBUFFERED: '1',
  PYTHONDONTWRITEBYTECODE: '1',
  PYTHONFAULTHANDLER: '1',
  PYTHONIOENCODING: 'utf-8:backslashreplace',
  NO_COLOR: '1',
};

/**
 * The environment of the project's code: an allow list, the database in the customary variable, then what the user named.
 *
 * @param own the gate's environment; nothing of GitHub, of a cloud or of libpq passes unless `pass-env` names it
 * @param target null: only what no database decides
 * @throws GateError `bad-config` for an `env-file` that cannot be read
 */
export async function childEnvironment(
  own: Environment,
  project: ProjectOptions,
  target: DatabaseTarget | null,
  place: { readonly root: string; readonly projectUrl: string | null },
): Promise<Record<string, string>> {
  const passed = Object.entries(own).filter(([name]) => passes(name) || project.passEnv.includes(name));
  const files = await Promise.all(project.envFiles.map((file) => readEnvFile(place.root, file)));
  const configured = Object.entries(project.env).flatMap(([name, value]) => {
    const template = typeof value === 'string' ? value : target ? value[target.engine] : undefined;
    if (template === undefined) return [];
    if (target) return [[name, fillIn(template, target, place.projectUrl)]];
    return template.includes('{') ? [] : [[name, template]];
  });
  return {
    ...(target && { DATABASE_URL: targetUrl(target, place.projectUrl) }),
    ...Object.fromEntries(passed.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    ...Object.assign({}, ...files),
    ...Object.fromEntries(configured),
    ...fixed,
  };
}

const passes = (name: string): boolean =>
  passing.has(name) || passingPrefixes.some((prefix) => name.startsWith(prefix));

async function readEnvFile(root: string, file: string): Promise<Readonly<Record<string, string | undefined>>> {
  try {
    return parseEnv(await readFile(join(root, file), 'utf8'));
  } catch (cause) {
    throw new GateError('bad-config', `env-file ${file} cannot be read: ${messageOf(cause)}`, {
      hint: 'Name a file of KEY=value lines, relative to the root of the repository, or remove the entry.',
      cause,
    });
  }
}
