import type { EngineId } from '../domain/walk.ts';
import type { Engine, EngineOptions, KeptBases, PostgresOptions, Server } from '../engines/engine.ts';

/** The servers of this run, each started when it is first wanted. Disposing stops them all. */
export interface Servers extends AsyncDisposable {
  /** @param bases where a server that is started now may find one to begin with @throws GateError when it cannot be had */
  get(engine: EngineId, postgresMajor: number, bases?: KeptBases | null): Promise<Server>;
}

/** What every server of a run has in common: all but the major. */
type ServerOptions = Omit<EngineOptions, 'postgres'> & { readonly postgres: Omit<PostgresOptions, 'version'> };

export function servers(engines: readonly Engine[], options: ServerOptions, keep: boolean): Servers {
  const started = new Map<string, Promise<Server>>();
  const start = async (id: EngineId, postgresMajor: number, bases: KeptBases | null | undefined): Promise<Server> => {
    const engine = engines.find((each) => each.id === id);
    if (!engine) throw new Error(`no engine is called ${id}`);
    const postgres = { ...options.postgres, version: postgresMajor };
    const server = await engine.start({ ...options, postgres, ...(bases && { bases }) });
    if (keep) server.keep();
    return server;
  };
  return {
    get: (id, postgresMajor, bases) => {
      const key = id === 'postgres' ? `${id} ${postgresMajor}` : id;
      const server = started.get(key) ?? start(id, postgresMajor, bases);
      started.set(key, server);
      return server;
    },
    [Symbol.asyncDispose]: async () => {
      for (const server of started.values()) await (await server.catch(() => null))?.[Symbol.asyncDispose]();
    },
  };
}
