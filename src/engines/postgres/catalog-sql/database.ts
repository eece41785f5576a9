import { type Fragment, printed, select, sharedLabels } from './fragment.ts';

const objects = `case d.defaclobjtype when 'r' then 'TABLES' when 'S' then 'SEQUENCES' when 'f' then 'FUNCTIONS' when 'T' then 'TYPES'
  when 'n' then 'SCHEMAS' when 'L' then 'LARGE OBJECTS' end`;
const where = `concat_ws(' ', 'FOR ROLE', quote_ident(pg_get_userbyid(d.defaclrole)), 'IN SCHEMA ' || quote_ident(n.nspname), 'ON', ${objects})`;

/** ALTER DEFAULT PRIVILEGES, one for each role, schema and kind of object: `default privileges FOR ROLE app IN SCHEMA public ON TABLES`. */
export const defaultPrivileges: Fragment = () =>
  select({
    kind: `'default privileges'`,
    schema: 'n.nspname',
    name: where,
    identity: where,
    attributes: [`'privileges', ${printed('d.defaclacl', 'd.defaclrole')}`],
    definition: `'ALTER DEFAULT PRIVILEGES ' || ${where} || ': ' || ${printed('d.defaclacl', 'd.defaclrole')}`,
    from: `pg_catalog.pg_default_acl d left join pg_catalog.pg_namespace n on n.oid = d.defaclnamespace`,
  });

const scope = `case s.setrole when 0 then '' else quote_ident(pg_get_userbyid(s.setrole)) || '.' end`;

/** ALTER DATABASE … SET and ALTER ROLE … IN DATABASE … SET, one for each setting: `database setting app.search_path`. */
export const databaseSettings: Fragment = () =>
  select({
    kind: `'database setting'`,
    schema: 'null',
    name: `${scope} || split_part(line, '=', 1)`,
    identity: `${scope} || split_part(line, '=', 1)`,
    attributes: [`'value', substr(line, strpos(line, '=') + 1)`],
    definition: `format('SET %s = %s', split_part(line, '=', 1), substr(line, strpos(line, '=') + 1))`,
    from: `pg_catalog.pg_db_role_setting s
      join pg_catalog.pg_database b on b.oid = s.setdatabase and b.datname = current_database(), unnest(s.setconfig) line`,
  });

/** What ALTER DATABASE, GRANT and COMMENT say of the database itself. */
export const databaseProperties: Fragment = () =>
  select({
    kind: `'database setting'`,
    schema: 'null',
    name: 'p.name',
    identity: `'(' || p.name || ')'`,
    attributes: [`'value', p.value`],
    definition: `format('%s: %s', p.name, p.value)`,
    from: `pg_catalog.pg_database b, lateral (values
        ('owner', pg_get_userbyid(b.datdba)::text),
        ('comment', shobj_description(b.oid, 'pg_database')),
        ('template', case when b.datistemplate then 'yes' end),
        ('security labels', ${sharedLabels('pg_database', 'b.oid')}),
        ('connection limit', nullif(b.datconnlimit, -1)::text),
        ('privileges', case when b.datacl is not null
          then nullif(${printed('b.datacl', 'b.datdba')}, ${printed(`acldefault('d', b.datdba)`, 'b.datdba')}) end)) p(name, value)
      where b.datname = current_database() and p.value is not null`,
  });
