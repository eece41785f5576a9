import { comment, type Fragment, flag, owner, select, sharedComment, since, sorted } from './fragment.ts';

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

/** Without the connection string, which may hold a password and is shown to superusers only. */
export const subscriptions: Fragment = () =>
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
      owner('s.subowner'),
      sharedComment('pg_subscription', 's.oid'),
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
