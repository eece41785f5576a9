import { type Changes, quoted, type Relation, tableOf, tablespace, type World } from '../world.ts';

const deferral = (world: World): string =>
  world.maybe(world.pick([' DEFERRABLE', ' DEFERRABLE INITIALLY DEFERRED']), 0.25);
const action = (world: World, on: string): string =>
  world.maybe(` ON ${on} ${world.pick(['CASCADE', 'SET NULL', 'RESTRICT', 'SET DEFAULT'])}`);
const named = (world: World): string => world.maybe(`CONSTRAINT ${world.name()} `, 0.7);
const unproven = (world: World): string =>
  world.maybe(world.major >= 18 && world.random.chance(0.4) ? ' NOT ENFORCED' : ' NOT VALID', 0.25);

export const constraints: Changes = {
  constraint: [
    (world) => key(world, 'PRIMARY KEY'),
    (world) => key(world, `UNIQUE${world.major >= 15 ? world.maybe(' NULLS NOT DISTINCT') : ''}`),
    (world) => {
      const { ref, columns } = world.table();
      const { name } = world.pick(columns);
      return `ALTER TABLE ${ref} ADD ${named(world)}CHECK (${name} ${world.pick(['IS NOT NULL', `IS DISTINCT FROM NULL OR ${world.number(4)} > 1`])})${world.maybe(' NO INHERIT', 0.15)}${unproven(world)}`;
    },
    (world) => {
      const { ref, columns } = world.table();
      const target = world.find('constraint', ({ attributes }) => attributes.definition === 'PRIMARY KEY (id)');
      return `ALTER TABLE ${ref} ADD ${named(world)}FOREIGN KEY (${ofType(world, columns, 'integer')}) REFERENCES ${tableOf(target)}${world.maybe(' MATCH FULL', 0.15)}${action(world, 'DELETE')}${action(world, 'UPDATE')}${deferral(world)}${unproven(world)}`;
    },
    (world) => {
      const { ref, columns } = world.table();
      const own = ofType(world, columns, 'integer');
      const target = world.find('constraint', ({ attributes }) => attributes.definition === 'PRIMARY KEY (id)');
      const onDelete =
        world.major >= 15 ? ` ON DELETE ${world.pick(['SET NULL', 'SET DEFAULT'])} (${own})` : action(world, 'DELETE');
      return `ALTER TABLE ${ref} ADD ${named(world)}FOREIGN KEY (${own}) REFERENCES ${tableOf(target)}${onDelete}${deferral(world)}`;
    },
    (world) => {
      const { ref, columns } = world.table();
      const how = world.pick([
        'gist (int4range WITH &&)',
        'gist (int4range WITH -|-)',
        'btree (integer WITH =)',
        'btree (date WITH =)',
      ]);
      const [type = ''] = /int4range|integer|date/.exec(how) ?? [];
      return `ALTER TABLE ${ref} ADD ${named(world)}EXCLUDE USING ${how.replace(type, ofType(world, columns, type))}${world.maybe(' WHERE (true)', 0.2)}${deferral(world)}`;
    },
    (world) => {
      world.since(18);
      const table = world.fresh();
      const temporal = `CREATE TABLE ${table} (id int4range, valid tstzrange, PRIMARY KEY (id, valid WITHOUT OVERLAPS))`;
      return `${temporal}${world.maybe(`; CREATE TABLE ${world.fresh()} (id int4range, valid tstzrange, FOREIGN KEY (id, PERIOD valid) REFERENCES ${table})`)}`;
    },
    (world) => {
      world.since(18);
      const { ref, columns } = world.table();
      return `ALTER TABLE ${ref} ADD CONSTRAINT ${world.name()} NOT NULL ${world.pick(columns).name}${world.maybe(world.pick([' NOT VALID', ' NO INHERIT']))}`;
    },
    (world) => {
      const { table, name } = ofTable(world);
      return `ALTER TABLE ${table} DROP CONSTRAINT ${name}${world.maybe(' CASCADE')}`;
    },
    (world) => {
      const { table, name } = ofTable(world);
      return `ALTER TABLE ${table} RENAME CONSTRAINT ${name} TO ${world.name()}`;
    },
    (world) => {
      const { table, name } = ofTable(world);
      return `ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}`;
    },
    (world) => {
      const key = world.find('constraint', ({ attributes }) => attributes.type === 'foreign key');
      const enforced = world.major >= 18 ? ['ENFORCED', 'NOT ENFORCED'] : [];
      return `ALTER TABLE ${tableOf(key)} ALTER CONSTRAINT ${quoted(key.name)} ${world.pick(['DEFERRABLE', 'DEFERRABLE INITIALLY DEFERRED', 'NOT DEFERRABLE', ...enforced])}`;
    },
    (world) => {
      const { table, name } = ofTable(world);
      return `ALTER TABLE ${table} CLUSTER ON ${name}`;
    },
    (world) => {
      const { schema, name } = world.object('constraint');
      return `ALTER INDEX ${quoted(schema ?? '')}.${quoted(name)} ${world.pick([`SET (fillfactor = ${50 + world.number(3) * 10})`, 'RESET (fillfactor)', `SET TABLESPACE ${world.pick([tablespace, 'pg_default'])}`])}`;
    },
    (world) => {
      const index = world.find('index', ({ attributes }) => attributes.unique);
      return `ALTER TABLE ${tableOf(index)} ADD CONSTRAINT ${world.name()} ${world.pick(['UNIQUE', 'PRIMARY KEY'])} USING INDEX ${quoted(index.name)}`;
    },
  ],
};

function ofType(world: World, columns: Relation['columns'], type: string): string {
  return world.pick(columns.filter((column) => column.type === type)).name;
}

function key(world: World, words: string): string {
  const { ref, columns } = world.table();
  const names = world.several(columns, 2).map(({ name }) => name);
  const include = world.maybe(` INCLUDE (${world.pick(columns).name})`, 0.15);
  return `ALTER TABLE ${ref} ADD ${named(world)}${words} (${names.join(', ')})${include}${world.maybe(' WITH (fillfactor = 80)', 0.15)}${world.maybe(` USING INDEX TABLESPACE ${tablespace}`, 0.1)}${deferral(world)}`;
}

function ofTable(world: World): { readonly table: string; readonly name: string } {
  const { schema, table, name } = world.object('constraint');
  return { table: `${quoted(schema ?? '')}.${quoted(table ?? '')}`, name: quoted(name) };
}
