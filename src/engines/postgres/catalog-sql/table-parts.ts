import { comment, dependsOnExtensions, type Fragment, owner, select, standsAlone } from './fragment.ts';

/** Key of what has a name only within its table. @param name SQL */
const within = (name: string): string => `format('%I.%I.%I', c.nspname, c.relname, ${name})`;

/** How a trigger or rule fires; absent for the ordinary way. @param column SQL */
const enabled = (column: string): string =>
  `'enabled', case ${column} when 'D' then 'DISABLED' when 'R' then 'REPLICA' when 'A' then 'ALWAYS' end`;

/** Triggers. A partition's copy of its parent's trigger is told only where it fires otherwise. */
export const triggers: Fragment = () =>
  select({
    kind: `'trigger'`,
    schema: 'c.nspname',
    table: 'c.relname',
    name: 't.tgname',
    identity: within('t.tgname'),
    attributes: [
      `'definition', pg_get_triggerdef(t.oid)`,
      enabled('t.tgenabled'),
      comment('pg_trigger', 't.oid'),
      dependsOnExtensions('pg_trigger', 't.oid'),
    ],
    definition: 'pg_get_triggerdef(t.oid)',
    from: `pg_catalog.pg_trigger t
      join rel c on c.oid = t.tgrelid
      left join pg_catalog.pg_trigger p on p.oid = t.tgparentid
      where not t.tgisinternal and (p.oid is null or p.tgenabled <> t.tgenabled) and ${standsAlone('pg_trigger', 't.oid')}`,
  });

const command = `case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE' else 'ALL' end`;
const roles = `(select string_agg(case r when 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(r)) end, ', '
  order by case r when 0 then 'PUBLIC' else pg_get_userbyid(r) end) from unnest(p.polroles) r)`;
const permissive = `case when p.polpermissive then 'PERMISSIVE' else 'RESTRICTIVE' end`;

export const policies: Fragment = () =>
  select({
    kind: `'policy'`,
    schema: 'c.nspname',
    table: 'c.relname',
    name: 'p.polname',
    identity: within('p.polname'),
    attributes: [
      `'command', ${command}`,
      `'permissive', case when not p.polpermissive then 'no' end`,
      `'roles', ${roles}`,
      `'using', pg_get_expr(p.polqual, p.polrelid)`,
      `'with check', pg_get_expr(p.polwithcheck, p.polrelid)`,
      comment('pg_policy', 'p.oid'),
    ],
    definition: `concat_ws(' ', format('CREATE POLICY %I ON %I.%I AS %s FOR %s TO %s', p.polname, c.nspname, c.relname, ${permissive}, ${command}, ${roles}),
      'USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', 'WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')`,
    from: `pg_catalog.pg_policy p join rel c on c.oid = p.polrelid`,
  });

/** Rules; the one that makes a view is the view. */
export const rules: Fragment = () =>
  select({
    kind: `'rule'`,
    schema: 'c.nspname',
    table: 'c.relname',
    name: 'r.rulename',
    identity: within('r.rulename'),
    attributes: [`'definition', pg_get_ruledef(r.oid)`, enabled('r.ev_enabled'), comment('pg_rewrite', 'r.oid')],
    definition: 'pg_get_ruledef(r.oid)',
    from: `pg_catalog.pg_rewrite r join rel c on c.oid = r.ev_class where r.rulename <> '_RETURN' and ${standsAlone('pg_rewrite', 'r.oid')}`,
  });

export const statistics: Fragment = () =>
  select({
    kind: `'statistics'`,
    schema: 'n.nspname',
    table: 'case when c.relnamespace = s.stxnamespace then c.relname end',
    name: 's.stxname',
    identity: `format('%I.%I', n.nspname, s.stxname)`,
    attributes: [
      `'definition', pg_get_statisticsobjdef(s.oid)`,
      `'target', nullif(s.stxstattarget, -1)::text`,
      owner('s.stxowner'),
      comment('pg_statistic_ext', 's.oid'),
    ],
    definition: 'pg_get_statisticsobjdef(s.oid)',
    from: `pg_catalog.pg_statistic_ext s join ns n on n.oid = s.stxnamespace join rel c on c.oid = s.stxrelid`,
  });
