import { comment, dependsOnExtensions, type Fragment, owner, privileges, select, standsAlone } from './fragment.ts';

const signature = 'p.oid::regprocedure::text';

/** Name of a support function of an aggregate; absent for none. */
const support = (column: string): string => `nullif(a.${column}, 0)::regproc::text`;

/** An aggregate's own attributes, absent in other routines. */
const aggregate: readonly (readonly [string, string])[] = [
  ['kind', `case a.aggkind when 'o' then 'ordered set' when 'h' then 'hypothetical set' end`],
  ['arguments', `case when p.prokind = 'a' then pg_get_function_arguments(p.oid) end`],
  ['state function', support('aggtransfn')],
  ['state type', 'format_type(a.aggtranstype, null)'],
  ['state size', 'nullif(a.aggtransspace, 0)::text'],
  ['initial value', 'a.agginitval'],
  ['final function', support('aggfinalfn')],
  ['final function extra', `case when a.aggfinalextra then 'yes' end`],
  ['final function modifies', 'a.aggfinalmodify::text'],
  ['combine function', support('aggcombinefn')],
  ['serial function', support('aggserialfn')],
  ['deserial function', support('aggdeserialfn')],
  ['moving state function', support('aggmtransfn')],
  ['moving inverse function', support('aggminvtransfn')],
  ['moving state type', 'case when a.aggmtranstype <> 0 then format_type(a.aggmtranstype, null) end'],
  ['moving initial value', 'a.aggminitval'],
  ['moving state size', 'nullif(a.aggmtransspace, 0)::text'],
  ['moving final function', support('aggmfinalfn')],
  ['moving final function extra', `case when a.aggmfinalextra then 'yes' end`],
  ['moving final function modifies', `case when a.aggmfinalfn <> 0 then a.aggmfinalmodify::text end`],
  ['sort operator', 'nullif(a.aggsortop, 0)::regoperator::text'],
  ['parallel', `case when p.prokind = 'a' then p.proparallel::text end`],
];

/** Functions, procedures and window functions as the database prints them, aggregates part by part. Constructors of ranges belong to their types. */
export const routines: Fragment = () =>
  select({
    kind: `case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end`,
    schema: 'n.nspname',
    name: `format('%I(%s)', p.proname, oidvectortypes(p.proargtypes))`,
    identity: signature,
    attributes: [
      `'definition', case when p.prokind <> 'a' then pg_get_functiondef(p.oid) end`,
      ...aggregate.map(([name, value]) => `'${name}', ${value}`),
      dependsOnExtensions('pg_proc', 'p.oid'),
      owner('p.proowner'),
      comment('pg_proc', 'p.oid'),
      privileges('p.proacl', 'f', 'p.proowner'),
    ],
    definition: `case when p.prokind <> 'a' then rtrim(pg_get_functiondef(p.oid), e'\\n')
      else format('CREATE AGGREGATE %s (SFUNC = %s, STYPE = %s)', ${signature}, a.aggtransfn, format_type(a.aggtranstype, null)) end`,
    from: `pg_catalog.pg_proc p
      join ns n on n.oid = p.pronamespace
      left join pg_catalog.pg_aggregate a on a.aggfnoid = p.oid
      where ${standsAlone('pg_proc', 'p.oid')} and not exists (
        select 1 from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i')`,
  });
