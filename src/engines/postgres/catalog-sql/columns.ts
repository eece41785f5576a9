import { compression, type Fragment, flag, once, options, printed, select, since, storage } from './fragment.ts';

const type = 'once.type';
const expression = 'once.expression';
const collation = 'once.collation';
const identity = `case a.attidentity when 'a' then 'ALWAYS' when 'd' then 'BY DEFAULT' end`;

/** The sequence behind an identity column is part of the column. @param value SQL, of the sequence as `s` and as the relation `i` */
const ofSequence = (value: string): string => `case when a.attidentity <> '' then (select ${value}
  from pg_catalog.pg_depend p join pg_catalog.pg_sequence s on s.seqrelid = p.objid join pg_catalog.pg_class i on i.oid = p.objid
  where p.classid = 'pg_catalog.pg_class'::regclass and p.deptype = 'i'
    and p.refclassid = 'pg_catalog.pg_class'::regclass and p.refobjid = a.attrelid and p.refobjsubid = a.attnum) end`;

const sequenceOptions = ofSequence(
  `format('START %s INCREMENT %s MINVALUE %s MAXVALUE %s CACHE %s%s SEQUENCE %s', s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
    case when s.seqcycle then ' CYCLE' end, s.seqrelid::regclass)`,
);

/** From 18 on NOT NULL is a constraint with a name, listed with the other constraints; before, a flag of the column. */
const notNull = (major: number): readonly string[] => [
  flag('not null', 'a.attnotnull'),
  ...(major < 18
    ? []
    : [
        `'not null name', nn.conname`,
        `'not null validated', case when not nn.convalidated then 'no' end`,
        `'not null no inherit', case when nn.connoinherit then 'yes' end`,
        `'not null comment', (select x.description from pg_catalog.pg_description x
          where x.classoid = 'pg_catalog.pg_constraint'::regclass and x.objoid = nn.oid)`,
      ]),
];

/** Columns of tables; those of views and composite types are attributes there. */
export const columns: Fragment = (major) =>
  select({
    kind: `'column'`,
    schema: 'c.nspname',
    table: 'c.relname',
    name: 'a.attname',
    identity: `format('%I.%I.%I', c.nspname, c.relname, a.attname)`,
    oid: `format('%s.%s', a.attrelid, a.attnum)`,
    attributes: [
      `'position', (row_number() over (partition by a.attrelid order by a.attnum))::text`,
      `'type', ${type}`,
      ...notNull(major),
      `'default', case when a.attgenerated = '' then ${expression} end`,
      `'identity', ${identity}`,
      `'identity options', ${sequenceOptions}`,
      `'identity privileges', ${ofSequence(`case when i.relacl is not null then
        nullif(${printed('i.relacl', 'i.relowner')}, ${printed(`acldefault('s', i.relowner)`, 'i.relowner')}) end`)}`,
      `'identity comment', ${ofSequence(`obj_description(i.oid, 'pg_class')`)}`,
      `'identity unlogged', ${ofSequence(`case when i.relpersistence <> c.relpersistence then (i.relpersistence = 'u')::text end`)}`,
      `'generated', case a.attgenerated when 's' then ${expression} || ' STORED' when 'v' then ${expression} || ' VIRTUAL' end`,
      `'collation', ${collation}`,
      `'storage', case when a.attstorage <> t.typstorage then ${storage} end`,
      `'compression', ${compression}`,
      `'statistics target', nullif(a.attstattarget, -1)::text`,
      options('options', 'a.attoptions'),
      options('foreign options', 'a.attfdwoptions'),
      `'comment', x.description`,
      `'privileges', case when a.attacl is not null then nullif(${printed('a.attacl', 'c.relowner')}, 'none') end`,
    ],
    definition: `concat_ws(' ', quote_ident(a.attname), ${type}, 'COLLATE ' || ${collation},
      case when a.attgenerated = '' then 'DEFAULT ' || ${expression} end,
      'GENERATED ' || ${identity} || ' AS IDENTITY',
      case a.attgenerated when 's' then 'GENERATED ALWAYS AS (' || ${expression} || ') STORED'
        when 'v' then 'GENERATED ALWAYS AS (' || ${expression} || ') VIRTUAL' end,
      case when a.attnotnull then 'NOT NULL' end)`,
    from: `pg_catalog.pg_attribute a
      join rel c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'f')
      join pg_catalog.pg_type t on t.oid = a.atttypid
      left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      left join pg_catalog.pg_description x on x.classoid = 'pg_catalog.pg_class'::regclass and x.objoid = a.attrelid and x.objsubid = a.attnum
      ${since(18, `left join pg_catalog.pg_constraint nn on nn.conrelid = a.attrelid and nn.contype = 'n' and nn.conkey = array[a.attnum]`, '')(major)}
      ${once(`format_type(a.atttypid, a.atttypmod) as type, pg_get_expr(d.adbin, d.adrelid) as expression,
        case when a.attcollation <> t.typcollation then a.attcollation::regcollation::text end as collation`)}
      where a.attnum > 0 and not a.attisdropped`,
  });
