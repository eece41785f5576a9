import { comment, type Fragment, flag, owner, select, sharedLabels, since, sorted } from './fragment.ts';

/** From 15 on a published table may be published in part, and a whole schema may be. */
const publishedTables = (major: number): string => {
  const columns = since(
    15,
    `' (' || (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_catalog.pg_attribute a
    where a.attrelid = r.prrelid and a.attnum = any(r.prattrs)) || ')'`,
  )(major);
  const rows = since(15, `' WHERE ' || pg_get_expr(r.prqual, r.prrelid)`)(major);
  return `(select string_agg(concat(r.prrelid::regclass::text, ${columns}, ${rows}), ', ' order by r.prrelid::regclass::text)
    from pg_catalog.pg_publication_rel r where r.prpubid = p.oid)`;
};

const publishedSchemas = since(
  15,
  `(select string_agg(n.nspname, ', ' order by n.nspname) from pg_catalog.pg_publication_namespace s
  join pg_catalog.pg_namespace n on n.oid = s.pnnspid where s.pnpubid = p.oid)`,
);

export const publications: Fragment = (major) =>
  select({
    kind: `'publication'`,
    schema: 'null',
    name: 'p.pubname',
    identity: 'quote_ident(p.pubname)',
    attributes: [
      flag('all tables', 'p.puballtables'),
      `'tables', ${publishedTables(major)}`,
      `'schemas', ${publishedSchemas(major)}`,
      `'publish', concat_ws(', ', case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
        case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end)`,
      flag('via partition root', 'p.pubviaroot'),
      `'generated columns', nullif(to_jsonb(p)->>'pubgencols', 'n')`,
      owner('p.pubowner'),
      comment('pg_publication', 'p.oid'),
    ],
    definition: `concat_ws(' ', 'CREATE PUBLICATION', quote_ident(p.pubname), case when p.puballtables then 'FOR ALL TABLES' end,
      'FOR TABLE ' || ${publishedTables(major)}, 'FOR TABLES IN SCHEMA ' || ${publishedSchemas(major)})`,
    from: `pg_catalog.pg_publication p`,
  });

/** By its hash alone, for it may hold a password, and only where we may read it: an expression that names the column would be refused as a whole. */
const connection = `case when has_column_privilege('pg_catalog.pg_subscription', 'subconninfo', 'select') then
  'hash ' || left(substring(query_to_xml(format('select md5(subconninfo) as hash from pg_catalog.pg_subscription where oid = %s', s.oid),
    true, true, '')::text from '<hash>(.*)</hash>'), 8) end`;

export const subscriptions: Fragment = (major) =>
  select({
    kind: `'subscription'`,
    schema: 'null',
    name: 's.subname',
    identity: 'quote_ident(s.subname)',
    attributes: [
      flag('enabled', 's.subenabled'),
      `'publications', ${sorted('s.subpublications')}`,
      `'slot', s.subslotname`,
      `'synchronous commit', s.subsynccommit`,
      flag('binary', 's.subbinary'),
      `'streaming', nullif(nullif(s.substream::text, 'f'), 'false')`,
      `'two phase', ${since(15, `nullif(s.subtwophasestate, 'd')::text`)(major)}`,
      `'disable on error', ${since(15, `case when s.subdisableonerr then 'yes' end`)(major)}`,
      `'password required', ${since(16, `case when not s.subpasswordrequired then 'no' end`)(major)}`,
      `'run as owner', ${since(16, `case when s.subrunasowner then 'yes' end`)(major)}`,
      `'origin', ${since(16, `nullif(s.suborigin, 'any')`)(major)}`,
      `'failover', ${since(17, `case when s.subfailover then 'yes' end`)(major)}`,
      `'connection', ${connection}`,
      `'security labels', ${sharedLabels('pg_subscription', 's.oid')}`,
      owner('s.subowner'),
      comment('pg_subscription', 's.oid'),
    ],
    definition: `format('CREATE SUBSCRIPTION %I PUBLICATION %s', s.subname, ${sorted('s.subpublications')})`,
    from: `pg_catalog.pg_subscription s
      where s.subdbid = (select d.oid from pg_catalog.pg_database d where d.datname = current_database())`,
  });

export const eventTriggers: Fragment = () =>
  select({
    kind: `'event trigger'`,
    schema: 'null',
    name: 'e.evtname',
    identity: 'quote_ident(e.evtname)',
    attributes: [
      `'event', e.evtevent`,
      `'function', e.evtfoid::regprocedure::text`,
      `'tags', ${sorted('e.evttags')}`,
      `'enabled', case e.evtenabled when 'D' then 'DISABLED' when 'R' then 'REPLICA' when 'A' then 'ALWAYS' end`,
      owner('e.evtowner'),
      comment('pg_event_trigger', 'e.oid'),
    ],
    definition: `format('CREATE EVENT TRIGGER %I ON %s EXECUTE FUNCTION %s', e.evtname, e.evtevent, e.evtfoid::regprocedure)`,
    from: `pg_catalog.pg_event_trigger e
      where not exists (select 1 from member m where m.classid = 'pg_catalog.pg_event_trigger'::regclass and m.objid = e.oid)`,
  });
