import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from '../../scripts/setup.mjs';

/** Path → what is in it, as a hash. */
const contents = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => statSync(join(folder, path)).isFile() && !path.includes('__pycache__'))
      .sort()
      .map((path) => [
        path,
        createHash('sha256')
          .update(readFileSync(join(folder, path)))
          .digest('hex'),
      ]),
  );

/** Hard links where the file system has them: nothing of it is written to. */
function copyPackages(to: string): void {
  const from = join(root, 'node_modules');
  if (spawnSync('cp', ['-al', from, to]).status === 0) return;
  rmSync(join(to, 'node_modules'), { recursive: true, force: true });
  execFileSync('cp', ['-a', from, to]);
}

test('dist is the build of src, to the byte, from whatever folder: `npm run build` makes it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'built-elsewhere-'));
  try {
    for (const part of ['src', 'scripts', 'docs/checks', 'package.json'])
      cpSync(join(root, part), join(folder, part), { recursive: true });
    copyPackages(folder);
    execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: folder, stdio: 'pipe' });
    const built = contents(join(folder, 'dist'));
    expect(Object.keys(built).length).toBeGreaterThan(30);
    expect(contents(join(root, 'dist'))).toEqual(built);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
