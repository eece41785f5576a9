import { once } from 'node:events';
import { lstat, rename } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

const sign = 'alive';

/**
 * Shows that the run that owns a folder is alive: a socket in it takes connections for as long as this process lives. The kernel ends it with the
 * process, however that ends, and whoever sees the folder can ask, from another container too, where process ids mean nothing.
 * It appears under its name only when it answers. Where no socket can be made (a path of more than 107 bytes) the run is without a sign.
 */
export async function showAlive(folder: string): Promise<AsyncDisposable> {
  const server = createServer((asker) => asker.destroy()).unref();
  const unready = join(folder, '.alive');
  try {
    server.listen(unready);
    await once(server, 'listening');
    await rename(unready, join(folder, sign));
  } catch {
    server.close();
  }
  return {
    [Symbol.asyncDispose]: async () => {
      server.close();
    },
  };
}

/** Whether the run that owns a folder is alive; null where it shows no sign by which to tell. */
export async function isAlive(folder: string): Promise<boolean | null> {
  const socket = join(folder, sign);
  try {
    if (!(await lstat(socket)).isSocket()) return null;
  } catch {
    return null;
  }
  const asked = connect(socket);
  try {
    await once(asked, 'connect');
    return true;
  } catch (thrown) {
    // Any other answer, such as a full queue, is no proof of death.
    return (thrown as NodeJS.ErrnoException).code !== 'ECONNREFUSED';
  } finally {
    asked.destroy();
  }
}
