import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { GenericContainer } from 'testcontainers';
import { copyCluster, type DataDirectory, labelName, readCopy, unpackCopy } from '../cluster-copy.ts';
import type { ClusterCopies } from '../providers/provider.ts';
import { imageOf } from './containers.ts';
import { execute } from './exec.ts';
import type { Image } from './image.ts';

/** In the container's memory; not where the image has its volume, or the data would lie on a disk. */
export const dataPath = '/pgdata';

/** Where a copy lies until the container has started: its memory is not there before. */
const copyPath = '/migration-gate';

/** A copy out of which containers begin. Disposing removes what was made for that. */
export interface UnpackedCopy extends AsyncDisposable {
  readonly password: string;
  /** The database that holds the base. */
  readonly database: string;
  /** Has a container unpack it with the `tar` of its image, and then begin as the image does, which leaves data alone that is there. */
  begin(container: GenericContainer, image: Image): void;
}

/** @param runFolder for the archives, which the image need not be able to decompress */
export async function openCopy(folder: string, runFolder: string): Promise<UnpackedCopy> {
  const { label, password, database } = await readCopy(folder);
  const own = await mkdtemp(join(runFolder, 'base-'));
  const archives: string[] = [];
  const dispose = () => rm(own, { recursive: true, force: true });
  try {
    await unpackCopy(folder, async (archive) => {
      const name = `${archives.length}.tar`;
      await pipeline(archive, createWriteStream(join(own, name)));
      archives.push(name);
    });
  } catch (thrown) {
    await dispose();
    throw thrown;
  }
  // Whoever the image runs the server as renames the label, in a folder that nobody else may enter.
  const script = [
    ...archives.map((name) => `tar -x -f ${copyPath}/${name} -C /`),
    `cp -p ${copyPath}/${labelName} ${dataPath}/`,
    'exec "$@"',
  ].join(' && ');
  return {
    password,
    database,
    begin(container, { entrypoint }) {
      container
        .withCopyFilesToContainer(
          archives.map((name) => ({ source: join(own, name), target: `${copyPath}/${name}`, mode: 0o644 })),
        )
        .withCopyContentToContainer([{ content: label, target: `${copyPath}/${labelName}`, mode: 0o666 }])
        .withEntrypoint(['sh', '-c', script, 'sh', ...entrypoint]);
    },
    [Symbol.asyncDispose]: dispose,
  };
}

/** Copies the data directory of a running container, with the `tar` of its image. */
export const copyFrom =
  (container: string, image: Image, password: string): ClusterCopies['copy'] =>
  async (database, folder, maintenance, major) => {
    await ofImage(container, image);
    const [where] = await maintenance.query<{ path: string }>(
      "select pg_catalog.current_setting('data_directory') as path",
    );
    if (where?.path !== dataPath)
      throw new Error(`the image ${image.name} has its data in ${where?.path}, not in PGDATA`);
    const data: DataDirectory = {
      path: dataPath,
      password,
      tar: (args, take) => execute(container, ['tar', ...args], take),
    };
    await copyCluster(data, database, folder, maintenance, major);
  };

/** What is kept is kept for an image, and a container is made by a name. @throws Error when that came to stand for another one */
export async function ofImage(container: string, { id, name }: Image): Promise<void> {
  const [made, seen] = [await imageOf(container), id].map((one) => one.replace(/^sha256:/, ''));
  if (made !== seen) throw new Error(`the container is not of the image that ${name} was`);
}
