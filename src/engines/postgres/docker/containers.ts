import { ask, messageIn } from './api.ts';
import { frames } from './frames.ts';

export const askMs = 15_000;

/** A container as the engine lists it. */
export interface Container {
  readonly Id: string;
  /** Each begins with a `/`. */
  readonly Names: readonly string[];
  readonly Image: string;
  /** Seconds since 1970. */
  readonly Created: number;
  /** `created`, `running`, `exited`, `dead`, … */
  readonly State: string;
  /** `Exited (1) 2 seconds ago`. */
  readonly Status: string;
}

/** The label of a run's containers. */
export const runLabel = 'migration-gate.run';

/** What a container that `--keep` leaves is called. */
export const keptName = (runId: string): string => `migration-gate-kept-${runId}`;

/** Containers of a run, those that ended too. */
export const containersOf = (runId: string): Promise<readonly Container[]> => containersWith(`${runLabel}=${runId}`);

/** Containers with a label, those that ended too. */
export async function containersWith(label: string): Promise<readonly Container[]> {
  const filters = encodeURIComponent(JSON.stringify({ label: [label] }));
  const { body } = await ask({ method: 'GET', path: `/containers/json?all=1&filters=${filters}`, silenceMs: askMs });
  return JSON.parse(String(body)) as readonly Container[];
}

/** The last lines that a container wrote; '' when it is gone. */
export async function logOf(id: string): Promise<string> {
  const path = `/containers/${id}/logs?stdout=1&stderr=1&tail=30`;
  const { status, body } = await ask({ method: 'GET', path, silenceMs: askMs });
  if (status !== 200) return '';
  let log = '';
  for await (const { bytes } of frames([body])) log += bytes;
  return log.trim();
}

/** The id of the image that a container was made from, whatever name it was made by. */
export async function imageOf(id: string): Promise<string> {
  const reply = await ask({ method: 'GET', path: `/containers/${id}/json`, silenceMs: askMs });
  if (reply.status !== 200) throw new Error(messageIn(reply));
  return (JSON.parse(String(reply.body)) as { readonly Image: string }).Image;
}

/** Removes a run's containers with their volumes. @returns what was removed, in words */
export async function removeContainers(runId: string): Promise<readonly string[]> {
  return (await Promise.all((await containersOf(runId)).map(remove))).flat();
}

/** Removes a container with its volumes; nothing is said of one that somebody else is removing. */
export async function remove({ Id, Image }: Container): Promise<readonly string[]> {
  const { status } = await ask({ method: 'DELETE', path: `/containers/${Id}?force=1&v=1`, silenceMs: askMs });
  return status === 204 ? [`a container of ${Image}`] : [];
}

/** Gives a container the name of one that was left on purpose. */
export async function markKept(id: string, runId: string): Promise<void> {
  await ask({ method: 'POST', path: `/containers/${id}/rename?name=${keptName(runId)}`, silenceMs: askMs });
}
