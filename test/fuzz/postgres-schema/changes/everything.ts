import type { ObjectKind, SchemaObject } from '../../../../src/domain/snapshot.ts';
import { type Change, type Changes, Nothing, quoted, refOf, roles, type World } from '../world.ts';

/** How COMMENT ON, ALTER and DROP call an object: kind and name. */
const sqlKinds: Partial<Record<ObjectKind, string>> = {
  'partitioned table': 'TABLE',
  enum: 'TYPE',
  range: 'TYPE',
  'composite type': 'TYPE',
  language: 'LANGUAGE',
  'foreign server': 'SERVER',
};

const within: ReadonlySet<ObjectKind> = new Set<ObjectKind>(['trigger', 'policy', 'rule', 'constraint']);

function named(object: SchemaObject): string {
  const { kind, schema, table, name, definition } = object;
  const word = sqlKinds[kind] ?? kind.toUpperCase();
  if (!within.has(kind)) return `${word} ${kind === 'transform' ? refOf(object).slice(1, -1) : refOf(object)}`;
  const domain = definition.startsWith('ALTER DOMAIN') ? 'DOMAIN ' : '';
  return `${word} ${quoted(name)} ON ${domain}${quoted(schema ?? '')}.${quoted(table ?? '')}`;
}

const none: ReadonlySet<ObjectKind> = new Set<ObjectKind>([
  'default privileges',
  'user mapping',
  'database setting',
  'security label',
  'system privileges',
]);

/** An object of any kind, each kind as often as another. */
function something(world: World): SchemaObject {
  const kind = world.kind();
  if (none.has(kind)) throw new Nothing();
  return world.object(kind);
}

const granted: readonly (readonly [ObjectKind, string, readonly string[]])[] = [
  ['table', 'TABLE', ['SELECT', 'INSERT', 'UPDATE', 'TRUNCATE', 'ALL']],
  ['partitioned table', 'TABLE', ['SELECT', 'DELETE']],
  ['view', 'TABLE', ['SELECT', 'REFERENCES']],
  ['materialized view', 'TABLE', ['SELECT', 'TRIGGER']],
  ['foreign table', 'TABLE', ['SELECT']],
  ['sequence', 'SEQUENCE', ['USAGE', 'SELECT', 'UPDATE']],
  ['schema', 'SCHEMA', ['USAGE', 'CREATE']],
  ['function', 'FUNCTION', ['EXECUTE']],
  ['procedure', 'PROCEDURE', ['EXECUTE']],
  ['aggregate', 'FUNCTION', ['EXECUTE']],
  ['enum', 'TYPE', ['USAGE']],
  ['domain', 'DOMAIN', ['USAGE']],
  ['range', 'TYPE', ['USAGE']],
  ['composite type', 'TYPE', ['USAGE']],
  ['type', 'TYPE', ['USAGE']],
  ['language', 'LANGUAGE', ['USAGE']],
  ['foreign data wrapper', 'FOREIGN DATA WRAPPER', ['USAGE']],
  ['foreign server', 'FOREIGN SERVER', ['USAGE']],
];

const grantee = (world: World): string => world.pick(['PUBLIC', 'reader', '"Odd writer"', 'postgres']);

/** GRANT or REVOKE. @param what privileges and object: `SELECT ON TABLE x` */
function give(world: World, what: string): string {
  const to = grantee(world);
  return world.random.chance(0.6)
    ? `GRANT ${what} TO ${to}${to === 'PUBLIC' ? '' : world.maybe(' WITH GRANT OPTION', 0.25)}`
    : `REVOKE ${world.maybe('GRANT OPTION FOR ', 0.1)}${what} FROM ${to} CASCADE`;
}

const label = (world: World, catalog: string, oid: string, column = '0'): string =>
  `DELETE FROM pg_catalog.pg_seclabel WHERE objoid = ${oid}${world.maybe(
    `; INSERT INTO pg_catalog.pg_seclabel (objoid, classoid, objsubid, provider, label) VALUES (${oid}, 'pg_catalog.${catalog}'::regclass, ${column}, 'suite', '${world.pick(['secret', 'open'])}')`,
    0.8,
  )}`;

const comment: Change = (world) =>
  `COMMENT ON ${named(something(world))} IS ${world.pick(["'one'", "'it''s\ntwo lines'", 'NULL', `'${world.number(99)}'`])}`;
const owner: Change = (world) => `ALTER ${named(something(world))} OWNER TO ${world.role()}`;

export const everything: Changes = {
  comment: [
    comment,
    comment,
    comment,
    (world) => {
      const { ref, columns } = world.relation(['table', 'partitioned table', 'foreign table']);
      return `COMMENT ON COLUMN ${ref}.${world.pick(columns).name} IS ${world.pick(["'x'", 'NULL'])}`;
    },
    (world) => `COMMENT ON COLUMN ${world.any('view', 'materialized view')}.one IS '${world.number(9)}'`,
    (world) => {
      const { schema, table, name } = world.object('constraint');
      return `COMMENT ON INDEX ${quoted(schema ?? '')}.${quoted(name)} IS 'of ${table?.replaceAll("'", '')}'`;
    },
  ],
  owner: [owner, owner],
  name: [(world) => `ALTER ${named(something(world))} RENAME TO ${world.name()}`],
  schema: [
    (world) => `ALTER ${named(something(world))} SET SCHEMA ${world.pick(['public', 'app', '"Odd schema"'])}`,
    (world) => `CREATE SCHEMA ${world.name()}${world.maybe(' AUTHORIZATION reader')}`,
    (world) => `DROP SCHEMA ${refOf(world.find('schema', ({ name }) => /^(n|Odd )\d/.test(name)))} CASCADE`,
  ],
  drop: [(world) => `DROP ${named(something(world))} CASCADE`, (world) => `DROP ${named(something(world))}`],
  privileges: [
    ...Array.from(
      { length: 4 },
      (): Change => (world) => {
        const [kind, word, privileges] = world.pick(granted);
        return give(world, `${world.pick(privileges)} ON ${word} ${world.any(kind)}`);
      },
    ),
    (world) => {
      const { ref, columns } = world.relation(['table', 'partitioned table', 'foreign table']);
      return give(world, `${world.pick(['SELECT', 'UPDATE'])} (${world.pick(columns).name}) ON TABLE ${ref}`);
    },
    (world) => give(world, `SELECT (one) ON TABLE ${world.any('view', 'materialized view')}`),
    (world) => {
      const { attributes } = world.find('column', (column) => column.attributes.identity);
      const sequence = / SEQUENCE (.*)$/.exec(attributes['identity options'] ?? '')?.[1];
      return give(world, `SELECT ON SEQUENCE ${sequence}`);
    },
    (world) => give(world, `${world.pick(['CONNECT', 'TEMPORARY', 'CREATE'])} ON DATABASE ${world.database}`),
    (world) => {
      const own = world.find('table', ({ attributes }) => attributes.owner === 'reader');
      return `SET ROLE reader; GRANT SELECT ON ${refOf(own)} TO "Odd writer"; RESET ROLE`;
    },
  ],
  'default privileges': [
    (world) => {
      const [objects, privilege] = world.pick([
        ['TABLES', 'SELECT'],
        ['TABLES', 'INSERT'],
        ['SEQUENCES', 'USAGE'],
        ['FUNCTIONS', 'EXECUTE'],
        ['TYPES', 'USAGE'],
        ['SCHEMAS', 'CREATE'],
        ...(world.major >= 18 ? [['LARGE OBJECTS', 'SELECT']] : []),
      ]);
      return `ALTER DEFAULT PRIVILEGES ${world.maybe('FOR ROLE reader ')}${world.maybe('IN SCHEMA app ')}${give(world, `${privilege} ON ${objects}`).replace(' CASCADE', '')}`;
    },
  ],
  'system privileges': [
    (world) =>
      give(
        world,
        world.pick([
          'EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision)',
          'SELECT ON TABLE pg_catalog.pg_authid',
          'EXECUTE ON FUNCTION pg_catalog.pg_read_file(text)',
          'SELECT ON TABLE pg_catalog.pg_class',
          'SELECT ON TABLE information_schema.tables',
          'USAGE ON SCHEMA pg_catalog',
          'USAGE ON LANGUAGE sql',
          'SELECT (rolpassword) ON TABLE pg_catalog.pg_authid',
          'USAGE ON TYPE pg_catalog.int4',
        ]),
      ),
  ],
  'security label': [
    (world) =>
      label(
        world,
        'pg_class',
        `'${world.any('table', 'view', 'sequence', 'materialized view', 'foreign table').replaceAll("'", "''")}'::regclass`,
      ),
    (world) => label(world, 'pg_proc', `'${world.any('function', 'procedure')}'::regprocedure`),
    (world) => label(world, 'pg_type', `'${world.any('enum', 'domain', 'composite type')}'::regtype`),
    (world) => label(world, 'pg_namespace', `'${world.pick(['app', 'public'])}'::regnamespace`),
    (world) => label(world, 'pg_class', `'${world.table().ref}'::regclass`, '1'),
    (world) => label(world, 'pg_language', "(SELECT oid FROM pg_language WHERE lanname = 'plpgsql')"),
    (world) => label(world, 'pg_publication', `(SELECT oid FROM pg_publication LIMIT 1)`),
  ],
  database: [
    (world) =>
      `ALTER DATABASE ${world.database} ${world.pick(["SET work_mem = '1MB'", "SET work_mem = '2MB'", "SET search_path = 'app', 'public'", 'RESET work_mem', 'CONNECTION LIMIT 7', 'CONNECTION LIMIT -1', 'IS_TEMPLATE true', 'IS_TEMPLATE false', `OWNER TO ${world.role()}`])}`,
    (world) =>
      `ALTER ROLE ${world.pick(roles)} IN DATABASE ${world.database} ${world.pick(["SET work_mem = '3MB'", 'RESET ALL'])}`,
    (world) => `COMMENT ON DATABASE ${world.database} IS ${world.pick(["'a'", "'b'", 'NULL'])}`,
    (world) =>
      `DELETE FROM pg_catalog.pg_shseclabel; INSERT INTO pg_catalog.pg_shseclabel (objoid, classoid, provider, label) SELECT oid, 'pg_database'::regclass, 'suite', '${world.pick(['secret', 'open'])}' FROM pg_database WHERE datname = current_database()`,
  ],
  'nothing at all': [
    (world) => {
      const name = world.fresh();
      return `CREATE TABLE ${name} (id serial PRIMARY KEY); DROP TABLE ${name}`;
    },
    (world) => {
      const { key, definition } = world.object('index');
      return `DROP INDEX ${key.slice('index '.length)}; ${definition}`;
    },
    (world) => {
      const { key, definition } = world.object('function', 'procedure', 'view');
      return `DROP ${key.replace(/^\w+/, (word) => word.toUpperCase())}; ${definition}`;
    },
    (world) => {
      const { table, schema, name, definition, attributes } = world.object('constraint');
      if (attributes.type === 'primary key') throw new Nothing();
      const place = definition.startsWith('ALTER DOMAIN') ? 'DOMAIN' : 'TABLE';
      return `ALTER ${place} ${quoted(schema ?? '')}.${quoted(table ?? '')} DROP CONSTRAINT ${quoted(name)}; ${definition}`;
    },
    (world) => `ANALYZE ${world.table(0).ref}`,
  ],
};
