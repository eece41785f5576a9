/**
 * What to do when a scratch server lacks what production's has, by the server's own code; null for every other error.
 * Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function wayOutOf(sqlstate: string): string | null {
  switch (sqlstate) {
    // An extension's control file: feature_not_supported since 15, undefined_file before.
    case '0A000':
    case '58P01':
      return 'The Postgres that the gate started lacks what the project needs, such as an extension. Walk on one that has it, and name it in `engines.postgres.extensions` if no revision makes it: an image with `engines: { postgres: { image: … } }`, or a server of yours with `--postgres URL`.';
    // undefined_object: a role, a collation or a type that only production has.
    case '42704':
      return 'If a role, a collation or a type is missing that production has: make it in a file of SQL, `engines: { postgres: { setup: [db/roles.sql] } }`, or walk on a server of yours that has it, with `--postgres URL`.';
    // undefined_table, invalid_schema_name, undefined_function.
    case '42P01':
    case '3F000':
    case '42883':
      return 'If no revision makes it: name the SQL that does in migration-gate.yml, `setup` of the project where another project or an administrator makes it in production, `start` where the history begins on a schema that was there before.';
    // insufficient_privilege
    case '42501':
      return 'If that needs a superuser, as extensions and roles do: `engines.postgres.extensions` and `engines.postgres.setup` are run by one.';
    // duplicate_object
    case '42710':
      return 'If a role is there already: roles belong to the whole server, so two runs that make the same one cannot share it. Walk on a server of its own, without `--postgres URL`.';
    default:
      return null;
  }
}
