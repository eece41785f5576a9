import type { Client } from 'pg';
import type { VersionTable } from '../../domain/database.ts';
import type { SchemaSnapshot } from '../../domain/snapshot.ts';
import type { Address } from './address.ts';
import { readCatalog } from './catalog.ts';
import { close, isBroken, onIdleSession, reconnect } from './connection.ts';

/**
 * A session that reads the catalog of one database, again and again. Between readings it is idle outside of any transaction, so it holds up nobody's
 * CREATE INDEX CONCURRENTLY; it is closed before the database is copied or dropped, and opened again when somebody ended it.
 */
export class Observer {
  readonly #address: Address;
  readonly #major: number;
  #client: Client | null = null;

  constructor(address: Address, major: number) {
    this.#address = address;
    this.#major = major;
  }

  /** @throws DatabaseLost */
  async read(ignore: readonly VersionTable[]): Promise<SchemaSnapshot> {
    return onIdleSession(
      this.#address,
      (anew) => this.#connected(anew),
      (client) => readCatalog(client, this.#major, ignore),
    );
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
