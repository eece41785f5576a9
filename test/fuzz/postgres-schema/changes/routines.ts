import { type Changes, refOf, type World } from '../world.ts';

const returned = (world: World): string => {
  const [language, body] = world.pick([
    ['sql', "AS 'SELECT 1'"],
    ['sql', "AS 'SELECT 2'"],
    ['plpgsql', `AS 'BEGIN RETURN ${world.number(3)}; END'`],
    ['sql', 'RETURN 4'],
    ['sql', 'BEGIN ATOMIC SELECT 5; END'],
  ] as const);
  const ways = world.several(
    [
      'IMMUTABLE',
      'STRICT',
      'SECURITY DEFINER',
      'LEAKPROOF',
      'PARALLEL SAFE',
      'COST 7',
      "SET search_path = 'app'",
      "SET work_mem = '1MB'",
    ],
    3,
  );
  return `RETURNS integer LANGUAGE ${language} ${ways.join(' ')} ${body}`;
};

const aggregate = (world: World): string =>
  `(SFUNC = ${world.pick(['int4mul', 'int4pl', 'int4larger'])}, STYPE = integer${world.maybe(", INITCOND = '1'")}${world.maybe(', SSPACE = 16', 0.2)}${world.maybe(', COMBINEFUNC = int4pl', 0.2)}${world.maybe(', PARALLEL = SAFE', 0.2)}${world.maybe(', FINALFUNC = int4abs, FINALFUNC_MODIFY = READ_WRITE', 0.2)}${world.maybe(', SORTOP = OPERATOR(pg_catalog.>)', 0.2)}${world.maybe(moving(world), 0.3)})`;
const moving = (world: World): string =>
  `, MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = integer${world.maybe(', MSSPACE = 24')}${world.maybe(", MINITCOND = '0'")}${world.maybe(', MFINALFUNC = int4abs')}${world.maybe(', MFINALFUNC_MODIFY = SHAREABLE, MFINALFUNC = int4abs', 0.3)}`;

const operator = (world: World): string =>
  `(FUNCTION = ${world.pick(['int4eq', 'int4ne', 'int4lt'])}, LEFTARG = integer, RIGHTARG = integer${world.maybe(', COMMUTATOR = OPERATOR(app.===)')}${world.maybe(', NEGATOR = OPERATOR(app.!==)', 0.2)}${world.maybe(', RESTRICT = eqsel')}${world.maybe(', JOIN = eqjoinsel')}${world.maybe(', HASHES', 0.2)}${world.maybe(', MERGES', 0.2)})`;

const opclass = (world: World): string =>
  `${world.maybe('DEFAULT ', 0.2)}FOR TYPE ${world.pick(['integer USING btree', 'text USING hash', 'point USING gist'])} `;
const members: Readonly<Record<string, readonly string[]>> = {
  btree: [
    'OPERATOR 1 <',
    'OPERATOR 2 <=',
    'OPERATOR 3 =',
    'OPERATOR 4 >=',
    'OPERATOR 5 >',
    'FUNCTION 1 btint4cmp(integer, integer)',
    'FUNCTION 2 btint4sortsupport(internal)',
  ],
  hash: ['OPERATOR 1 =', 'FUNCTION 1 hashtext(text)', 'FUNCTION 2 hashtextextended(text, bigint)'],
  gist: [
    'OPERATOR 1 <<(point, point)',
    'OPERATOR 5 >>(point, point)',
    'OPERATOR 15 <->(point, point) FOR ORDER BY float_ops',
    'FUNCTION 1 gist_point_consistent(internal, point, smallint, oid, internal)',
    'STORAGE box',
  ],
};

export const routines: Changes = {
  function: [
    (world) =>
      `CREATE FUNCTION ${world.fresh()}(${world.pick(['', 'a integer', "a integer, b text DEFAULT 'x'", 'VARIADIC a integer[]', 'INOUT a integer'])}) ${returned(world)}`,
    (world) => `CREATE OR REPLACE FUNCTION ${world.any('function').replace(/\(.*/, '')}() ${returned(world)}`,
    (world) =>
      `CREATE FUNCTION ${world.fresh()}() RETURNS TABLE (n integer, t text) LANGUAGE sql ROWS ${world.pick([10, 20])} AS 'SELECT 1, ''a'''`,
    (world) => `CREATE FUNCTION ${world.fresh()}(integer, integer) RETURNS integer LANGUAGE sql WINDOW AS 'SELECT 1'`,
    (world) =>
      `ALTER FUNCTION ${world.any('function')} ${world.pick(['VOLATILE', 'STABLE', 'IMMUTABLE', 'STRICT', 'CALLED ON NULL INPUT', 'SECURITY DEFINER', 'SECURITY INVOKER', 'LEAKPROOF', 'NOT LEAKPROOF', 'PARALLEL RESTRICTED', 'COST 200', "SET search_path = 'public'", 'RESET ALL', 'SET timezone FROM CURRENT', 'SUPPORT generate_series_int4_support'])}`,
    (world) => `ALTER FUNCTION ${world.any('function')} ${world.maybe('NO ')}DEPENDS ON EXTENSION plpgsql`,
  ],
  procedure: [
    (world) =>
      `CREATE PROCEDURE ${world.fresh()}(${world.pick(['', 'a integer', 'INOUT a text', 'a integer, OUT b integer'])}) LANGUAGE ${world.pick(["sql AS ''", "plpgsql AS 'BEGIN END'", 'sql BEGIN ATOMIC END'])}`,
    (world) =>
      `ALTER PROCEDURE ${world.any('procedure')} ${world.pick(['SECURITY DEFINER', "SET work_mem = '2MB'", 'RESET ALL'])}`,
  ],
  aggregate: [
    (world) => `CREATE AGGREGATE ${world.fresh()}(integer) ${aggregate(world)}`,
    (world) => {
      const ref = world.any('aggregate');
      return `DROP AGGREGATE ${ref}; CREATE AGGREGATE ${ref} ${aggregate(world)}`;
    },
    (world) =>
      `CREATE AGGREGATE ${world.fresh()}(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final${world.maybe(', FINALFUNC_EXTRA')})`,
    (world) =>
      `CREATE AGGREGATE ${world.fresh()}(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL)`,
  ],
  operator: [
    (world) =>
      `CREATE OPERATOR ${world.pick(['public', 'app'])}.${world.pick(['===', '!==', '@@@'])} ${operator(world)}`,
    (world) => {
      const { schema, name, key } = world.object('operator');
      return `DROP OPERATOR ${key.slice('operator '.length)}; CREATE OPERATOR "${schema}".${name.replace(/\(.*/, '')} ${operator(world)}`;
    },
    (world) => `CREATE OPERATOR app.${world.pick(['!!', '@!'])} (FUNCTION = int4um, RIGHTARG = integer)`,
    (world) =>
      `ALTER OPERATOR ${world.any('operator')} SET (${world.pick(['RESTRICT = NONE', 'RESTRICT = eqsel', 'JOIN = NONE', 'JOIN = neqjoinsel', ...(world.major >= 17 ? ['HASHES', 'MERGES'] : [])])})`,
    (world) => `DROP OPERATOR ${world.any('operator')}${world.maybe(' CASCADE')}`,
  ],
  'operator class': [
    (world) => {
      const head = opclass(world);
      const method = / USING (\w+)/.exec(head)?.[1] ?? '';
      return `CREATE OPERATOR CLASS ${world.fresh()} ${head}${world.has('operator family') ? world.maybe(`FAMILY ${world.any('operator family').replace(/ USING .*/, '')} `, 0.2) : ''}AS ${world.several(members[method] ?? [], 7).join(', ')}`;
    },
    (world) => {
      const [ref = '', method = ''] = world.any('operator class').split(' USING ');
      const type = { btree: 'integer', hash: 'text', gist: 'point' }[method];
      return `DROP OPERATOR CLASS ${ref} USING ${method}; CREATE OPERATOR CLASS ${ref} FOR TYPE ${type} USING ${method} AS ${world.several(members[method] ?? [], 7).join(', ')}`;
    },
    (world) => `DROP OPERATOR CLASS ${world.any('operator class')}`,
  ],
  'operator family': [
    (world) => `CREATE OPERATOR FAMILY ${world.fresh()} USING ${world.pick(['btree', 'hash', 'gist'])}`,
    (world) =>
      `ALTER OPERATOR FAMILY ${world.any('operator family')} ADD ${world.pick(['OPERATOR 1 < (integer, bigint)', 'OPERATOR 3 = (integer, bigint)', 'FUNCTION 1 btint48cmp(integer, bigint)', 'OPERATOR 1 = (integer, bigint)', 'OPERATOR 1 << (box, box), OPERATOR 2 &< (box, box)'])}`,
    (world) =>
      `ALTER OPERATOR FAMILY ${refOf(world.find('operator family', ({ attributes }) => attributes.members))} DROP ${world.pick(['OPERATOR 1 (integer, bigint)', 'OPERATOR 3 (integer, bigint)', 'FUNCTION 1 (integer, bigint)', 'OPERATOR 1 (box, box)'])}`,
    (world) => `DROP OPERATOR FAMILY ${world.any('operator family')}${world.maybe(' CASCADE')}`,
  ],
  language: [
    (world) =>
      `CREATE ${world.maybe('TRUSTED ')}LANGUAGE ${world.name()} HANDLER suite.handle${world.maybe(' INLINE suite.run')}${world.maybe(' VALIDATOR suite.validate')}`,
    (world) => {
      const language = world.any('language');
      return `DROP LANGUAGE ${language}; CREATE ${world.maybe('TRUSTED ')}LANGUAGE ${language} HANDLER suite.handle${world.maybe(' VALIDATOR suite.validate')}`;
    },
    (world) => `DROP LANGUAGE ${world.any('language')}`,
  ],
  'access method': [
    (world) =>
      `CREATE ACCESS METHOD ${world.name()} TYPE ${world.pick(['TABLE HANDLER heap_tableam_handler', 'INDEX HANDLER bthandler', 'INDEX HANDLER hashhandler'])}`,
    (world) => {
      const method = world.any('access method');
      return `DROP ACCESS METHOD ${method}; CREATE ACCESS METHOD ${method} TYPE ${world.pick(['TABLE HANDLER heap_tableam_handler', 'INDEX HANDLER bthandler', 'INDEX HANDLER hashhandler'])}`;
    },
    (world) => `DROP ACCESS METHOD ${world.any('access method')} CASCADE`,
  ],
  transform: [
    (world) =>
      `CREATE TRANSFORM FOR ${world.pick(['integer', 'bigint', 'text'])} LANGUAGE ${world.pick(['sql', 'plpgsql'])} (${world.pick(['FROM SQL WITH FUNCTION prsd_lextype(internal)', 'FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal)', 'TO SQL WITH FUNCTION int4recv(internal)', 'TO SQL WITH FUNCTION int8recv(internal)'])})`,
    (world) =>
      `CREATE OR REPLACE TRANSFORM FOR ${world.pick(['integer', 'bigint'])} LANGUAGE sql (${world.pick(['FROM SQL WITH FUNCTION prsd_lextype(internal)', 'FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal)'])})`,
    (world) => `DROP TRANSFORM ${world.any('transform').slice(1, -1)}`,
  ],
  conversion: [
    (world) =>
      `CREATE ${world.maybe('DEFAULT ')}CONVERSION ${world.fresh()} FOR ${world.pick(["'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8", "'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1"])}`,
    (world) => {
      const conversion = world.any('conversion');
      return `DROP CONVERSION ${conversion}; CREATE ${world.maybe('DEFAULT ')}CONVERSION ${conversion} FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8`;
    },
    (world) => `DROP CONVERSION ${world.any('conversion')}`,
  ],
};
