import { comment, type Fragment, firstOwnOid, flag, owner, select, standsAlone } from './fragment.ts';

const types = `format_type(k.castsource, null) || ' AS ' || format_type(k.casttarget, null)`;
const context = `case k.castcontext when 'i' then 'IMPLICIT' when 'a' then 'ASSIGNMENT' end`;
const method = `case k.castmethod when 'f' then 'WITH FUNCTION ' || k.castfunc::regprocedure when 'i' then 'WITH INOUT' else 'WITHOUT FUNCTION' end`;

/** Casts; that of a range to its multirange belongs to the range. */
export const casts: Fragment = () =>
  select({
    kind: `'cast'`,
    schema: 'null',
    name: types,
    identity: `'(' || ${types} || ')'`,
    attributes: [`'method', ${method}`, `'context', ${context}`, comment('pg_cast', 'k.oid')],
    definition: `concat_ws(' ', 'CREATE CAST (' || ${types} || ')', ${method}, 'AS ' || ${context})`,
    from: `pg_catalog.pg_cast k where k.oid >= ${firstOwnOid} and ${standsAlone('pg_cast', 'k.oid')} and not exists (
      select 1 from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_cast'::regclass and d.objid = k.oid and d.deptype = 'i')`,
  });

export const operators: Fragment = () =>
  select({
    kind: `'operator'`,
    schema: 'n.nspname',
    name: `format('%s(%s, %s)', o.oprname, coalesce(format_type(nullif(o.oprleft, 0), null), 'NONE'), format_type(o.oprright, null))`,
    identity: 'o.oid::regoperator::text',
    attributes: [
      `'function', nullif(o.oprcode, 0)::regproc::text`,
      `'result', case when o.oprresult <> 0 then format_type(o.oprresult, null) end`,
      `'commutator', nullif(o.oprcom, 0)::regoperator::text`,
      `'negator', nullif(o.oprnegate, 0)::regoperator::text`,
      `'restriction estimator', nullif(o.oprrest, 0)::regproc::text`,
      `'join estimator', nullif(o.oprjoin, 0)::regproc::text`,
      flag('merges', 'o.oprcanmerge'),
      flag('hashes', 'o.oprcanhash'),
      owner('o.oprowner'),
      comment('pg_operator', 'o.oid'),
    ],
    definition: `format('CREATE OPERATOR %s (FUNCTION = %s)', o.oid::regoperator, o.oprcode)`,
    from: `pg_catalog.pg_operator o join ns n on n.oid = o.oprnamespace where ${standsAlone('pg_operator', 'o.oid')}`,
  });
