import type { Address } from './address.ts';
import { newPassword, superuser } from './cluster.ts';
import { withConnection } from './connection.ts';
import { literal, quoted } from './identifier.ts';

/**
 * Takes over a server that began with a copy. What the copy was kept with is known to whoever can read it: good for the first connection alone.
 * @param database that the copy holds
 * @returns where it is from now on
 * @throws Error when the server runs on other data
 */
export const takeOver = (address: Address, database: string): Promise<Address> =>
  withConnection(address, async (client) => {
    const found = await client.query('select 1 from pg_catalog.pg_database where datname = $1', [database]);
    if (found.rowCount === 0) throw new Error('the server did not begin with what was kept');
    const password = newPassword();
    await client.query(`alter role ${quoted(superuser)} password ${literal(password)}`);
    return { ...address, password };
  });
