import type { Client } from 'pg';
import { DatabaseLost } from '../engine.ts';
import { type Address, place } from './address.ts';

/** What the server calls us in `pg_stat_activity`. */
const applicationName = 'migration-gate';

/**
 * What holds in sessions of ours, whatever a revision has set for the role or the database (ALTER ROLE … SET): nothing of it is the migration's own.
 * The search path is not among it, for the version table is where the project's sessions find it.
 */
const ours = [
  'default_transaction_read_only=off',
  'statement_timeout=0',
  'lock_timeout=0',
  'idle_session_timeout=0',
  'role=none',
];

const connectLimitMs = 10_000;

/**
 * Classes of SQLSTATE that speak of the server and not of what was asked (PostgreSQL manual, appendix A): connection exception, invalid
 * authorization, insufficient resources, operator intervention, system error.
 */
const lostClasses = new Set(['08', '28', '53', '57', '58']);

/** The SQLSTATE or the errno of what a connection threw; null when it carries neither. */
export function codeOf(thrown: unknown): string | null {
  const code = propertyOf(thrown, 'code');
  return typeof code === 'string' ? code : null;
}

/** The words of what a connection threw: several addresses of one host make an AggregateError without a message. */
export function wordsOf(thrown: unknown): string {
  const errors = propertyOf(thrown, 'errors');
  return Array.isArray(errors) ? errors.map(wordsOf).join('; ') : String(propertyOf(thrown, 'message') ?? thrown);
}

/** A property of whatever was thrown; undefined where there is none. */
export const propertyOf = (thrown: unknown, name: string): unknown =>
  typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, name) : undefined;

/** Connections that ended by themselves. */
const broken = new WeakSet<Client>();

/** Whether a connection can still be asked. */
export const isBroken = (client: Client): boolean => broken.has(client);

/** @throws what `pg` throws: a server's refusal with its SQLSTATE, or the errno of the socket */
export async function connect(address: Address): Promise<Client> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    ...address,
    application_name: applicationName,
    options: ours.map((setting) => `-c ${setting}`).join(' '),
    connectionTimeoutMillis: connectLimitMs,
    keepAlive: true,
  });
  // Without a listener a connection that ends while idle would end the process.
  client.on('error', () => broken.add(client));
  client.on('end', () => broken.add(client));
  await client.connect();
  return client;
}

/** As `connect`, for a database that was there before. @throws DatabaseLost */
export async function reconnect(address: Address): Promise<Client> {
  try {
    return await connect(address);
  } catch (thrown) {
    const words = `No connection to database ${address.database} (${place(address)}): ${wordsOf(thrown)}`;
    throw new DatabaseLost(words, { cause: thrown });
  }
}

/** Runs one thing on a connection of its own, which is closed before this returns. @throws DatabaseLost */
export async function withConnection<T>(address: Address, use: (client: Client) => Promise<T>): Promise<T> {
  const client = await reconnect(address);
  try {
    return await use(client);
  } catch (thrown) {
    throw lostOr(thrown, client, address);
  } finally {
    await close(client);
  }
}

/** Ends a session; one that is gone already is no error. */
export const close = (client: Client): Promise<void> => client.end().catch(() => undefined);

/** What was thrown on a connection; a DatabaseLost in its place when the server went away. */
function lostOr(thrown: unknown, client: Client, address: Address): unknown {
  const serverSpoke = lostClasses.has((codeOf(thrown) ?? '').slice(0, 2));
  if (thrown instanceof DatabaseLost || !(serverSpoke || isBroken(client))) return thrown;
  return new DatabaseLost(`Postgres went away (${place(address)}, database ${address.database}): ${wordsOf(thrown)}`, {
    cause: thrown,
  });
}

/** admin_shutdown: the answer of a session that was ended while it lay idle to its next statement, which has then not run. */
const endedIdle = '57P01';

/**
 * Uses a session that lies idle between uses. A migration may have ended it meanwhile: then it is used once more, opened anew.
 * @param open the session; a new one where `anew` says so @throws DatabaseLost
 */
export async function onIdleSession<T>(
  address: Address,
  open: (anew: boolean) => Promise<Client>,
  use: (client: Client) => Promise<T>,
  anew = false,
): Promise<T> {
  const client = await open(anew);
  try {
    return await use(client);
  } catch (thrown) {
    if (anew || codeOf(thrown) !== endedIdle) throw lostOr(thrown, client, address);
  }
  return onIdleSession(address, open, use, true);
}
