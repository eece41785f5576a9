import {
  comment,
  compression,
  dependsOnExtensions,
  type Fragment,
  options,
  owner,
  printed,
  privileges,
  select,
  storage,
  toastOptions,
} from './fragment.ts';

const isView = `c.relkind = 'v'`;
const kind = `case when ${isView} then 'VIEW' else 'MATERIALIZED VIEW' end`;

/** What each column of the view has of its own: `email: comment 'x'`. */
const perColumn = (name: string, value: string): string =>
  `'${name}', (select string_agg(format('%I: %s', a.attname, ${value}), e'\\n' order by a.attnum)
    from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and ${value} is not null)`;

/** Views and materialized views, with their columns: another query with other columns is one difference. */
export const views: Fragment = () =>
  select({
    kind: `case when ${isView} then 'view' else 'materialized view' end`,
    schema: 'c.nspname',
    name: 'c.relname',
    identity: `format('%I.%I', c.nspname, c.relname)`,
    oid: 'c.oid',
    attributes: [
      `'definition', pg_get_viewdef(c.oid)`,
      `'columns', (select string_agg(concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
          case when a.attcollation <> t.typcollation then 'COLLATE ' || a.attcollation::regcollation end), ', ' order by a.attnum)
        from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid where a.attrelid = c.oid and a.attnum > 0)`,
      options('options', 'c.reloptions'),
      toastOptions,
      `'populated', case when not c.relispopulated then 'no' end`,
      `'access method', (select a.amname from pg_catalog.pg_am a where a.oid = c.relam and a.amname <> 'heap')`,
      `'tablespace', (select s.spcname from pg_catalog.pg_tablespace s where s.oid = c.reltablespace)`,
      owner('c.relowner'),
      comment('pg_class', 'c.oid'),
      privileges('c.relacl', 'r', 'c.relowner'),
      perColumn('column comments', `col_description(c.oid, a.attnum)`),
      perColumn(
        'column defaults',
        `(select pg_get_expr(d.adbin, d.adrelid) from pg_catalog.pg_attrdef d where d.adrelid = c.oid and d.adnum = a.attnum)`,
      ),
      perColumn(
        'column privileges',
        `case when a.attacl is not null then nullif(${printed('a.attacl', 'c.relowner')}, 'none') end`,
      ),
      perColumn('column statistics targets', `case when a.attstattarget >= 0 then a.attstattarget end`),
      perColumn(
        'column storage',
        `case when a.attstorage <> (select t.typstorage from pg_catalog.pg_type t where t.oid = a.atttypid) then ${storage} end`,
      ),
      perColumn('column compression', compression),
      dependsOnExtensions('pg_class', 'c.oid'),
      perColumn('column options', `array_to_string(a.attoptions, ', ')`),
    ],
    definition: `format('CREATE %s %I.%I%s AS%s%s', ${kind}, c.nspname, c.relname, ' WITH (' || array_to_string(c.reloptions, ', ') || ')', e'\\n', pg_get_viewdef(c.oid))`,
    from: `rel c where c.relkind in ('v', 'm')`,
  });
