import type { Changes } from '../world.ts';

export const textSearch: Changes = {
  'text search configuration': [
    (world) =>
      `CREATE TEXT SEARCH CONFIGURATION ${world.fresh()} (${world.pick(['COPY = pg_catalog.english', 'COPY = pg_catalog.simple', 'PARSER = pg_catalog."default"'])})`,
    (world) =>
      `ALTER TEXT SEARCH CONFIGURATION ${world.any('text search configuration')} ${world.pick(['ADD MAPPING FOR email, url WITH simple', 'ALTER MAPPING FOR asciiword WITH simple, english_stem', 'ALTER MAPPING FOR asciiword WITH english_stem, simple', 'DROP MAPPING IF EXISTS FOR word', 'ALTER MAPPING REPLACE simple WITH english_stem'])}`,
    (world) => `DROP TEXT SEARCH CONFIGURATION ${world.any('text search configuration')}`,
  ],
  'text search dictionary': [
    (world) =>
      `CREATE TEXT SEARCH DICTIONARY ${world.fresh()} (TEMPLATE = ${world.pick(['simple', 'snowball, language = german', "simple, accept = 'false'"])})`,
    (world) =>
      `ALTER TEXT SEARCH DICTIONARY ${world.any('text search dictionary')} (${world.pick(['accept = false', 'accept = true', 'accept', 'stopwords = english', 'stopwords'])})`,
    (world) => `DROP TEXT SEARCH DICTIONARY ${world.any('text search dictionary')}`,
  ],
  'text search parser': [
    (world) =>
      `CREATE TEXT SEARCH PARSER ${world.fresh()} (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype${world.maybe(', HEADLINE = prsd_headline')})`,
    (world) => {
      const ref = world.any('text search parser');
      return `DROP TEXT SEARCH PARSER ${ref}; CREATE TEXT SEARCH PARSER ${ref} (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)`;
    },
  ],
  'text search template': [
    (world) =>
      `CREATE TEXT SEARCH TEMPLATE ${world.fresh()} (${world.maybe('INIT = dsimple_init, ')}LEXIZE = ${world.pick(['dsimple_lexize', 'dsnowball_lexize'])})`,
    (world) => {
      const ref = world.any('text search template');
      return `DROP TEXT SEARCH TEMPLATE ${ref}; CREATE TEXT SEARCH TEMPLATE ${ref} (${world.maybe('INIT = dsimple_init, ')}LEXIZE = dsimple_lexize)`;
    },
  ],
};
