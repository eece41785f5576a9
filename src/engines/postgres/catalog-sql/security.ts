import { type Fragment, printed, select } from './fragment.ts';

const on = `format('%s %s', o.type, o.identity)`;

/** The key of what a label is on. */
const labelled = `format('%s %s', case when s.objsubid > 0 then 'column' when c.relkind = 'p' then 'partitioned table' else o.type end, o.identity)`;

/** SECURITY LABEL, one for each provider and object: `security label selinux ON table public.users`. */
export const securityLabels: Fragment = () =>
  select({
    kind: `'security label'`,
    schema: 'null',
    name: `s.provider || ' ON ' || ${on}`,
    identity: `s.provider || ' ON ' || ${on}`,
    attributes: [`'label', s.label`, `'on', ${labelled}`],
    definition: `format('SECURITY LABEL FOR %I ON %s IS %L', s.provider, ${on}, s.label)`,
    from: `pg_catalog.pg_seclabel s cross join lateral pg_identify_object(s.classoid, s.objoid, s.objsubid) o
      left join pg_catalog.pg_class c on s.classoid = 'pg_catalog.pg_class'::regclass and c.oid = s.objoid
      where not exists (select 1 from member m where m.classid = s.classoid and m.objid = s.objoid)`,
  });

/** What GRANT and REVOKE can be said of among the objects of pg_catalog: where, whose and what for `acldefault`. */
const lists: readonly (readonly [catalog: string, acl: string, ownerOid: string, type: string, from: string])[] = [
  [
    'pg_class',
    'c.relacl',
    'c.relowner',
    `'r'`,
    `pg_catalog.pg_class c where c.relnamespace = 'pg_catalog'::regnamespace`,
  ],
  [
    'pg_proc',
    'c.proacl',
    'c.proowner',
    `'f'`,
    `pg_catalog.pg_proc c where c.pronamespace = 'pg_catalog'::regnamespace`,
  ],
  [
    'pg_type',
    'c.typacl',
    'c.typowner',
    `'T'`,
    `pg_catalog.pg_type c where c.typnamespace = 'pg_catalog'::regnamespace`,
  ],
  ['pg_namespace', 'c.nspacl', 'c.nspowner', `'n'`, `pg_catalog.pg_namespace c where c.nspname = 'pg_catalog'`],
  ['pg_language', 'c.lanacl', 'c.lanowner', `'l'`, `pg_catalog.pg_language c where c.oid < 16384`],
];

const ofObjects = lists.map(
  ([catalog, acl, ownerOid, type, from]) =>
    `select '${catalog}'::regclass as classid, c.oid as objid, 0 as objsubid, ${acl} as acl, ${ownerOid} as owner, ${type}::"char" as type from ${from}
      and (${acl} is not null or c.oid in (select objoid from pg_catalog.pg_init_privs))`,
);
const ofColumns = `select 'pg_class'::regclass, a.attrelid, a.attnum, a.attacl, c.relowner, 'c'::"char" from pg_catalog.pg_attribute a
  join pg_catalog.pg_class c on c.oid = a.attrelid where a.attacl is not null and c.relnamespace = 'pg_catalog'::regnamespace`;

const now = printed('coalesce(s.acl, acldefault(s.type, s.owner))', 's.owner');
const initially = printed('coalesce(i.initprivs, acldefault(s.type, s.owner))', 's.owner');

/** Privileges on the system's own objects where they are other than initdb made them: `system privileges function pg_catalog.pg_sleep(double precision)`. */
export const systemPrivileges: Fragment = () =>
  select({
    kind: `'system privileges'`,
    schema: 'null',
    name: on,
    identity: on,
    attributes: [`'definition', ${now}`],
    definition: `format(e'-- privileges on %s\\n%s', ${on}, ${now})`,
    from: `(${[...ofObjects, ofColumns].join('\n      union all ')}) s
      left join pg_catalog.pg_init_privs i on i.classoid = s.classid and i.objoid = s.objid and i.objsubid = s.objsubid
      cross join lateral pg_identify_object(s.classid, s.objid, s.objsubid) o
      where s.acl is distinct from i.initprivs and ${now} <> ${initially}
        and not exists (select 1 from member m where m.classid = s.classid and m.objid = s.objid)`,
  });
