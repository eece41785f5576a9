import { comment, type Fragment, flag, options, owner, privileges, select, sorted, toastOptions } from './fragment.ts';

/** Tables of all kinds. A partition belongs to its parent where both are in one schema. The definition is put together from their columns later. */
export const tables: Fragment = () =>
  select({
    kind: `case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' else 'foreign table' end`,
    schema: 'c.nspname',
    table: `case when c.relispartition then (select p.relname from pg_catalog.pg_inherits i join pg_catalog.pg_class p on p.oid = i.inhparent
      where i.inhrelid = c.oid and p.relnamespace = c.relnamespace) end`,
    name: 'c.relname',
    identity: `format('%I.%I', c.nspname, c.relname)`,
    oid: 'c.oid',
    attributes: [
      owner('c.relowner'),
      comment('pg_class', 'c.oid'),
      privileges('c.relacl', 'r', 'c.relowner'),
      flag('unlogged', `c.relpersistence = 'u'`),
      options('options', 'c.reloptions'),
      toastOptions,
      flag('row level security', 'c.relrowsecurity'),
      flag('force row level security', 'c.relforcerowsecurity'),
      `'replica identity', case when c.relkind = 'f' then null else case c.relreplident when 'n' then 'NOTHING' when 'f' then 'FULL' when 'i' then (
        select format('USING INDEX %I', i.relname) from pg_catalog.pg_index x join pg_catalog.pg_class i on i.oid = x.indexrelid
        where x.indrelid = c.oid and x.indisreplident) end end`,
      `'access method', (select a.amname from pg_catalog.pg_am a where a.oid = c.relam and (a.amname <> 'heap' or c.relkind = 'p'))`,
      `'tablespace', (select s.spcname from pg_catalog.pg_tablespace s where s.oid = c.reltablespace)`,
      `'of type', case when c.reloftype <> 0 then format_type(c.reloftype, null) end`,
      `'partition by', case c.relkind when 'p' then pg_get_partkeydef(c.oid) end`,
      `'bound', pg_get_expr(c.relpartbound, c.oid)`,
      `'inherits', (select string_agg(format('%s%s', i.inhparent::regclass, case when i.inhdetachpending then ' (detach pending)' end), ', '
        order by i.inhseqno) from pg_catalog.pg_inherits i where i.inhrelid = c.oid)`,
      `'inherited columns', case when not c.relispartition then (select string_agg(quote_ident(a.attname), ', ' order by a.attnum)
        from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and not a.attislocal) end`,
      `'server', (select format('%I', s.srvname) from pg_catalog.pg_foreign_table f join pg_catalog.pg_foreign_server s on s.oid = f.ftserver
        where f.ftrelid = c.oid)`,
      `'foreign options', (select ${sorted('f.ftoptions')} from pg_catalog.pg_foreign_table f where f.ftrelid = c.oid)`,
    ],
    definition: `''`,
    from: `rel c where c.relkind in ('r', 'p', 'f')`,
  });
