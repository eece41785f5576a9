import { ask } from './api.ts';

const askMs = 15_000;

/** A container as the engine lists it. */
export interface Container {
  readonly Id: string;
  /** `created`, `running`, `exited`, `dead`, … */
  readonly State: string;
  /** `Exited (1) 2 seconds ago`. */
  readonly Status: string;
}

/** The label of a run's containers. */
export const runLabel = 'migration-gate.run';

/** Containers of a run, those that ended too. */
export async function containersOf(runId: string): Promise<readonly Container[]> {
  const filters = encodeURIComponent(JSON.stringify({ label: [`${runLabel}=${runId}`] }));
  const { body } = await ask({ method: 'GET', path: `/containers/json?all=1&filters=${filters}`, silenceMs: askMs });
  return JSON.parse(String(body)) as readonly Container[];
}

/** The last lines that a container wrote; '' when it is gone. */
export async function logOf(id: string): Promise<string> {
  const path = `/containers/${id}/logs?stdout=1&stderr=1&tail=30`;
  const { status, body } = await ask({ method: 'GET', path, silenceMs: askMs });
  return status === 200 ? unframed(body).trim() : '';
}

/** Without a terminal each piece has a header of eight bytes: the stream's number, three zeros, the length (API reference, ContainerAttach). */
function unframed(bytes: Buffer): string {
  const pieces: Buffer[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const end = at + 8 + bytes.readUInt32BE(at + 4);
    pieces.push(bytes.subarray(at + 8, end));
    at = end;
  }
  return Buffer.concat(pieces).toString();
}

/** Removes a run's containers with their volumes. */
export async function removeContainers(runId: string): Promise<void> {
  for (const { Id } of await containersOf(runId))
    await ask({ method: 'DELETE', path: `/containers/${Id}?force=1&v=1`, silenceMs: askMs });
}
