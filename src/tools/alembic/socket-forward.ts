import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { GateError } from '../../domain/error.ts';

/** Longest path of a Unix socket, in bytes (unix(7)). */
const longestPath = 107;

/** A way to a Postgres server through the file system. Disposing ends every connection on it. */
export interface SocketForward extends AsyncDisposable {
  /** The folder, as libpq takes it for a host; the socket in it is `.s.PGSQL.<port>`. */
  readonly folder: string;
  readonly socket: string;
}

/**
 * Listens in a new folder below `parent`, and hands every connection on to the server.
 *
 * @param host a name, an address, or a folder with a socket
 * @throws GateError `io` when the path would be too long for a socket
 */
export async function forwardSocket(host: string, port: number, parent: string): Promise<SocketForward> {
  const folder = await mkdtemp(join(parent, 's-'));
  const name = `.s.PGSQL.${port}`;
  const socket = join(folder, name);
  if (Buffer.byteLength(socket) > longestPath)
    throw new GateError('io', `the path of a socket would be too long: ${socket}`, {
      hint: `Set TMPDIR to a folder with a shorter path; a socket's may have ${longestPath} bytes.`,
    });
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = host.startsWith('/') ? connect(join(host, name)) : connect(port, host);
    const end = () => {
      for (const side of [near, far]) {
        open.delete(side);
        side.destroy();
      }
    };
    for (const side of [near, far]) {
      open.add(side);
      // Either side may break at any time; the other one then learns it by its own end.
      side.on('error', end).on('close', end);
    }
    near.pipe(far).pipe(near);
  });
  server.listen(socket);
  await once(server, 'listening');
  return {
    folder,
    socket,
    async [Symbol.asyncDispose]() {
      server.close();
      for (const side of open) side.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
