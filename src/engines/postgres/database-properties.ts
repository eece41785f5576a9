import { DatabaseLost } from '../engine.ts';
import { literal, quoted } from './identifier.ts';
import type { Maintenance } from './maintenance.ts';

/** What CREATE DATABASE … TEMPLATE does not copy (PostgreSQL manual, CREATE DATABASE, notes). */
export interface DatabaseProperties {
  readonly owner: string;
  readonly comment: string | null;
  readonly connectionLimit: number;
  /** Null when privileges were never changed. */
  readonly grants: readonly Grant[] | null;
  readonly settings: readonly Setting[];
}

interface Grant {
  readonly privilege: string;
  /** '' for PUBLIC. */
  readonly grantee: string;
  readonly grantable: boolean;
}

interface Setting {
  /** Null for all roles. */
  readonly role: string | null;
  readonly name: string;
  readonly value: string;
}

/** @throws DatabaseLost */
export async function readProperties(maintenance: Maintenance, database: string): Promise<DatabaseProperties> {
  const [properties] = await maintenance.query<DatabaseProperties>(
    `select pg_catalog.pg_get_userbyid(d.datdba) as owner,
            pg_catalog.shobj_description(d.oid, 'pg_database') as comment,
            d.datconnlimit as "connectionLimit",
            case when d.datacl is not null then (
              select coalesce(json_agg(json_build_object('privilege', privilege_type, 'grantable', is_grantable,
                'grantee', case grantee when 0 then '' else pg_catalog.pg_get_userbyid(grantee) end)), '[]')
              from pg_catalog.aclexplode(d.datacl)) end as grants,
            (select coalesce(json_agg(json_build_object('role', r.rolname, 'name', split_part(line, '=', 1),
                'value', substr(line, strpos(line, '=') + 1))), '[]')
             from pg_catalog.pg_db_role_setting s
             left join pg_catalog.pg_roles r on r.oid = s.setrole, unnest(s.setconfig) line
             where s.setdatabase = d.oid) as settings
     from pg_catalog.pg_database d where d.datname = $1`,
    [database],
  );
  if (!properties) throw new DatabaseLost(`Database ${database} is gone.`);
  return properties;
}

/** Gives a database that was just made the properties of the one whose place it takes, in one transaction. @throws DatabaseLost */
export async function writeProperties(
  maintenance: Maintenance,
  database: string,
  was: DatabaseProperties,
): Promise<void> {
  const name = quoted(database);
  const grants = was.grants?.map(({ privilege, grantee, grantable }) => {
    const to = grantee === '' ? 'public' : quoted(grantee);
    return `grant ${privilege} on database ${name} to ${to}${grantable ? ' with grant option' : ''}`;
  });
  const statements = [
    ...was.settings.flatMap((setting) => settingStatements(name, setting)),
    ...(grants ? [`revoke all on database ${name} from public`, ...grants] : []),
    ...(was.comment === null ? [] : [`comment on database ${name} is ${literal(was.comment)}`]),
    `alter database ${name} with connection limit ${was.connectionLimit}`,
    `alter database ${name} owner to ${quoted(was.owner)}`,
  ];
  await maintenance.query(statements.join(';\n'));
}

/** FROM CURRENT lets the server read the stored text as it does itself: `search_path` is a list, and a literal would be one name in it. */
function settingStatements(database: string, { role, name, value }: Setting): readonly string[] {
  const of = role === null ? `database ${database}` : `role ${quoted(role)} in database ${database}`;
  return [
    `select pg_catalog.set_config(${literal(name)}, ${literal(value)}, true)`,
    `alter ${of} set ${quoted(name)} from current`,
  ];
}
