import { comment, dependsOnExtensions, type Fragment, flag, once, select } from './fragment.ts';

/** Indexes that no constraint stands on. */
export const indexes: Fragment = () =>
  select({
    kind: `'index'`,
    schema: 'c.nspname',
    table: 'c.relname',
    name: 'i.relname',
    identity: `format('%I.%I', c.nspname, i.relname)`,
    attributes: [
      `'definition', once.definition`,
      flag('unique', 'x.indisunique'),
      `'valid', case when not x.indisvalid then 'no' end`,
      flag('clustered', 'x.indisclustered'),
      comment('pg_class', 'i.oid'),
      `'tablespace', (select s.spcname from pg_catalog.pg_tablespace s where s.oid = i.reltablespace)`,
      `'partition of', case when i.relispartition then (select p.inhparent::regclass::text from pg_catalog.pg_inherits p where p.inhrelid = i.oid) end`,
      dependsOnExtensions('pg_class', 'i.oid'),
      `'statistics targets', case when x.indexprs is not null then (select string_agg(format('%s: %s', a.attnum, a.attstattarget), ', ' order by a.attnum)
        from pg_catalog.pg_attribute a where a.attrelid = i.oid and a.attstattarget >= 0) end`,
    ],
    definition: 'once.definition',
    from: `pg_catalog.pg_index x
      join pg_catalog.pg_class i on i.oid = x.indexrelid
      join rel c on c.oid = x.indrelid
      ${once('pg_get_indexdef(i.oid) as definition')}
      where not exists (select 1 from pg_catalog.pg_constraint k where k.conindid = i.oid and k.contype in ('p', 'u', 'x'))`,
  });
