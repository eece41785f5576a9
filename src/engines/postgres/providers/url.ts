import { type EngineOptions, postgresMajors } from '../../engine.ts';
import { type Address, place } from '../address.ts';
import { codeOf, connect, withConnection, wordsOf } from '../connection.ts';
import { dropStale } from '../run-lock.ts';
import { type Origin, type Provider, Unavailable } from './provider.ts';

/** A server that the user runs: the gate makes and drops databases of its own there, and touches no other. */
export const url: Provider = {
  name: 'url',
  async start(options): Promise<Origin> {
    const maintenance = await addressOf(options);
    await examine(maintenance);
    const notes = await withConnection(maintenance, (client) => dropStale(client, maintenance));
    return {
      provider: 'url',
      maintenance,
      own: false,
      notes,
      copies: null,
      log: async () => '',
      keep: () => undefined,
      [Symbol.asyncDispose]: async () => undefined,
    };
  },
  async availability(options) {
    try {
      const address = await addressOf(options);
      return {
        name: 'url',
        available: true,
        what: `Postgres ${await examine(address)} at ${place(address)}`,
        wayOut: '',
      };
    } catch (thrown) {
      if (!(thrown instanceof Unavailable)) throw thrown;
      return { name: 'url', available: false, what: thrown.message, wayOut: thrown.wayOut };
    }
  },
};

/** Reads a URL as libpq and SQLAlchemy write it. Its text is in no message, for it may hold a password. @throws Unavailable */
async function addressOf({ postgres: { provider } }: EngineOptions): Promise<Address> {
  const text = typeof provider === 'object' ? provider.url : '';
  const wayOut = 'It looks like postgresql://user:password@host:5432/database.';
  const match = /^postgres(?:ql)?(?:\+\w+)?:\/\/(.*)$/s.exec(text);
  if (!match) throw new Unavailable('The URL given for Postgres does not begin with postgresql://.', { wayOut });
  const { default: pg } = await import('pg');
  try {
    const { host, port, user, password, database, ssl } = new pg.Client({
      connectionString: `postgresql://${match[1]}`,
    });
    return { host, port, user: user ?? '', password: password ?? '', database: database ?? 'postgres', ssl };
  } catch (thrown) {
    throw new Unavailable('The URL given for Postgres cannot be read.', { wayOut, cause: thrown });
  }
}

/** Looks whether the gate can work there. @returns the server's version @throws Unavailable */
async function examine(address: Address): Promise<string> {
  const client = await connect(address).catch((thrown: unknown) => {
    throw new Unavailable(`No connection to database ${address.database} at ${place(address)}: ${wordsOf(thrown)}`, {
      wayOut: adviceFor(codeOf(thrown)),
      cause: thrown,
    });
  });
  try {
    const { rows } = await client.query<{ version: string; number: number; may: boolean }>(`
      select pg_catalog.current_setting('server_version') as version,
             pg_catalog.current_setting('server_version_num')::integer as number,
             rolcreatedb or rolsuper as may
      from pg_catalog.pg_roles where rolname = current_user`);
    const { version = '', number = 0, may = false } = rows[0] ?? {};
    if (!postgresMajors.some((major) => major === Math.floor(number / 10_000)))
      throw new Unavailable(
        `${place(address)} is Postgres ${version}; the gate knows ${postgresMajors[0]} to ${postgresMajors.at(-1)}.`,
        {
          wayOut: 'Give the URL of another server.',
        },
      );
    if (!may)
      throw new Unavailable(`The role "${address.user}" at ${place(address)} may not create databases.`, {
        wayOut: `ALTER ROLE "${address.user}" CREATEDB, or give the URL of a role that may.`,
      });
    return version;
  } finally {
    await client.end();
  }
}

/** What to do about a refusal, by its SQLSTATE or errno. */
function adviceFor(code: string | null): string {
  switch (code) {
    case '28P01':
    case '28000':
      return 'Check user and password in the URL (characters such as @ and / are written %40 and %2F there), and that pg_hba.conf lets this user in from here.';
    case '53300':
      return 'No connection is left for it: end sessions that lie idle there, or raise max_connections or the CONNECTION LIMIT of the role.';
    case '57P03':
      return 'Wait until it takes connections; in a workflow, give the service a health check (pg_isready).';
    case '3D000':
      return 'Name a database that exists, such as /postgres, at the end of the URL: the gate makes its own from there.';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'Check the host name in the URL.';
    default:
      return 'Check that the server runs and listens at this host and port.';
  }
}
