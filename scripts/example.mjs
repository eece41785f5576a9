// Makes a pull request of an example: a repository whose main branch is the example's base, and on a branch what it proposes.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './setup.mjs';

export const examples = join(root, 'examples');

/** The names of all examples; each is the id of the check that it makes speak. */
export const exampleNames = () =>
  readdirSync(examples)
    .filter((name) => !name.startsWith('_'))
    .sort();

/**
 * @param {string} name the example
 * @param {'bad' | 'good'} variant
 * @returns the repository's folder, and `dispose()` that removes it
 */
export function pullRequest(name, variant) {
  const folder = mkdtempSync(join(tmpdir(), `example-${name}-`));
  const git = (...args) =>
    execFileSync(
      'git',
      ['-c', 'user.name=Example', '-c', 'user.email=example@example.org', '-c', 'commit.gpgsign=false', ...args],
      {
        cwd: folder,
        stdio: 'pipe',
      },
    );
  const commit = (message, ...overlays) => {
    for (const overlay of overlays.filter(existsSync)) cpSync(overlay, folder, { recursive: true });
    git('add', '--all');
    git('commit', '--quiet', '--message', message);
  };
  git('init', '--quiet', '--initial-branch=main');
  commit('what is in production', join(examples, '_project'), join(examples, name, 'base'));
  git('switch', '--quiet', '--create', 'proposal');
  commit('what is proposed', join(examples, name, variant));
  return { folder, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}
