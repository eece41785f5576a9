import { comment, type Fragment, owner, select, standsAlone } from './fragment.ts';

/** Token types of a configuration with their dictionaries in order: `asciiword: pg_catalog.english_stem`. */
const mappings = `(select string_agg(line, e'\\n' order by line) from (
  select format('%s: %s', t.alias, string_agg(m.mapdict::regdictionary::text, ', ' order by m.mapseqno)) as line
  from pg_catalog.pg_ts_config_map m join ts_token_type(c.cfgparser) t on t.tokid = m.maptokentype
  where m.mapcfg = c.oid group by t.alias) lines)`;

export const textSearchConfigurations: Fragment = () =>
  select({
    kind: `'text search configuration'`,
    schema: 'n.nspname',
    name: 'c.cfgname',
    identity: `format('%I.%I', n.nspname, c.cfgname)`,
    attributes: [
      `'parser', (select format('%I.%I', pn.nspname, p.prsname) from pg_catalog.pg_ts_parser p
        join pg_catalog.pg_namespace pn on pn.oid = p.prsnamespace where p.oid = c.cfgparser)`,
      `'mappings', ${mappings}`,
      owner('c.cfgowner'),
      comment('pg_ts_config', 'c.oid'),
    ],
    definition: `concat_ws(e'\\n', format('CREATE TEXT SEARCH CONFIGURATION %I.%I', n.nspname, c.cfgname), ${mappings})`,
    from: `pg_catalog.pg_ts_config c join ns n on n.oid = c.cfgnamespace where ${standsAlone('pg_ts_config', 'c.oid')}`,
  });

export const textSearchParsers: Fragment = () =>
  select({
    kind: `'text search parser'`,
    schema: 'n.nspname',
    name: 'p.prsname',
    identity: `format('%I.%I', n.nspname, p.prsname)`,
    attributes: [
      `'start', p.prsstart::text`,
      `'get token', p.prstoken::text`,
      `'end', p.prsend::text`,
      `'lexical types', p.prslextype::text`,
      `'headline', nullif(p.prsheadline, 0)::regproc::text`,
      comment('pg_ts_parser', 'p.oid'),
    ],
    definition: `format('CREATE TEXT SEARCH PARSER %I.%I (START = %s, GETTOKEN = %s, END = %s, LEXTYPES = %s)', n.nspname, p.prsname,
      p.prsstart, p.prstoken, p.prsend, p.prslextype)`,
    from: `pg_catalog.pg_ts_parser p join ns n on n.oid = p.prsnamespace where ${standsAlone('pg_ts_parser', 'p.oid')}`,
  });

export const textSearchTemplates: Fragment = () =>
  select({
    kind: `'text search template'`,
    schema: 'n.nspname',
    name: 't.tmplname',
    identity: `format('%I.%I', n.nspname, t.tmplname)`,
    attributes: [
      `'init', nullif(t.tmplinit, 0)::regproc::text`,
      `'lexize', t.tmpllexize::text`,
      comment('pg_ts_template', 't.oid'),
    ],
    definition: `format('CREATE TEXT SEARCH TEMPLATE %I.%I (LEXIZE = %s)', n.nspname, t.tmplname, t.tmpllexize)`,
    from: `pg_catalog.pg_ts_template t join ns n on n.oid = t.tmplnamespace where ${standsAlone('pg_ts_template', 't.oid')}`,
  });

export const textSearchDictionaries: Fragment = () =>
  select({
    kind: `'text search dictionary'`,
    schema: 'n.nspname',
    name: 'd.dictname',
    identity: `format('%I.%I', n.nspname, d.dictname)`,
    attributes: [
      `'template', (select format('%I.%I', tn.nspname, t.tmplname) from pg_catalog.pg_ts_template t
        join pg_catalog.pg_namespace tn on tn.oid = t.tmplnamespace where t.oid = d.dicttemplate)`,
      `'options', d.dictinitoption`,
      owner('d.dictowner'),
      comment('pg_ts_dict', 'd.oid'),
    ],
    definition: `format('CREATE TEXT SEARCH DICTIONARY %I.%I (%s)', n.nspname, d.dictname, d.dictinitoption)`,
    from: `pg_catalog.pg_ts_dict d join ns n on n.oid = d.dictnamespace where ${standsAlone('pg_ts_dict', 'd.oid')}`,
  });
