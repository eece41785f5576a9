import { cp, mkdtemp, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { closedFolder, letThrough, serverAccount } from './account.ts';
import { codeOf } from './connection.ts';
import { cachedPackage } from './embedded-download.ts';
import type { EmbeddedPackage } from './embedded-packages.ts';

/** A link of a package, which npm's tarballs cannot carry: `native/lib/libpq.so.5` → `native/lib/libpq.so.5.17`. */
interface Link {
  readonly source: string;
  readonly target: string;
}

/** The folder of a package that is already on this machine: among the gate's own dependencies, else in the cache. Null when it is in neither. */
export async function findPackage(wanted: EmbeddedPackage, cacheFolder: string): Promise<string | null> {
  const folders = [...ownPackage(wanted.name), cachedPackage(cacheFolder, wanted)];
  for (const folder of folders) if ((await versionIn(folder)) === wanted.version) return folder;
  return null;
}

function ownPackage(name: string): readonly string[] {
  try {
    return [dirname(dirname(createRequire(import.meta.url).resolve(name)))];
  } catch {
    return [];
  }
}

async function versionIn(folder: string): Promise<string | null> {
  try {
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version?: string };
    return version ?? null;
  } catch {
    return null;
  }
}

/**
 * The folder with `initdb` and `postgres` of a package, ready to be run by the account that runs servers: with its links, and in a place which
 * that account can reach. Where the package's own folder does not serve, a copy in `runFolder` does.
 */
export async function readyBinaries(packageFolder: string, runFolder: string): Promise<string> {
  const native = join(packageFolder, 'native');
  const account = await serverAccount();
  if ((await link(native)) && (await closedFolder(native, account)) === null) return join(native, 'bin');
  await letThrough(runFolder, account);
  const copy = await mkdtemp(join(runFolder, 'native-'));
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await letThrough(copy, account);
  await link(copy);
  return join(copy, 'bin');
}

/** Makes the links that are missing. False when the folder cannot be written to. */
async function link(native: string): Promise<boolean> {
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as readonly Link[];
  for (const { source, target } of links) {
    const path = join(native, '..', target.replace(/^native/, basename(native)));
    try {
      await stat(path);
    } catch {
      const failure = await symlink(basename(source), path).then(() => null, codeOf);
      if (failure !== null && failure !== 'EEXIST') return false;
    }
  }
  return true;
}
