import { comment, type Fragment, flag, owner, privileges, select } from './fragment.ts';

const ownedBy = (what: string): string =>
  `(select ${what} from pg_catalog.pg_depend d
    join pg_catalog.pg_class o on o.oid = d.refobjid
    join pg_catalog.pg_namespace n on n.oid = o.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_catalog.pg_class'::regclass and d.deptype = 'a')`;

const numbers = `format('START %s INCREMENT %s MINVALUE %s MAXVALUE %s CACHE %s%s', s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
  case when s.seqcycle then ' CYCLE' end)`;

/** Sequences that are not part of an identity column. One that a column owns belongs to the column's table, where both are in one schema. */
export const sequences: Fragment = () =>
  select({
    kind: `'sequence'`,
    schema: 'c.nspname',
    table: ownedBy('case when o.relnamespace = c.relnamespace then o.relname end'),
    name: 'c.relname',
    identity: `format('%I.%I', c.nspname, c.relname)`,
    attributes: [
      `'type', format_type(s.seqtypid, null)`,
      `'start', s.seqstart::text`,
      `'increment', s.seqincrement::text`,
      `'minimum', s.seqmin::text`,
      `'maximum', s.seqmax::text`,
      `'cache', s.seqcache::text`,
      flag('cycle', 's.seqcycle'),
      flag('unlogged', `c.relpersistence = 'u'`),
      `'owned by', ${ownedBy(`format('%I.%I.%I', n.nspname, o.relname, a.attname)`)}`,
      owner('c.relowner'),
      comment('pg_class', 'c.oid'),
      privileges('c.relacl', 's', 'c.relowner'),
    ],
    definition: `format('CREATE SEQUENCE %I.%I AS %s %s', c.nspname, c.relname, format_type(s.seqtypid, null), ${numbers})`,
    from: `rel c join pg_catalog.pg_sequence s on s.seqrelid = c.oid
      where not exists (select 1 from pg_catalog.pg_depend d
        where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'i')`,
  });
