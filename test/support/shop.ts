import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { examples } from '../../scripts/example.mjs';

/** A repository whose main branch holds the examples' small project; disposing removes it. */
export interface Shop extends Disposable {
  readonly folder: string;
  git(...args: readonly string[]): string;
  /** Writes files; a value of null removes one. */
  write(files: Readonly<Record<string, string | null>>): void;
  commit(message: string, files?: Readonly<Record<string, string | null>>): void;
}

export function openShop(options: { readonly git: boolean } = { git: true }): Shop {
  const folder = mkdtempSync(join(tmpdir(), 'shop-'));
  const identity = ['-c', 'user.name=Shop', '-c', 'user.email=shop@example.org', '-c', 'commit.gpgsign=false'];
  const git = (...args: readonly string[]) =>
    execFileSync('git', [...identity, ...args], { cwd: folder, stdio: 'pipe', encoding: 'utf8' }).trim();
  const write = (files: Readonly<Record<string, string | null>>) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      if (text === null) rmSync(join(folder, path));
      else writeFileSync(join(folder, path), text);
    }
  };
  const commit = (message: string, files: Readonly<Record<string, string | null>> = {}) => {
    write(files);
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', message);
  };
  cpSync(join(examples, '_project'), folder, { recursive: true });
  if (options.git) {
    git('init', '--quiet', '--initial-branch=main');
    commit('what is in production');
    git('switch', '--quiet', '--create', 'proposal');
  }
  return { folder, git, write, commit, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The text of a revision file. Bodies are lines of Python without indentation. */
export const revisionFile = (
  id: string,
  parent: string | null,
  upgrade: string,
  downgrade = 'pass',
  imports = 'import sqlalchemy as sa\nfrom alembic import op',
): string => `"""${id}"""
${imports}

revision = "${id}"
down_revision = ${parent === null ? 'None' : `"${parent}"`}


def upgrade():
${indented(upgrade)}


def downgrade():
${indented(downgrade)}
`;

const indented = (lines: string) =>
  lines
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

export const versions = 'migrations/versions';

/** A revision that is right in every way. */
export const notes = revisionFile(
  '0003',
  '0002',
  'op.create_table("notes", sa.Column("id", sa.Integer, primary_key=True), sa.Column("text", sa.Text))',
  'op.drop_table("notes")',
);
