import { type Changes, quoted, tableOf, type World } from '../world.ts';
import { anyType } from './columns.ts';

/** Drops what a key names and makes it anew: what no ALTER reaches differs then, or nothing does. */
const anew = (kind: string, ref: string, definition: string): string =>
  `DROP ${kind} ${ref}; CREATE ${kind} ${ref} ${definition}`;

const labels = (world: World): string => world.several(["'new'", "'old'", "'it''s'", "'done'"]).join(', ');
const attribute = (world: World, name: string): string =>
  `${name} ${world.pick(['integer', 'text', 'text COLLATE "C"', 'numeric(8,3)', 'date[]'])}`;
const domain = (world: World): string =>
  `AS ${world.pick(['integer', 'text', 'text COLLATE "C"', 'varchar(9)', 'numeric(5,1)'])}${world.maybe(world.pick([' DEFAULT NULL', " DEFAULT '7'"]), 0.3)}${world.maybe(`${world.maybe(` CONSTRAINT ${world.name()}`)} NOT NULL`, 0.3)}${world.maybe(` CONSTRAINT ${world.name()} CHECK (VALUE IS NOT NULL)`, 0.4)}`;
const range = (world: World): string =>
  world.pick([
    `(subtype = integer${world.maybe(', subtype_diff = int4range_subdiff')})`,
    `(subtype = float8, subtype_diff = float8mi)`,
    `(subtype = text, collation = ${world.pick(['"C"', '"POSIX"'])}${world.maybe(', subtype_opclass = text_pattern_ops')})`,
    `(subtype = date${world.maybe(`, multirange_type_name = app.${world.name()}`)})`,
  ]);
const collation = (world: World): string =>
  world.pick([
    "(locale = 'C')",
    "(locale = 'POSIX')",
    "(lc_collate = 'C', lc_ctype = 'C.UTF-8')",
    ...(world.major >= 17 ? ["(provider = builtin, locale = 'C.UTF-8')", "(provider = builtin, locale = 'C')"] : []),
  ]);
const icu = (world: World): string =>
  `(provider = icu, locale = '${world.pick(['de', 'en-u-ks-level2', 'und-u-kn'])}'${world.maybe(', deterministic = false')}${world.major >= 16 ? world.maybe(", rules = '&V << w'") : ''})`;

/** Of a base type made out of the functions of text. */
const base = (world: World, ref: string): string => {
  const io = ref.replace(/\.("?)/, '.$1io_');
  return [
    `CREATE FUNCTION ${io}(cstring) RETURNS ${ref} LANGUAGE internal IMMUTABLE STRICT AS 'textin'`,
    `CREATE FUNCTION ${io}(${ref}) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'`,
    `CREATE TYPE ${ref} (INPUT = ${io}, OUTPUT = ${io}${world.pick(['', ', STORAGE = extended', ', STORAGE = main', ", DEFAULT = 'x'", ", CATEGORY = 'S'", ", CATEGORY = 'S', PREFERRED = true", ", DELIMITER = ';'", ', COLLATABLE = true', ', ALIGNMENT = double', ', RECEIVE = textrecv', ', ANALYZE = array_typanalyze', ', ELEMENT = char', ', TYPMOD_IN = varchartypmodin, TYPMOD_OUT = varchartypmodout', ', SUBSCRIPT = raw_array_subscript_handler'])})`,
  ].join('; ');
};

export const types: Changes = {
  enum: [
    (world) => `CREATE TYPE ${world.fresh()} AS ENUM (${labels(world)})`,
    (world) => anew('TYPE', world.any('enum'), `AS ENUM (${labels(world)})`),
    (world) => `ALTER TYPE ${world.any('enum')} ADD VALUE 'more ${world.number(5)}'${world.maybe(" BEFORE 'new'")}`,
    (world) => `ALTER TYPE ${world.any('enum')} RENAME VALUE 'new' TO 'newer'`,
  ],
  domain: [
    (world) => `CREATE DOMAIN ${world.fresh()} ${domain(world)}`,
    (world) => anew('DOMAIN', world.any('domain'), domain(world)),
    (world) =>
      `ALTER DOMAIN ${world.any('domain')} ${world.pick(['SET NOT NULL', 'DROP NOT NULL', "SET DEFAULT '3'", 'DROP DEFAULT', `ADD CONSTRAINT ${world.name()} CHECK (VALUE <> '5')`, `ADD CONSTRAINT ${world.name()} CHECK (VALUE > '5') NOT VALID`])}`,
    (world) => {
      const check = world.find('constraint', ({ definition }) => definition.startsWith('ALTER DOMAIN'));
      const name = quoted(check.name);
      return `ALTER DOMAIN ${tableOf(check)} ${world.pick([`DROP CONSTRAINT ${name}`, `VALIDATE CONSTRAINT ${name}`, `RENAME CONSTRAINT ${name} TO ${world.name()}`])}`;
    },
  ],
  range: [
    (world) => `CREATE TYPE ${world.fresh()} AS RANGE ${range(world)}`,
    (world) => anew('TYPE', world.any('range'), `AS RANGE ${range(world)}`),
  ],
  'composite type': [
    (world) => `CREATE TYPE ${world.fresh()} AS (${attribute(world, 'a')}${world.maybe(`, ${attribute(world, 'b')}`)})`,
    (world) => anew('TYPE', world.any('composite type'), `AS (${attribute(world, 'a')}, ${attribute(world, 'b')})`),
    (world) =>
      `ALTER TYPE ${world.any('composite type')} ${world.pick(['ADD ATTRIBUTE more text', 'DROP ATTRIBUTE a', 'ALTER ATTRIBUTE a TYPE text', 'RENAME ATTRIBUTE a TO z', `ALTER ATTRIBUTE b TYPE text COLLATE "C"`])}`,
    (world) => `COMMENT ON COLUMN ${world.any('composite type')}.${world.pick(['a', 'b'])} IS '${world.number(9)}'`,
  ],
  'base type': [
    (world) => base(world, world.fresh()),
    (world) => {
      const ref = world.any('type');
      return `DROP TYPE ${ref} CASCADE; CREATE TYPE ${ref}; ${base(world, ref)}`;
    },
    (world) =>
      `ALTER TYPE ${world.any('type')} SET (${world.pick(['STORAGE = external', 'STORAGE = plain', 'RECEIVE = NONE', 'ANALYZE = NONE', 'ANALYZE = array_typanalyze'])})`,
    (world) => `CREATE TYPE ${world.fresh()}`,
  ],
  collation: [
    (world) => `CREATE COLLATION ${world.fresh()} ${collation(world)}`,
    (world) => `CREATE COLLATION ${world.fresh()} ${icu(world)}`,
    (world) => anew('COLLATION', world.any('collation'), world.pick([collation(world), icu(world)])),
  ],
  cast: [
    (world) =>
      `CREATE CAST (${world.any('enum', 'composite type', 'domain', 'type')} AS ${world.pick(['text', 'integer', 'bigint', 'json'])}) WITH INOUT${world.maybe(world.pick([' AS IMPLICIT', ' AS ASSIGNMENT']))}`,
    (world) => `CREATE CAST (${world.any('type')} AS text) WITHOUT FUNCTION`,
    (world) => {
      const cast = world.any('cast');
      return `DROP CAST ${cast}; CREATE CAST ${cast} WITH INOUT${world.maybe(world.pick([' AS IMPLICIT', ' AS ASSIGNMENT']))}`;
    },
    (world) => {
      const type = world.any('composite type');
      const name = world.fresh();
      return `CREATE FUNCTION ${name}(${type}) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1'; CREATE CAST (${type} AS integer) WITH FUNCTION ${name}(${type})`;
    },
    (world) => `DROP CAST ${world.any('cast')}`,
  ],
  sequence: [
    (world) =>
      `CREATE ${world.major >= 15 ? world.maybe('UNLOGGED ', 0.2) : ''}SEQUENCE ${world.fresh()} AS ${world.pick(['integer', 'bigint', 'smallint'])} START ${1 + world.number(9)}${world.maybe(' CYCLE')}`,
    (world) =>
      `ALTER SEQUENCE ${world.any('sequence')} ${world.pick(['INCREMENT 2', 'INCREMENT -1', 'MINVALUE -5', 'MAXVALUE 1000', 'NO MAXVALUE', 'CACHE 10', 'CYCLE', 'NO CYCLE', 'AS smallint', 'AS bigint', 'START 3', 'OWNED BY NONE'])}`,
    (world) => {
      const { ref, columns } = world.table();
      return `ALTER SEQUENCE ${world.any('sequence')} OWNED BY ${ref}.${world.pick(columns).name}`;
    },
    (world) => {
      world.since(15);
      return `ALTER SEQUENCE ${world.any('sequence')} SET ${world.pick(['LOGGED', 'UNLOGGED'])}`;
    },
    (world) => `ALTER TABLE ${world.table(0).ref} ADD COLUMN ${world.name()} ${world.pick(['serial', 'bigserial'])}`,
  ],
  'row type': [(world) => `ALTER TABLE ${world.any('table')} ADD COLUMN ${world.name()} ${anyType(world)}[]`],
};
