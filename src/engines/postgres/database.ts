import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseTarget, VersionRows, VersionTable } from '../../domain/database.ts';
import type { SchemaSnapshot } from '../../domain/snapshot.ts';
import type { StepFailure } from '../../domain/walk.ts';
import { type Checkpoint, DatabaseLost, type ScratchDatabase, type ScriptFailure } from '../engine.ts';
import { type Address, uri } from './address.ts';
import { withConnection } from './connection.ts';
import { type DatabaseProperties, readProperties, writeProperties } from './database-properties.ts';
import { Observer } from './observer.ts';
import type { Roles } from './roles.ts';
import { runScript } from './run-script.ts';
import type { Home } from './server.ts';
import { readWaits } from './waits.ts';

/** How long a session that is being ended may take to go. */
const endLimitMs = 10_000;
const endPollMs = 5;

const dependentsExist = '2BP01';
const dropsRole = /\bDROP\s+(?:ROLE|USER|GROUP)\b/i;

interface PostgresCheckpoint extends Checkpoint {
  readonly properties: DatabaseProperties;
  readonly roles: ReadonlySet<string>;
}

/** A scratch database. During a step none of the gate's sessions in it is in a transaction. */
export class PostgresDatabase implements ScratchDatabase {
  readonly #home: Home;
  readonly #address: Address;
  readonly #observer: Observer;
  readonly #roles: Roles;

  /** @param address as the gate itself comes here */
  constructor(home: Home, address: Address, roles: Roles) {
    this.#home = home;
    this.#address = address;
    this.#roles = roles;
    this.#observer = new Observer(address, home.major);
  }

  get target(): DatabaseTarget {
    const { host, port, user, password, database } = this.#owners;
    return { engine: 'postgres', host, port, user, password, database };
  }

  /** As migrations come here. */
  get #owners(): Address {
    return { ...this.#address, ...this.#home.owner };
  }

  get openCommand(): string {
    return `psql '${uri(this.#address, this.#home.origin.own)}'`;
  }

  run(script: string, as: 'administrator' | 'owner'): Promise<ScriptFailure | null> {
    const address = as === 'owner' ? this.#owners : this.#address;
    return withConnection(address, (client) => runScript(client, script));
  }

  async claimRoles(statements: readonly string[]): Promise<void> {
    await this.#roles.claim(statements);
  }

  snapshot(ignore: readonly VersionTable[]): Promise<SchemaSnapshot> {
    return this.#observer.catalog(ignore);
  }

  versions(table: VersionTable): Promise<readonly VersionRows[]> {
    return this.#observer.versions(table);
  }

  waits(): Promise<readonly string[]> {
    return withConnection(this.#address, readWaits);
  }

  async checkpoint(): Promise<PostgresCheckpoint> {
    const { maintenance } = this.#home;
    const { database } = this.#address;
    await this.endSessions();
    const name = this.#home.name('copy');
    const properties = await readProperties(maintenance, database);
    await this.#home.create(name, database);
    return { name, properties, roles: this.#roles.made, [Symbol.asyncDispose]: () => this.#home.discard(name) };
  }

  isHinderedByCopy(failure: StepFailure | null): boolean {
    return failure?.sqlstate === dependentsExist && dropsRole.test(failure.statement?.sql ?? '');
  }

  async restore(checkpoint: Checkpoint): Promise<void> {
    const { properties, roles } = checkpoint as PostgresCheckpoint;
    const { database } = this.#address;
    await this.#observer.close();
    await this.#home.drop(database);
    await this.#roles.dropSince(roles);
    await this.#home.create(database, checkpoint.name);
    await writeProperties(this.#home.maintenance, database, properties);
  }

  /** The server itself would look for the end of a session every 100 ms only. */
  async endSessions(): Promise<void> {
    const { database } = this.#address;
    await this.#observer.close();
    const end = performance.now() + endLimitMs;
    for (;;) {
      const sessions = await this.#home.maintenance.query(
        `select pg_catalog.pg_terminate_backend(pid) from pg_catalog.pg_stat_activity
         where datname = $1 and backend_type = 'client backend'`,
        [database],
      );
      if (sessions.length === 0) return;
      if (performance.now() > end)
        throw new DatabaseLost(`A session in ${database} does not end within ${endLimitMs / 1000} s.`);
      await delay(endPollMs);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#observer.close();
    await this.#home.release(this.#address.database, this.#roles);
  }
}
