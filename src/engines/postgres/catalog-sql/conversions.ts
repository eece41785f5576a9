import { comment, type Fragment, flag, owner, select, standsAlone } from './fragment.ts';

const encodings = `format('FOR %L TO %L', pg_encoding_to_char(c.conforencoding), pg_encoding_to_char(c.contoencoding))`;

export const conversions: Fragment = () =>
  select({
    kind: `'conversion'`,
    schema: 'n.nspname',
    name: 'c.conname',
    identity: `format('%I.%I', n.nspname, c.conname)`,
    attributes: [
      `'encodings', ${encodings}`,
      `'function', c.conproc::text`,
      flag('default', 'c.condefault'),
      owner('c.conowner'),
      comment('pg_conversion', 'c.oid'),
    ],
    definition: `format('CREATE %sCONVERSION %I.%I %s FROM %s', case when c.condefault then 'DEFAULT ' end, n.nspname, c.conname, ${encodings}, c.conproc)`,
    from: `pg_catalog.pg_conversion c join ns n on n.oid = c.connamespace where ${standsAlone('pg_conversion', 'c.oid')}`,
  });
