import { comment, type Fragment, firstOwnOid, flag, owner, privileges, select, standsAlone } from './fragment.ts';

export const languages: Fragment = () =>
  select({
    kind: `'language'`,
    schema: 'null',
    name: 'l.lanname',
    identity: 'quote_ident(l.lanname)',
    attributes: [
      flag('trusted', 'l.lanpltrusted'),
      `'handler', nullif(l.lanplcallfoid, 0)::regproc::text`,
      `'inline handler', nullif(l.laninline, 0)::regproc::text`,
      `'validator', nullif(l.lanvalidator, 0)::regproc::text`,
      owner('l.lanowner'),
      comment('pg_language', 'l.oid'),
      privileges('l.lanacl', 'l', 'l.lanowner'),
    ],
    definition: `format('CREATE %sLANGUAGE %I HANDLER %s', case when l.lanpltrusted then 'TRUSTED ' end, l.lanname, nullif(l.lanplcallfoid, 0)::regproc)`,
    from: `pg_catalog.pg_language l where l.oid >= ${firstOwnOid} and ${standsAlone('pg_language', 'l.oid')}`,
  });

const transform = `format('FOR %s LANGUAGE %I', format_type(t.trftype, null), l.lanname)`;
const fromSql = 'nullif(t.trffromsql, 0)::regprocedure::text';
const toSql = 'nullif(t.trftosql, 0)::regprocedure::text';

export const transforms: Fragment = () =>
  select({
    kind: `'transform'`,
    schema: 'null',
    name: transform,
    identity: `'(' || ${transform} || ')'`,
    attributes: [`'from SQL', ${fromSql}`, `'to SQL', ${toSql}`, comment('pg_transform', 't.oid')],
    definition: `format('CREATE TRANSFORM %s (%s)', ${transform}, concat_ws(', ', 'FROM SQL WITH FUNCTION ' || ${fromSql}, 'TO SQL WITH FUNCTION ' || ${toSql}))`,
    from: `pg_catalog.pg_transform t join pg_catalog.pg_language l on l.oid = t.trflang
      where t.oid >= ${firstOwnOid} and ${standsAlone('pg_transform', 't.oid')}`,
  });

export const accessMethods: Fragment = () =>
  select({
    kind: `'access method'`,
    schema: 'null',
    name: 'a.amname',
    identity: 'quote_ident(a.amname)',
    attributes: [
      `'type', case a.amtype when 't' then 'table' else 'index' end`,
      `'handler', a.amhandler::regproc::text`,
      comment('pg_am', 'a.oid'),
    ],
    definition: `format('CREATE ACCESS METHOD %I TYPE %s HANDLER %s', a.amname, case a.amtype when 't' then 'TABLE' else 'INDEX' end, a.amhandler::regproc)`,
    from: `pg_catalog.pg_am a where a.oid >= ${firstOwnOid} and ${standsAlone('pg_am', 'a.oid')}`,
  });
