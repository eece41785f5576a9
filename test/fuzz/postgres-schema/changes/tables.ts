import { type Changes, quoted, refOf, roles, tableOf, tablespace, type World } from '../world.ts';
import { anyType, columnDefinition } from './columns.ts';

const body = (world: World): string =>
  Array.from({ length: world.number(5) }, (_, index) => columnDefinition(world, `c${index + 1}`)).join(', ');

const settings = (world: World): string =>
  world.pick([
    'fillfactor = 50',
    'fillfactor = 90',
    'autovacuum_enabled = false',
    'autovacuum_enabled = true',
    'parallel_workers = 2',
    'toast_tuple_target = 200',
    'toast.autovacuum_enabled = false',
  ]);

/** An access method for tables. */
export const tableMethod = (world: World): string =>
  refOf(world.find('access method', ({ attributes }) => attributes.type === 'table'));

const bound = (world: World, strategy: string): string => {
  const from = world.number(20) * 10;
  if (world.random.chance(0.15) && strategy !== 'HASH') return 'DEFAULT';
  if (strategy === 'LIST') return `FOR VALUES IN (${from}${world.maybe(`, ${from + 1}`)}${world.maybe(', NULL', 0.1)})`;
  if (strategy === 'RANGE') return `FOR VALUES FROM (${world.maybe('MINVALUE', 0.1) || from}) TO (${from + 10})`;
  return `FOR VALUES WITH (MODULUS 8, REMAINDER ${world.number(8)})`;
};

const partitioned = (world: World): { readonly ref: string; readonly strategy: string } => {
  const object = world.object('partitioned table');
  const ref = object.key.slice('partitioned table '.length);
  return { ref, strategy: (object.attributes['partition by'] ?? '').split(' ')[0] ?? '' };
};

/** Columns that all partitioned tables of the suite have, so that others can be attached to them. */
const key = 'k integer, label text';

export const tables: Changes = {
  table: [
    (world) =>
      `CREATE ${world.maybe('UNLOGGED ', 0.15)}TABLE ${world.fresh()} (${body(world)})${world.maybe(` WITH (${settings(world)})`, 0.2)}${world.maybe(` TABLESPACE ${tablespace}`, 0.1)}`,
    (world) => `CREATE TABLE ${world.fresh()} (${body(world)})`,
    (world) => `CREATE TABLE ${world.fresh()} (id integer PRIMARY KEY, ${key})`,
    (world) =>
      `CREATE TABLE ${world.fresh()} (LIKE ${world.table(0).ref} INCLUDING ${world.pick(['ALL', 'DEFAULTS', 'CONSTRAINTS', 'IDENTITY', 'GENERATED'])})`,
    (world) => `CREATE TABLE ${world.fresh()} OF ${world.any('composite type')}`,
    (world) => `ALTER TABLE ${refOf(world.find('table', ({ attributes }) => attributes['of type']))} NOT OF`,
    () => 'ALTER TABLE app.plain_pair OF app.pair',
    (world) => `ALTER TABLE ${world.any('table')} SET ${world.pick(['LOGGED', 'UNLOGGED'])}`,
    (world) => `ALTER TABLE ${world.any('table')} SET (${settings(world)})`,
    (world) =>
      `ALTER TABLE ${world.any('table')} RESET (${world.pick(['fillfactor', 'autovacuum_enabled', 'parallel_workers', 'toast.autovacuum_enabled'])})`,
    (world) => `ALTER TABLE ${world.table(0).ref} SET TABLESPACE ${world.pick([tablespace, 'pg_default'])}`,
    (world) => `ALTER TABLE ${world.table(0).ref} REPLICA IDENTITY ${world.pick(['FULL', 'NOTHING', 'DEFAULT'])}`,
    (world) => {
      const index = world.find('index', ({ attributes }) => attributes.unique);
      return `ALTER TABLE ${tableOf(index)} REPLICA IDENTITY USING INDEX ${quoted(index.name)}`;
    },
    (world) =>
      `ALTER TABLE ${world.table(0).ref} ${world.pick(['ENABLE', 'DISABLE', 'FORCE', 'NO FORCE'])} ROW LEVEL SECURITY`,
    (world) => {
      world.since(15);
      return `ALTER TABLE ${world.any('table')} SET ACCESS METHOD ${world.random.chance(0.3) ? 'heap' : tableMethod(world)}`;
    },
    (world) => `CREATE TABLE ${world.fresh()} (${body(world)}) USING ${tableMethod(world)}`,
    (world) => `DROP TABLE ${world.any('table', 'partitioned table')} CASCADE`,
    (world) => `CREATE TABLE ${world.fresh()} AS SELECT 1 AS one, 'x'::text AS other`,
  ],
  partition: [
    (world) =>
      `CREATE TABLE ${world.fresh()} (${key}) PARTITION BY ${world.pick(['RANGE', 'LIST', 'HASH'])} (k${world.maybe(' int4_ops', 0.1)})`,
    (world) =>
      `CREATE TABLE ${world.fresh()} (${key}${world.maybe(', PRIMARY KEY (k)')}) PARTITION BY ${world.pick(['RANGE (k)', 'RANGE ((k + 1))', 'LIST (lower(label))', 'RANGE (label COLLATE "C", k)'])}`,
    (world) => {
      const { ref, strategy } = partitioned(world);
      return `CREATE TABLE ${world.fresh()} PARTITION OF ${ref}${world.maybe(" (label DEFAULT 'p')", 0.2)} ${bound(world, strategy)}${world.maybe(` PARTITION BY ${world.pick(['RANGE', 'LIST', 'HASH'])} (k)`, 0.2)}`;
    },
    (world) => {
      const { ref, strategy } = partitioned(world);
      return `CREATE TABLE ${world.fresh()} PARTITION OF ${ref} ${bound(world, strategy)}`;
    },
    (world) => {
      const { ref, strategy } = partitioned(world);
      const part = world.fresh();
      return `CREATE TABLE ${part} (${key}); ALTER TABLE ${ref} ATTACH PARTITION ${part} ${bound(world, strategy)}`;
    },
    (world) => {
      const { ref, strategy } = partitioned(world);
      return `ALTER TABLE ${ref} ATTACH PARTITION ${world.any('table')} ${bound(world, strategy)}`;
    },
    (world) => {
      const part = world.find('table', ({ attributes }) => attributes.bound);
      return `ALTER TABLE ${part.attributes.inherits} DETACH PARTITION ${refOf(part)}${world.maybe(' CONCURRENTLY', 0.2)}`;
    },
    (world) => {
      world.since(17);
      return `ALTER TABLE ${partitioned(world).ref} SET ACCESS METHOD ${world.pick(['heap', 'DEFAULT'])}`;
    },
    (world) => {
      const { ref, strategy } = partitioned(world);
      const [one, other] = [world.fresh(), world.fresh()];
      return `CREATE TABLE ${one} (${key}); CREATE TABLE ${other} (${key}); ALTER TABLE ${ref} ATTACH PARTITION ${one} ${bound(world, strategy)}; ALTER TABLE ${ref} ATTACH PARTITION ${other} ${bound(world, strategy)}`;
    },
  ],
  inheritance: [
    (world) =>
      `CREATE TABLE ${world.fresh()} (${world.maybe(`own ${anyType(world)}`)}) INHERITS (${world.any('table')})`,
    (world) =>
      `ALTER TABLE ${world.any('table')} ${world.pick(['INHERIT', 'NO INHERIT', 'NO INHERIT'])} ${world.any('table')}`,
    (world) => {
      const { ref, columns } = world.table();
      return `ALTER TABLE ONLY ${ref} ALTER COLUMN ${world.pick(columns).name} SET DEFAULT NULL`;
    },
    (world) => {
      const { key, attributes } = world.object('table');
      if (!attributes.inherits || attributes.bound)
        return `ALTER TABLE ${world.any('table')} ADD COLUMN IF NOT EXISTS id integer`;
      return `ALTER TABLE ${key.slice('table '.length)} NO INHERIT ${attributes.inherits.split(', ')[0]}`;
    },
  ],
  policy: [
    (world) =>
      `CREATE POLICY ${world.name()} ON ${world.table(0).ref} AS ${world.pick(['PERMISSIVE', 'RESTRICTIVE'])} FOR ${world.pick(['ALL', 'SELECT', 'UPDATE'])} TO ${world.pick(['PUBLIC', roles.join(', '), 'reader'])} USING (${world.pick(['true', "current_user = 'reader'"])})`,
    (world) =>
      `CREATE POLICY ${world.name()} ON ${world.table(0).ref} FOR INSERT WITH CHECK (${world.pick(['true', 'false'])})`,
    (world) => {
      const { schema, table, name } = world.object('policy');
      const policy = `POLICY "${name}" ON "${schema}"."${table}"`;
      return world.pick([
        `ALTER ${policy} TO ${world.pick(['PUBLIC', 'reader', 'reader, CURRENT_USER'])}`,
        `ALTER ${policy} USING (${world.number(3)} = 1)`,
        `ALTER ${policy} WITH CHECK (${world.number(3)} = 2)`,
        `ALTER ${policy} RENAME TO ${world.name()}`,
        `DROP ${policy}`,
      ]);
    },
  ],
};
