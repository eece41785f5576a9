import type { Client } from 'pg';
import type { VersionRows, VersionTable } from '../../domain/database.ts';
import type { SchemaSnapshot } from '../../domain/snapshot.ts';
import type { Address } from './address.ts';
import { CatalogReader } from './catalog.ts';
import { close, isBroken, onIdleSession, reconnect } from './connection.ts';
import { readVersions } from './versions.ts';

/**
 * A session that reads the catalog and the version tables of one database, again and again, one reading at a time. Between readings it is idle outside of any transaction, so it holds up nobody's
 * CREATE INDEX CONCURRENTLY; it is closed before the database is copied or dropped, and opened again when somebody ended it.
 */
export class Observer {
  readonly #address: Address;
  readonly #catalog: CatalogReader;
  #client: Client | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(address: Address, major: number) {
    this.#address = address;
    this.#catalog = new CatalogReader(major);
  }

  /** @throws DatabaseLost */
  catalog(ignore: readonly VersionTable[]): Promise<SchemaSnapshot> {
    return this.#read((client) => this.#catalog.read(client, ignore));
  }

  /** @throws DatabaseLost */
  versions(table: VersionTable): Promise<readonly VersionRows[]> {
    return this.#read((client) => readVersions(client, table));
  }

  #read<T>(use: (client: Client) => Promise<T>): Promise<T> {
    const read = this.#last.then(() => onIdleSession(this.#address, (anew) => this.#connected(anew), use));
    this.#last = read.catch(() => undefined);
    return read;
  }

  async #connected(anew: boolean): Promise<Client> {
    if (anew || this.#client === null || isBroken(this.#client)) this.#client = await reconnect(this.#address);
    return this.#client;
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    if (client) await close(client);
  }
}
