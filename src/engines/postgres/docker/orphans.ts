import { ask } from './api.ts';
import { askMs, type Container, containersWith, keptName, remove, runLabel } from './containers.ts';

/** By then a server has started, or never will; from then on the run that owns it holds a connection to it for as long as it lives. */
const startingSeconds = 600;

/** How Postgres entitles the process of a client: `postgres: user database 172.17.0.1(40312) idle`. */
const client = /^postgres: .*(?:\(\d+\)|\[local\])/;

/**
 * Removes containers of runs that died elsewhere: in another container, on another machine that shares the engine. What is known of this machine's
 * own was removed before. A container to which a client is connected is in use, and so is one that cannot be looked into.
 * @returns what was removed, in words
 */
export async function removeOrphans(): Promise<readonly string[]> {
  return (await Promise.all((await orphansAmong(await containersWith(runLabel))).map(remove))).flat();
}

/** Those that no living run can own. */
export async function orphansAmong(containers: readonly Container[]): Promise<readonly Container[]> {
  const before = Date.now() / 1000 - startingSeconds;
  const old = containers.filter(({ Created, Names }) => Created < before && !Names.some(isKept));
  return (await Promise.all(old.map(async (one) => ((await isUsed(one)) ? [] : [one])))).flat();
}

const isKept = (name: string): boolean => name.startsWith(`/${keptName('')}`);

async function isUsed({ Id, State }: Container): Promise<boolean> {
  if (State !== 'running') return State === 'removing';
  const { status, body } = await ask({
    method: 'GET',
    path: `/containers/${Id}/top?ps_args=-eo%20pid,args`,
    silenceMs: askMs,
  });
  if (status !== 200) return true;
  const { Processes } = JSON.parse(String(body)) as { Processes: readonly (readonly string[])[] };
  return Processes.some((columns) => client.test(columns.at(-1) ?? ''));
}
