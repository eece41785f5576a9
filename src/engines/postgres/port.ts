import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Where servers of ours listen. */
export const loopback = '127.0.0.1';

/** A TCP port that was free a moment ago; another process may be quicker to take it. */
export async function freePort(): Promise<number> {
  return listen(0);
}

/** Whether somebody listens on the port. */
export async function isTaken(port: number): Promise<boolean> {
  return listen(port).then(
    () => false,
    () => true,
  );
}

async function listen(port: number): Promise<number> {
  const server = createServer().listen(port, loopback);
  await once(server, 'listening');
  const { port: got } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return got;
}
