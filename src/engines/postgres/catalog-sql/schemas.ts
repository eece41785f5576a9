import { comment, type Fragment, firstOwnOid, owner, privileges, select, standsAlone } from './fragment.ts';

export const schemas: Fragment = () =>
  select({
    kind: `'schema'`,
    schema: 'null',
    name: 'n.nspname',
    identity: 'quote_ident(n.nspname)',
    attributes: [owner('n.nspowner'), comment('pg_namespace', 'n.oid'), privileges('n.nspacl', 'n', 'n.nspowner')],
    definition: `format('CREATE SCHEMA %I', n.nspname)`,
    from: `ns n where ${standsAlone('pg_namespace', 'n.oid')}`,
  });

export const extensions: Fragment = () =>
  select({
    kind: `'extension'`,
    schema: 'null',
    name: 'e.extname',
    identity: 'quote_ident(e.extname)',
    attributes: [
      `'version', e.extversion`,
      `'schema', (select n.nspname from pg_catalog.pg_namespace n where n.oid = e.extnamespace)`,
      comment('pg_extension', 'e.oid'),
    ],
    definition: `format('CREATE EXTENSION %I VERSION %L', e.extname, e.extversion)`,
    from: `pg_catalog.pg_extension e where e.oid >= ${firstOwnOid}`,
  });
