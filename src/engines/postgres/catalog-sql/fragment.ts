/** One SELECT of the catalog query: `kind, schema, "table", name, identity, oid, attributes, definition`, one row per object. */
export type Fragment = (major: number) => string;

/** The role's name, as OWNER TO takes it. @param oid SQL */
export const owner = (oid: string): string => `'owner', pg_get_userbyid(${oid})`;

/** `'yes'` where the condition holds, else absent. */
export const flag = (name: string, condition: string): string => `'${name}', case when ${condition} then 'yes' end`;

/** The comment on an object itself, not on a column of it. @param catalog the catalog it is listed in @param oid SQL */
export const comment = (catalog: string, oid: string): string =>
  `'comment', (select x.description from pg_catalog.pg_description x
    where x.classoid = 'pg_catalog.${catalog}'::regclass and x.objoid = ${oid} and x.objsubid = 0)`;

/** What SECURITY LABEL says of an object that belongs to the whole cluster: `selinux: secret`. */
export const sharedLabels = (catalog: string, oid: string): string =>
  `(select string_agg(format('%s: %s', l.provider, l.label), e'\\n' order by l.provider) from pg_catalog.pg_shseclabel l
    where l.classoid = 'pg_catalog.${catalog}'::regclass and l.objoid = ${oid})`;

/** Object type letters of `acldefault` (PostgreSQL manual, 9.27.2). */
type AclType = 'c' | 'r' | 's' | 'd' | 'f' | 'l' | 'L' | 'n' | 'p' | 't' | 'F' | 'S' | 'T';

/**
 * Privileges, absent where they are what the owner and PUBLIC have by default, whether the list says so or is null. One line for each grantee:
 * `SELECT, UPDATE TO reader`.
 */
export const privileges = (acl: string, type: AclType, ownerOid: string): string =>
  `'privileges', case when ${acl} is not null then
    nullif(${printed(acl, ownerOid)}, ${printed(`acldefault('${type}', ${ownerOid})`, ownerOid)}) end`;

/** Privileges as they are, without a default to compare with. 'none' for an empty list. */
export const printed = (acl: string, ownerOid: string): string =>
  `(select coalesce(string_agg(line, e'\\n' order by line), 'none') from (
    select string_agg(g.privilege_type, ', ' order by g.privilege_type)
      || ' TO ' || case g.grantee when 0 then 'PUBLIC' else pg_get_userbyid(g.grantee) end
      || case when g.is_grantable then ' WITH GRANT OPTION' else '' end
      || case when g.grantor <> ${ownerOid} then ' GRANTED BY ' || pg_get_userbyid(g.grantor) else '' end as line
    from aclexplode(${acl}) g group by g.grantee, g.grantor, g.is_grantable) granted)`;

/** `key=value` options, which have no order. @param options SQL of type text[] */
export const options = (name: string, array: string): string => `'${name}', ${sorted(array)}`;

/** The elements of an array in the order of their texts; absent for an empty one. */
export const sorted = (array: string): string =>
  `case when ${array} is not null then (select string_agg(o, ', ' order by o) from unnest(${array}) o) end`;

/** Of the table that holds long values out of line. */
export const toastOptions = `'toast options', (select ${sorted('t.reloptions')} from pg_catalog.pg_class t where t.oid = c.reltoastrelid)`;

/** Letters of `attstorage`. */
export const storage = `case a.attstorage when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'x' then 'EXTENDED' when 'm' then 'MAIN' end`;

/** Letters of `attcompression`. */
export const compression = `case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end`;

/** What DEPENDS ON EXTENSION names. @param catalog the catalog the object is listed in @param oid SQL */
export const dependsOnExtensions = (catalog: string, oid: string): string =>
  `'depends on extensions', (select string_agg(n.extname, ', ' order by n.extname) from needs n
    where n.classid = 'pg_catalog.${catalog}'::regclass and n.objid = ${oid})`;

/** Expressions that are costly and used more than once: OFFSET 0 keeps the planner from writing them out at each use. @param list `expression as name` */
export const once = (list: string): string => `cross join lateral (select ${list} offset 0) once`;

/** Members of extensions are left to their extension. @param catalog the catalog it is listed in @param oid SQL */
export const standsAlone = (catalog: string, oid: string): string =>
  `not exists (select 1 from member m where m.classid = 'pg_catalog.${catalog}'::regclass and m.objid = ${oid})`;

/** Below this, objects were there before anybody made one (FirstNormalObjectId). */
export const firstOwnOid = 16384;

/** SQL of the server's major from which it is understood; before, of `otherwise`. */
export const since =
  (from: number, sql: string, otherwise = 'null::text'): Fragment =>
  (major) =>
    major >= from ? sql : otherwise;

/** The SELECT of one kind. Names are SQL expressions; attributes alternate names and values, null values are absent. */
export const select = (parts: {
  readonly kind: string;
  readonly schema: string;
  readonly table?: string;
  readonly name: string;
  readonly identity: string;
  /** What outlives its name. */
  readonly oid?: string;
  readonly attributes: readonly string[];
  readonly definition: string;
  readonly from: string;
}): string =>
  `select ${parts.kind} as kind, ${parts.schema}::text as schema, ${parts.table ?? 'null'}::text as "table", ${parts.name}::text as name,
    ${parts.identity} as identity, ${parts.oid ?? 'null'}::text as oid, json_strip_nulls(json_build_object(${parts.attributes.join(',\n    ')})) as attributes,
    coalesce(${parts.definition}, '') as definition
  from ${parts.from}`;
