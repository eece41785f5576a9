/** Where one database is, and who asks. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** As `pg` takes it: false without TLS. */
  readonly ssl: boolean | object;
}

/** The server as a person would name it, without the password: `postgres@127.0.0.1:5432`. */
export const place = (address: Address): string => `${address.user}@${address.host}:${address.port}`;

/** A connection URI for `psql` (PostgreSQL manual, 32.1.1.2). @param password whether it may be shown */
export function uri(address: Address, password: boolean): string {
  const secret = password && address.password !== '' ? `:${encodeURIComponent(address.password)}` : '';
  const host = address.host.includes(':') ? `[${address.host}]` : encodeURIComponent(address.host);
  return `postgresql://${encodeURIComponent(address.user)}${secret}@${host}:${address.port}/${encodeURIComponent(address.database)}`;
}
