import type { Availability, EngineOptions } from '../../engine.ts';
import type { Address } from '../address.ts';
import type { Maintenance } from '../maintenance.ts';

/** A server that a provider found or started. Disposing stops what was started. */
export interface Origin extends AsyncDisposable {
  /** How the report names the way: `embedded, UTF8, C.UTF-8`. */
  readonly provider: string;
  /** A database to make others from, as a user who may. */
  readonly maintenance: Address;
  /** The gate started it and may use it as it likes. */
  readonly own: boolean;
  /** Of what dead runs had left there. */
  readonly notes: readonly string[];
  /** How the server's data directory is kept and restored; null on a server of the user's. */
  readonly copies: ClusterCopies | null;
  /** The last lines of its log; '' where there is none to read. */
  log(): Promise<string>;
  /** Leave it running when disposed. */
  keep(): void;
}

/** A base of a server that we started is kept as a copy of the whole of it, and the server is started from the copy. */
export interface ClusterCopies {
  /** What a data directory was made by must be what runs on it. */
  readonly identity: string;
  /** The base that the server was started with: its token, and the database that holds it. Null when it was started empty. */
  readonly restored: { readonly token: string; readonly database: string } | null;
  copy(database: string, folder: string, maintenance: Maintenance, major: number): Promise<void>;
}

/** One way to have a Postgres server. */
export interface Provider {
  readonly name: string;
  /** @throws Unavailable when this host, this network or this server does not serve */
  start(options: EngineOptions): Promise<Origin>;
  /** Looks without starting anything. */
  availability(options: EngineOptions): Promise<Availability>;
}

/** Why one way to have a server does not serve: one sentence, and below it the log of what died, if anything did. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
  /** Lines of the server's or the container's own log; '' without one. */
  readonly log: string;
  readonly wayOut: string;

  constructor(reason: string, options: { readonly wayOut: string; readonly log?: string; readonly cause?: unknown }) {
    super(reason, options.cause === undefined ? undefined : { cause: options.cause });
    this.wayOut = options.wayOut;
    this.log = options.log ?? '';
  }
}
