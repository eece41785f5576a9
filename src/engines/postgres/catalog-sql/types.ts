import { comment, type Fragment, flag, owner, privileges, select, since } from './fragment.ts';

const identity = `format('%I.%I', t.nspname, t.typname)`;

/** What every type has. */
const shared = [owner('t.typowner'), comment('pg_type', 't.oid'), privileges('t.typacl', 'T', 't.typowner')];

const labels = `(select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder) from pg_catalog.pg_enum e where e.enumtypid = t.oid)`;

export const enums: Fragment = () =>
  select({
    kind: `'enum'`,
    schema: 't.nspname',
    name: 't.typname',
    identity,
    oid: 't.oid',
    attributes: [`'labels', ${labels}`, ...shared],
    definition: `format('CREATE TYPE %s AS ENUM (%s)', ${identity}, ${labels})`,
    from: `typ t where t.typtype = 'e'`,
  });

const base = 'format_type(t.typbasetype, t.typtypmod)';
const collation = 'case when t.typcollation <> b.typcollation then t.typcollation::regcollation::text end';
const fallback = 'pg_get_expr(t.typdefaultbin, 0)';

/** From 17 on the NOT NULL of a domain is a constraint with a name. */
export const domains: Fragment = (major) =>
  select({
    kind: `'domain'`,
    schema: 't.nspname',
    name: 't.typname',
    identity,
    attributes: [
      `'type', ${base}`,
      flag('not null', 't.typnotnull'),
      `'not null name', ${since(17, `(select k.conname from pg_catalog.pg_constraint k where k.contypid = t.oid and k.contype = 'n')`)(major)}`,
      `'default', ${fallback}`,
      `'collation', ${collation}`,
      ...shared,
    ],
    definition: `concat_ws(' ', 'CREATE DOMAIN', ${identity}, 'AS', ${base}, 'COLLATE ' || ${collation}, 'DEFAULT ' || ${fallback},
      case when t.typnotnull then 'NOT NULL' end)`,
    from: `typ t join pg_catalog.pg_type b on b.oid = t.typbasetype where t.typtype = 'd'`,
  });

/** A range brings its multirange type: an attribute of it. */
export const ranges: Fragment = () =>
  select({
    kind: `'range'`,
    schema: 't.nspname',
    name: 't.typname',
    identity,
    attributes: [
      `'subtype', format_type(r.rngsubtype, null)`,
      `'operator class', (select format('%I.%I', n.nspname, o.opcname) from pg_catalog.pg_opclass o join pg_catalog.pg_namespace n on n.oid = o.opcnamespace
        where o.oid = r.rngsubopc and not o.opcdefault)`,
      `'collation', case when r.rngcollation <> s.typcollation then r.rngcollation::regcollation::text end`,
      `'canonical', nullif(r.rngcanonical, 0)::regproc::text`,
      `'subtype difference', nullif(r.rngsubdiff, 0)::regproc::text`,
      `'multirange', format_type(r.rngmultitypid, null)`,
      ...shared,
    ],
    definition: `format('CREATE TYPE %s AS RANGE (subtype = %s)', ${identity}, format_type(r.rngsubtype, null))`,
    from: `typ t join pg_catalog.pg_range r on r.rngtypid = t.oid join pg_catalog.pg_type s on s.oid = r.rngsubtype`,
  });

const members = `(select string_agg(concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
    case when a.attcollation <> y.typcollation then 'COLLATE ' || a.attcollation::regcollation end), ', ' order by a.attnum)
  from pg_catalog.pg_attribute a join pg_catalog.pg_type y on y.oid = a.atttypid where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)`;

/** CREATE TYPE … AS (…); the row types of tables are part of their tables. */
export const composites: Fragment = () =>
  select({
    kind: `'composite type'`,
    schema: 't.nspname',
    name: 't.typname',
    identity,
    attributes: [
      `'columns', ${members}`,
      `'column comments', (select string_agg(format('%I: %s', a.attname, x.description), e'\\n' order by a.attnum)
        from pg_catalog.pg_description x join pg_catalog.pg_attribute a on a.attrelid = x.objoid and a.attnum = x.objsubid
        where x.classoid = 'pg_catalog.pg_class'::regclass and x.objoid = c.oid)`,
      ...shared,
    ],
    definition: `format('CREATE TYPE %s AS (%s)', ${identity}, ${members})`,
    from: `typ t join pg_catalog.pg_class c on c.oid = t.typrelid where c.relkind = 'c'`,
  });

/** Base types, made from functions in C, and shells of types that are yet to come. Array types belong to their element's. */
export const baseTypes: Fragment = () =>
  select({
    kind: `'type'`,
    schema: 't.nspname',
    name: 't.typname',
    identity,
    attributes: [
      flag('shell', 'not t.typisdefined'),
      `'input', nullif(t.typinput, 0)::regproc::text`,
      `'output', nullif(t.typoutput, 0)::regproc::text`,
      `'receive', nullif(t.typreceive, 0)::regproc::text`,
      `'send', nullif(t.typsend, 0)::regproc::text`,
      `'length', t.typlen::text`,
      `'alignment', t.typalign::text`,
      `'storage', t.typstorage::text`,
      `'category', t.typcategory::text`,
      flag('by value', 't.typbyval'),
      flag('preferred', 't.typispreferred'),
      flag('collatable', 't.typcollation <> 0'),
      `'delimiter', nullif(t.typdelim, ',')::text`,
      `'modifier input', nullif(t.typmodin, 0)::regproc::text`,
      `'modifier output', nullif(t.typmodout, 0)::regproc::text`,
      `'analyze', nullif(t.typanalyze, 0)::regproc::text`,
      `'subscript', nullif(t.typsubscript, 0)::regproc::text`,
      `'element', case when t.typelem <> 0 then format_type(t.typelem, null) end`,
      `'default', t.typdefault`,
      ...shared,
    ],
    definition: `format('CREATE TYPE %s', ${identity})`,
    from: `typ t where (t.typtype = 'b' or t.typtype = 'p' and not t.typisdefined)
      and not exists (select 1 from pg_catalog.pg_type e where e.typarray = t.oid)`,
  });

export const collations: Fragment = () =>
  select({
    kind: `'collation'`,
    schema: 'n.nspname',
    name: 'c.collname',
    identity: `format('%I.%I', n.nspname, c.collname)`,
    attributes: [
      `'provider', case c.collprovider when 'c' then 'libc' when 'i' then 'icu' when 'b' then 'builtin' else 'default' end`,
      `'locale', coalesce(to_jsonb(c)->>'colllocale', to_jsonb(c)->>'colliculocale', c.collcollate)`,
      `'ctype', nullif(c.collctype, c.collcollate)`,
      `'rules', to_jsonb(c)->>'collicurules'`,
      `'deterministic', case when not c.collisdeterministic then 'no' end`,
      owner('c.collowner'),
      comment('pg_collation', 'c.oid'),
    ],
    definition: `format('CREATE COLLATION %I.%I (locale = %L)', n.nspname, c.collname,
      coalesce(to_jsonb(c)->>'colllocale', to_jsonb(c)->>'colliculocale', c.collcollate))`,
    from: `pg_catalog.pg_collation c join ns n on n.oid = c.collnamespace
      where not exists (select 1 from member m where m.classid = 'pg_catalog.pg_collation'::regclass and m.objid = c.oid)`,
  });
