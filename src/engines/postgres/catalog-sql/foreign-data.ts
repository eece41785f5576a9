import { comment, type Fragment, firstOwnOid, options, owner, privileges, select, standsAlone } from './fragment.ts';

export const foreignDataWrappers: Fragment = () =>
  select({
    kind: `'foreign data wrapper'`,
    schema: 'null',
    name: 'w.fdwname',
    identity: 'quote_ident(w.fdwname)',
    attributes: [
      `'handler', nullif(w.fdwhandler, 0)::regproc::text`,
      `'validator', nullif(w.fdwvalidator, 0)::regproc::text`,
      options('options', 'w.fdwoptions'),
      owner('w.fdwowner'),
      comment('pg_foreign_data_wrapper', 'w.oid'),
      privileges('w.fdwacl', 'F', 'w.fdwowner'),
    ],
    definition: `format('CREATE FOREIGN DATA WRAPPER %I', w.fdwname)`,
    from: `pg_catalog.pg_foreign_data_wrapper w where w.oid >= ${firstOwnOid} and ${standsAlone('pg_foreign_data_wrapper', 'w.oid')}`,
  });

const wrapper = `(select w.fdwname from pg_catalog.pg_foreign_data_wrapper w where w.oid = s.srvfdw)`;

export const foreignServers: Fragment = () =>
  select({
    kind: `'foreign server'`,
    schema: 'null',
    name: 's.srvname',
    identity: 'quote_ident(s.srvname)',
    attributes: [
      `'wrapper', ${wrapper}`,
      `'type', s.srvtype`,
      `'version', s.srvversion`,
      options('options', 's.srvoptions'),
      owner('s.srvowner'),
      comment('pg_foreign_server', 's.oid'),
      privileges('s.srvacl', 'S', 's.srvowner'),
    ],
    definition: `format('CREATE SERVER %I FOREIGN DATA WRAPPER %I', s.srvname, ${wrapper})`,
    from: `pg_catalog.pg_foreign_server s where ${standsAlone('pg_foreign_server', 's.oid')}`,
  });

/** Values are told by their hash alone: most of these options are passwords. The view shows them only to those who may see them. */
export const userMappings: Fragment = () =>
  select({
    kind: `'user mapping'`,
    schema: 'null',
    name: `format('%s on %I', u.usename, u.srvname)`,
    identity: `format('%I on %I', u.usename, u.srvname)`,
    attributes: [
      `'options', (select string_agg(format('%s (hash %s)', split_part(o, '=', 1), left(md5(o), 8)), ', ' order by o) from unnest(u.umoptions) o)`,
    ],
    definition: `format('CREATE USER MAPPING FOR %I SERVER %I', u.usename, u.srvname)`,
    from: `pg_catalog.pg_user_mappings u`,
  });
