import type { DatabaseTarget } from '../../domain/database.ts';
import type { OpenOptions } from '../tool.ts';
import type { Environment } from './environment.ts';
import { type CommandLine, ownNetwork } from './namespace.ts';
import { forwardSocket, type SocketForward } from './socket-forward.ts';

/** Where the project's code runs, and how it reaches its databases from there. */
export interface Isolation extends AsyncDisposable {
  readonly target: DatabaseTarget;
  readonly others: ReadonlyMap<string, DatabaseTarget>;
  /** The command to start instead. */
  readonly wrap: (command: CommandLine) => CommandLine;
}

/**
 * Without `isolate` nothing changes. With it the command runs in a network of its own, and a socket in the file system, whose far end the gate
 * holds, leads to each server.
 *
 * @throws GateError `unsupported` when the host does not allow it
 */
export async function isolation(options: OpenOptions, python: string, environment: Environment): Promise<Isolation> {
  const { target, others, isolate, runFolder } = options;
  if (!isolate) return { target, others, wrap: (command) => command, [Symbol.asyncDispose]: async () => undefined };
  const wrapFor = await ownNetwork(python, environment.PATH);
  await using ends = new AsyncDisposableStack();
  const forwards = new Map<string, SocketForward>();
  const led = async (database: DatabaseTarget): Promise<DatabaseTarget> => {
    if (database.engine !== 'postgres') return database;
    const { host, port } = database;
    const server = `${host}:${port}`;
    const forward = forwards.get(server) ?? ends.use(await forwardSocket(host, port, runFolder));
    forwards.set(server, forward);
    return { ...database, host: forward.folder };
  };
  const isolated = {
    target: await led(target),
    others: new Map<string, DatabaseTarget>(),
  };
  for (const [asked, database] of others) isolated.others.set(asked, await led(database));
  const wrap = wrapFor([...forwards.values()].map(({ socket }) => socket));
  const held = ends.move();
  return { ...isolated, wrap, [Symbol.asyncDispose]: () => held.disposeAsync() };
}
