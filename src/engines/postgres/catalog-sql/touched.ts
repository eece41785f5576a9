/**
 * The relations whose objects may print otherwise after the catalog's rows of some relations changed (`$1::oid[]`; those that are gone may be among them):
 * these, what depends on them (a foreign key prints the names of the table it leads to, a view those of its tables), and the tables to which indexes and
 * sequences belong. A null among them stands for what is no relation, or no part of one.
 */
export const touchedSql = `
with changed as materialized (select unnest($1::oid[]) as oid),
row_type as (select t.oid from pg_catalog.pg_type t join changed c on c.oid = t.typrelid),
referred as (
  select 'pg_class'::regclass::oid as class, oid from changed
  union all select 'pg_type'::regclass, oid from row_type
  union all select 'pg_type'::regclass, a.oid from pg_catalog.pg_type a join row_type t on t.oid = a.typelem and a.typarray = 0
  union all select 'pg_constraint'::regclass, k.oid from pg_catalog.pg_constraint k join changed c on c.oid = k.conrelid),
dependent as (
  select distinct d.classid as class, d.objid as oid from pg_catalog.pg_depend d join referred r on d.refclassid = r.class and d.refobjid = r.oid),
-- Nothing is told of arrays and of the triggers behind foreign keys: 0.
touched as (
  select oid from changed
  union select case d.class
    when 'pg_class'::regclass then d.oid
    when 'pg_attrdef'::regclass then (select x.adrelid from pg_catalog.pg_attrdef x where x.oid = d.oid)
    when 'pg_constraint'::regclass then (select nullif(x.conrelid, 0) from pg_catalog.pg_constraint x where x.oid = d.oid)
    when 'pg_trigger'::regclass then (select case when x.tgisinternal then 0 else x.tgrelid end from pg_catalog.pg_trigger x where x.oid = d.oid)
    when 'pg_rewrite'::regclass then (select x.ev_class from pg_catalog.pg_rewrite x where x.oid = d.oid)
    when 'pg_policy'::regclass then (select x.polrelid from pg_catalog.pg_policy x where x.oid = d.oid)
    when 'pg_type'::regclass then (select case when x.typrelid <> 0 then x.typrelid when x.typarray = 0 and x.typelem <> 0 then 0 end
      from pg_catalog.pg_type x where x.oid = d.oid)
  end from dependent d)
select oid::text as oid from touched where oid is distinct from 0
union select x.indrelid::text from pg_catalog.pg_index x join touched t on t.oid = x.indexrelid
union select d.refobjid::text from pg_catalog.pg_depend d join touched t on d.classid = 'pg_class'::regclass and d.objid = t.oid
  where d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')`;
