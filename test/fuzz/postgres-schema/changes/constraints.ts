import { type Changes, quoted, tablespace, type World } from '../world.ts';

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
      const target = world.pick(
        [world.object('constraint'), world.object('constraint'), world.object('constraint')].filter(
          ({ attributes }) => attributes.type === 'primary key',
        ),
      );
      return `ALTER TABLE ${ref} ADD ${named(world)}FOREIGN KEY (${world.pick(columns).name}) REFERENCES ${quoted(target.schema ?? '')}.${quoted(target.table ?? '')}${world.maybe(' MATCH FULL', 0.15)}${action(world, 'DELETE')}${action(world, 'UPDATE')}${deferral(world)}${unproven(world)}`;
    },
    (world) => {
      const { ref, columns } = world.table();
      const parent = world.relation(['table'], 1);
      const column = world.pick(parent.columns).name;
      const own = world.pick(columns).name;
      return `ALTER TABLE ${parent.ref} ADD UNIQUE (${column}); ALTER TABLE ${ref} ADD ${named(world)}FOREIGN KEY (${own}) REFERENCES ${parent.ref} (${column})${world.major >= 15 && world.random.chance(0.3) ? ` ON DELETE ${world.pick(['SET NULL', 'SET DEFAULT'])} (${own})` : action(world, 'DELETE')}${deferral(world)}`;
    },
    (world) => {
      const { ref, columns } = world.table();
      const { name } = world.pick(
        columns.filter(({ type }) => type === 'int4range' || type === 'date' || type === 'integer'),
      );
      return `ALTER TABLE ${ref} ADD ${named(world)}EXCLUDE USING ${world.pick([`gist (${name} WITH &&)`, `btree (${name} WITH =)`])}${world.maybe(' WHERE (true)', 0.2)}${deferral(world)}`;
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
      const { table, name } = ofTable(world);
      const enforced = world.major >= 18 ? ['ENFORCED', 'NOT ENFORCED'] : [];
      return `ALTER TABLE ${table} ALTER CONSTRAINT ${name} ${world.pick(['DEFERRABLE', 'DEFERRABLE INITIALLY DEFERRED', 'NOT DEFERRABLE', ...enforced])}`;
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
      const { schema, table, name } = world.object('index');
      return `ALTER TABLE ${quoted(schema ?? '')}.${quoted(table ?? '')} ADD CONSTRAINT ${world.name()} ${world.pick(['UNIQUE', 'PRIMARY KEY'])} USING INDEX ${quoted(name)}`;
    },
  ],
};

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
