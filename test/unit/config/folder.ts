import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Config, type ConfigFlags, loadConfig } from '../../../src/config.ts';

const noFlags: ConfigFlags = {
  projects: [],
  python: null,
  passEnv: [],
  engines: null,
  postgres: null,
  postgresVersion: null,
  timeoutMs: null,
  cache: null,
  isolate: null,
  failOn: null,
  inconclusive: null,
};

export interface Folder extends AsyncDisposable {
  readonly path: string;
}

/** A temporary folder that holds these files. */
export async function folderWith(files: Readonly<Record<string, string>>): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'migration-gate-test-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** The configuration of a folder with these files. */
export async function load(
  files: Readonly<Record<string, string>>,
  flags: Partial<ConfigFlags> = {},
  named: string | null = null,
): Promise<Config> {
  await using folder = await folderWith(files);
  return await loadConfig({
    root: folder.path,
    file: named === null ? null : join(folder.path, named),
    flags: { ...noFlags, ...flags },
    checkIds: ['single-head', 'version-moves'],
  });
}

/** The same, out of one YAML file. */
export const loadYaml = (text: string, flags: Partial<ConfigFlags> = {}): Promise<Config> =>
  load({ 'migration-gate.yml': text }, flags);
