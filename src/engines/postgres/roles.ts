import { codeOf } from './connection.ts';
import { literal, quoted, runOf } from './identifier.ts';
import type { Maintenance } from './maintenance.ts';

export type Query = <Row extends object>(sql: string) => Promise<readonly Row[]>;

/** On a role that a migration or a setup file made on a server of the user's: whose it is, should the run be killed. */
const mark = 'made by migration-gate run ';

/** The run that made a role; null for one that is none of the gate's. */
const makerOf = ({ name, comment }: Role): string | null =>
  runOf(name) ?? (comment?.startsWith(mark) ? comment.slice(mark.length) : null);

const roleSql = `select r.rolname as name, pg_catalog.shobj_description(r.oid, 'pg_authid') as comment
                 from pg_catalog.pg_roles r where r.rolname !~ '^pg_'`;

interface Role {
  readonly name: string;
  readonly comment: string | null;
}

/**
 * Roles belong to the whole server: nobody throws them away with a database. Those that were made for a scratch database go after it.
 * On a server of the user's a new role is ours only if a statement of ours named it.
 */
export class Roles {
  readonly #maintenance: Maintenance;
  readonly #runId: string;
  readonly #own: boolean;
  #before: ReadonlySet<string> = new Set();
  #made: ReadonlySet<string> = new Set();

  /** @param own whether the server is the gate's */
  constructor(maintenance: Maintenance, runId: string, own: boolean) {
    this.#maintenance = maintenance;
    this.#runId = runId;
    this.#own = own;
  }

  /** Those made so far, for `dropSince`. */
  get made(): ReadonlySet<string> {
    return this.#made;
  }

  /** What is there now was there before. @throws DatabaseLost */
  async remember(): Promise<void> {
    this.#before = new Set((await this.#maintenance.query<Role>(roleSql)).map(({ name }) => name));
  }

  /** Looks for roles that these statements made. @throws DatabaseLost */
  async claim(statements: readonly string[]): Promise<void> {
    const now = await this.#maintenance.query<Role>(roleSql);
    const made = now.filter(
      (role) =>
        this.#made.has(role.name) ||
        (!this.#before.has(role.name) &&
          (this.#own || (role.comment === null && statements.some((sql) => sql.includes(role.name))))),
    );
    if (!this.#own)
      for (const { name } of made.filter((role) => role.comment === null))
        await this.#maintenance.query(`comment on role ${quoted(name)} is ${literal(mark + this.#runId)}`);
    this.#made = new Set(made.map(({ name }) => name));
  }

  /** Drops those made since a moment. One that something else has come to depend on stays. @throws DatabaseLost */
  async dropSince(moment: ReadonlySet<string>): Promise<void> {
    const made = [...this.#made].filter((name) => !moment.has(name));
    await dropRoles(made, (sql) => this.#maintenance.query(sql));
    this.#made = moment;
  }
}

/** Roles of runs that are no longer alive. */
export async function staleRoles(query: Query, isAlive: (run: string) => Promise<boolean>): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const role of await query<Role>(roleSql)) {
    const run = makerOf(role);
    if (run !== null && !(await isAlive(run))) stale.push(role.name);
  }
  return stale;
}

/** dependent_objects_still_exist, object_in_use, insufficient_privilege. */
const mayStay: ReadonlySet<string | null> = new Set(['2BP01', '55006', '42501']);

/** Drops roles as far as nothing depends on them. @returns those that are gone */
export async function dropRoles(names: readonly string[], query: Query): Promise<readonly string[]> {
  const dropped: string[] = [];
  for (const name of names) {
    try {
      await query(`drop role if exists ${quoted(name)}`);
      dropped.push(name);
    } catch (thrown) {
      if (!mayStay.has(codeOf(thrown))) throw thrown;
    }
  }
  return dropped;
}
