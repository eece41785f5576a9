import { comment, type Fragment, flag, owner, select, standsAlone } from './fragment.ts';

/**
 * Operators and support functions, one to a line, as CREATE OPERATOR CLASS takes them. Those of a class hang on it; those that were added to a family
 * alone hang on the family. @param catalog what they hang on @param oid SQL
 */
const members = (
  catalog: 'pg_opclass' | 'pg_opfamily',
  oid: string,
): string => `(select string_agg(line, e'\\n' order by line collate "C") from (
    select format('OPERATOR %s %s%s', m.amopstrategy, m.amopopr::regoperator, (select format(' FOR ORDER BY %I.%I', n.nspname, s.opfname)
      from pg_catalog.pg_opfamily s join pg_catalog.pg_namespace n on n.oid = s.opfnamespace where s.oid = m.amopsortfamily)) as line
    from pg_catalog.pg_amop m join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_amop'::regclass and d.objid = m.oid
    where d.refclassid = 'pg_catalog.${catalog}'::regclass and d.refobjid = ${oid}
    union all
    select format('FUNCTION %s (%s, %s) %s', m.amprocnum, format_type(m.amproclefttype, null), format_type(m.amprocrighttype, null), m.amproc::regprocedure)
    from pg_catalog.pg_amproc m join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_amproc'::regclass and d.objid = m.oid
    where d.refclassid = 'pg_catalog.${catalog}'::regclass and d.refobjid = ${oid}) members)`;

const type = 'format_type(o.opcintype, null)';

export const operatorClasses: Fragment = () =>
  select({
    kind: `'operator class'`,
    schema: 'n.nspname',
    name: 'o.opcname',
    identity: `format('%I.%I USING %I', n.nspname, o.opcname, a.amname)`,
    attributes: [
      `'type', ${type}`,
      flag('default', 'o.opcdefault'),
      `'family', (select format('%I.%I USING %I', fn.nspname, f.opfname, a.amname) from pg_catalog.pg_opfamily f
        join pg_catalog.pg_namespace fn on fn.oid = f.opfnamespace where f.oid = o.opcfamily)`,
      `'storage', case when o.opckeytype <> 0 then format_type(o.opckeytype, null) end`,
      `'members', ${members('pg_opclass', 'o.oid')}`,
      owner('o.opcowner'),
      comment('pg_opclass', 'o.oid'),
    ],
    definition: `concat_ws(' ', format('CREATE OPERATOR CLASS %I.%I', n.nspname, o.opcname), case when o.opcdefault then 'DEFAULT' end,
      format(e'FOR TYPE %s USING %I AS\\n', ${type}, a.amname)) || ${members('pg_opclass', 'o.oid')}`,
    from: `pg_catalog.pg_opclass o join ns n on n.oid = o.opcnamespace join pg_catalog.pg_am a on a.oid = o.opcmethod
      where ${standsAlone('pg_opclass', 'o.oid')}`,
  });

export const operatorFamilies: Fragment = () =>
  select({
    kind: `'operator family'`,
    schema: 'n.nspname',
    name: 'f.opfname',
    identity: `format('%I.%I USING %I', n.nspname, f.opfname, a.amname)`,
    attributes: [`'members', ${members('pg_opfamily', 'f.oid')}`, owner('f.opfowner'), comment('pg_opfamily', 'f.oid')],
    definition: `concat_ws(e'\\n', format('CREATE OPERATOR FAMILY %I.%I USING %I', n.nspname, f.opfname, a.amname), ${members('pg_opfamily', 'f.oid')})`,
    from: `pg_catalog.pg_opfamily f join ns n on n.oid = f.opfnamespace join pg_catalog.pg_am a on a.oid = f.opfmethod
      where ${standsAlone('pg_opfamily', 'f.oid')}`,
  });
