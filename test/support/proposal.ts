import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { python } from '../../scripts/setup.mjs';

/** Path → text; null removes a file. */
type Files = Readonly<Record<string, string | null>>;

export interface Proposal extends Disposable {
  readonly folder: string;
}

/**
 * A repository with one commit on `main` and another on top of it.
 * @param template of Alembic's own (`generic`, `async`, `multidb`), written to `migrations` first
 */
export function proposal(base: Files, head: Files, template: string | null = null): Proposal {
  const folder = mkdtempSync(join(tmpdir(), 'proposal-'));
  const git = (...args: readonly string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=P', '-c', 'user.email=p@example.org', '-c', 'commit.gpgsign=false', ...args],
      {
        cwd: folder,
        stdio: 'pipe',
      },
    );
  const commit = (message: string, files: Files) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      if (text === null) rmSync(join(folder, path));
      else writeFileSync(join(folder, path), text);
    }
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', message);
  };
  git('init', '--quiet', '--initial-branch=main');
  if (template !== null)
    execFileSync(python, ['-m', 'alembic', 'init', '--template', template, 'migrations'], {
      cwd: folder,
      stdio: 'pipe',
    });
  commit('what is in production', base);
  git('switch', '--quiet', '--create', 'proposal');
  commit('what is new', head);
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
