import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export const docker = async (...args: readonly string[]): Promise<string> =>
  (await promisify(execFile)('docker', args)).stdout.trim();

/** Why containers of a Postgres cannot be had here; null when they can. */
export const whyNoDocker = (...images: readonly string[]): Promise<string | null> =>
  docker('image', 'inspect', 'postgres:17', ...images).then(
    () => null,
    (thrown: unknown) => String(thrown instanceof Error && 'stderr' in thrown ? thrown.stderr : thrown).trim(),
  );

/** An image out of `postgres:17` after a command in it, with another entrypoint where one is given. @returns its name */
export async function derivedImage(name: string, command: string, entrypoint?: readonly string[]): Promise<string> {
  const image = `migration-gate-test:${name}`;
  const id = await docker('create', '--entrypoint', 'sh', 'postgres:17', '-c', command);
  await docker('start', '--attach', id);
  const start = entrypoint ?? ['docker-entrypoint.sh'];
  await docker('commit', '--change', `ENTRYPOINT ${JSON.stringify(start)}`, '--change', 'CMD ["postgres"]', id, image);
  await docker('rm', '--volumes', id);
  return image;
}

/** A run's, those that ended too. */
export const containersOf = async (runId: string): Promise<readonly string[]> =>
  (await docker('ps', '-aq', '--filter', `label=migration-gate.run=${runId}`)).split('\n').filter(Boolean);

/** Names of the volumes of containers. */
export async function volumesOf(containers: readonly string[]): Promise<readonly string[]> {
  if (containers.length === 0) return [];
  const format = '{{range .Mounts}}{{if .Name}}{{.Name}} {{end}}{{end}}';
  // One that is going away just now has taken its volumes with it.
  const told = await docker('inspect', '--format', format, ...containers).catch(() => '');
  return told.split(/\s+/).filter(Boolean);
}
