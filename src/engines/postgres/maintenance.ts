import type { Client } from 'pg';
import type { Address } from './address.ts';
import { close, isBroken, onIdleSession, reconnect } from './connection.ts';
import { holdRunLock } from './run-lock.ts';

/**
 * The gate's own session on a server's maintenance database: makes and drops databases, ends sessions, and holds the run's lock for as long as
 * the run lives. Idle between statements, never in a transaction. Connects again as soon as it was ended, as a migration may do: without the lock
 * another run would take this one for dead.
 */
export class Maintenance implements AsyncDisposable {
  readonly #address: Address;
  readonly #runId: string;
  #client: Promise<Client> | null = null;

  constructor(address: Address, runId: string) {
    this.#address = address;
    this.#runId = runId;
  }

  /** One statement by itself, as CREATE DATABASE needs. @throws DatabaseLost */
  async query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    const ask = async (client: Client): Promise<readonly Row[]> => {
      const result = values.length === 0 ? await client.query<Row>(sql) : await client.query<Row>(sql, [...values]);
      return result.rows;
    };
    return onIdleSession(this.#address, (anew) => this.#connected(anew), ask);
  }

  async #connected(anew: boolean): Promise<Client> {
    if (this.#client && !anew) {
      const client = await this.#client;
      if (!isBroken(client)) return client;
    }
    const opening = this.#open();
    this.#client = opening;
    opening.then(
      (client) =>
        client.once('end', () => this.#client === opening && void this.#connected(true).catch(() => undefined)),
      () => {
        this.#client = null;
      },
    );
    return opening;
  }

  async #open(): Promise<Client> {
    const client = await reconnect(this.#address);
    await holdRunLock(client, this.#runId);
    return client;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const client = await this.#client?.catch(() => null);
    this.#client = null;
    if (client) await close(client);
  }
}
