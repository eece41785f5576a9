import { toldOfCleaning } from '../../../runs/told.ts';
import { wordsOf } from '../connection.ts';
import { ensureImage } from '../docker/image.ts';
import { removeOrphans } from '../docker/orphans.ts';
import { startContainer, wayOut } from '../docker/postgres-container.ts';
import { probeDocker } from '../docker/probe.ts';
import { keptOrEmpty } from '../kept-or-empty.ts';
import { type Origin, type Provider, Unavailable } from './provider.ts';

/** A container of the public image, or of the one that the user names. */
export const testcontainers: Provider = {
  name: 'testcontainers',
  async start(options): Promise<Origin> {
    await probeDocker();
    const name = options.postgres.image ?? `postgres:${options.postgres.version}`;
    try {
      const image = await ensureImage(name, options.signal, options.say);
      options.say(`starting a container of ${name}`);
      const notes = toldOfCleaning(await removeOrphans(), []);
      const identity = `container of ${image.id} for ${image.platform}`;
      const started = await keptOrEmpty(identity, options, (kept) => startContainer(image, identity, kept, options));
      return { ...started, notes };
    } catch (thrown) {
      options.signal.throwIfAborted();
      if (thrown instanceof Unavailable) throw thrown;
      throw new Unavailable(`A container of ${name} did not start: ${wordsOf(thrown)}`, { wayOut, cause: thrown });
    }
  },
  async availability() {
    try {
      const version = await probeDocker();
      return { name: 'testcontainers', available: true, what: `Docker ${version}`, wayOut: '' };
    } catch (thrown) {
      if (!(thrown instanceof Unavailable)) throw thrown;
      return { name: 'testcontainers', available: false, what: thrown.message, wayOut: thrown.wayOut };
    }
  },
};
