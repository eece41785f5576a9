import { type Changes, quoted, refOf, tableOf, tablespace, type World } from '../world.ts';

const part = (world: World, name: string, type: string): string => {
  const how = `${world.maybe(' DESC', 0.2)}${world.maybe(world.pick([' NULLS FIRST', ' NULLS LAST']), 0.2)}`;
  if (type === 'text' && world.random.chance(0.5))
    return (
      world.pick([
        `lower(${name})`,
        `${name} text_pattern_ops`,
        `${name} COLLATE "C"`,
        `(${name} || 'x') COLLATE "POSIX"`,
      ]) + how
    );
  return name + how;
};

export const indexes: Changes = {
  index: [
    (world) => create(world),
    (world) => create(world),
    (world) => {
      const [method = '', type] = world.pick([
        ['gin', 'jsonb'],
        ['gin', 'text[]'],
        ['gist', 'int4range'],
        ['hash', 'integer'],
        ['brin', 'date'],
      ]);
      const column = world.find('column', ({ attributes }) => attributes.type === type);
      return `CREATE INDEX ${world.name()} ON ${tableOf(column)} USING ${method} (${quoted(column.name)})${method === 'gin' ? world.maybe(' WITH (fastupdate = off)') : ''}`;
    },
    (world) => {
      const { ref, columns } = world.table();
      return `CREATE INDEX ${world.name()} ON ONLY ${ref} USING brin (${world.pick(columns).name}) WITH (pages_per_range = ${world.pick([16, 32])})`;
    },
    (world) => {
      const table = world.fresh();
      return `CREATE TABLE ${table} (d date, n integer); CREATE INDEX ON ${table} USING brin (d date_bloom_ops (n_distinct_per_range = ${world.pick([10, 20])}), n)`;
    },
    (world) => `DROP INDEX ${world.any('index')}`,
    (world) => `ALTER INDEX ${world.any('index')} RENAME TO ${world.name()}`,
    (world) =>
      `ALTER INDEX ${world.any('index')} ${world.pick(['SET (fillfactor = 60)', 'SET (fillfactor = 70)', 'RESET (fillfactor)', `SET TABLESPACE ${world.pick([tablespace, 'pg_default'])}`])}`,
    (world) => {
      const index = world.find('index', ({ definition }) => /\((lower|\()/.test(definition));
      return `ALTER INDEX ${refOf(index)} ALTER COLUMN 1 SET STATISTICS ${world.pick([-1, 100, 200])}`;
    },
    (world) => {
      const { schema, table, name } = world.object('index');
      return `ALTER TABLE ${quoted(schema ?? '')}.${quoted(table ?? '')} ${world.pick([`CLUSTER ON ${quoted(name)}`, 'SET WITHOUT CLUSTER'])}`;
    },
    (world) => `CREATE INDEX ${world.name()} ON ONLY ${world.any('partitioned table')} (k)`,
    (world) => {
      const whole = world.find(
        'index',
        (index) =>
          index.attributes.valid && / btree \(k\)$/.test(index.definition) && world.isOn(index, 'partitioned table'),
      );
      const [, parent] = / ON ONLY (.*) USING /.exec(whole.definition) ?? [];
      const part = world.find('table', ({ attributes }) => attributes.inherits === parent && attributes.bound);
      const name = world.name();
      const [schema] = refOf(part).split('.');
      return `CREATE INDEX ${name} ON ${refOf(part)} (k); ALTER INDEX ${refOf(whole)} ATTACH PARTITION ${schema}.${name}`;
    },
    (world) => `ALTER INDEX ${world.any('index')} ${world.maybe('NO ')}DEPENDS ON EXTENSION plpgsql`,
    (world) => {
      const table = world.fresh();
      return `CREATE TABLE ${table} AS SELECT 1 AS n FROM generate_series(1, 2)`;
    },
    (world) => {
      const { ref, columns } = world.relation(['table']);
      return `CREATE UNIQUE INDEX CONCURRENTLY ${world.name()} ON ${ref} (${world.pick(columns).name})`;
    },
  ],
  statistics: [
    (world) => {
      const { ref, columns } = world.table(2);
      const names = world.several(columns, 3).map(({ name }) => name);
      return `CREATE STATISTICS ${world.fresh()} ${world.maybe(`(${world.pick(['ndistinct', 'dependencies', 'mcv', 'ndistinct, mcv'])}) `)}ON ${names.join(', ')} FROM ${ref}`;
    },
    (world) => {
      const { ref, columns } = world.table();
      return `CREATE STATISTICS ${world.fresh()} ON (${world.pick(columns).name} IS NULL) FROM ${ref}`;
    },
    (world) => `ALTER STATISTICS ${world.any('statistics')} SET STATISTICS ${world.pick([-1, 0, 100])}`,
    (world) =>
      `ALTER STATISTICS ${world.any('statistics')} ${world.pick([`RENAME TO ${world.name()}`, 'SET SCHEMA app'])}`,
    (world) => `DROP STATISTICS ${world.any('statistics')}`,
  ],
};

function create(world: World): string {
  const { ref, columns } = world.relation(['table', 'partitioned table', 'materialized view']);
  const parts = world.several(columns, 2).map(({ name, type }) => part(world, name, type));
  return `CREATE ${world.maybe('UNIQUE ', 0.3)}INDEX ${world.name()} ON ${world.maybe('ONLY ', 0.1)}${ref} (${parts.join(', ')})${world.maybe(` INCLUDE (${world.pick(columns).name})`, 0.1)}${world.major >= 15 ? world.maybe(' NULLS NOT DISTINCT', 0.1) : ''}${world.maybe(' WITH (fillfactor = 75)', 0.15)}${world.maybe(` TABLESPACE ${tablespace}`, 0.1)}${world.maybe(` WHERE ${world.pick(columns).name} IS NOT NULL`, 0.2)}`;
}
