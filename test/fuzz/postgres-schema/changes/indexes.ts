import { type Changes, quoted, tablespace, type World } from '../world.ts';

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
      const { ref, columns } = world.relation(['table', 'partitioned table'], 1);
      const { name } = world.pick(columns.filter(({ type }) => ['jsonb', 'text[]', 'int4range'].includes(type)));
      return `CREATE INDEX ${world.name()} ON ${ref} USING ${world.pick(['gin', 'gist', 'hash', 'brin'])} (${name})${world.maybe(' WITH (fastupdate = off)', 0.2)}`;
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
    (world) =>
      `ALTER INDEX ${world.any('index')} ALTER COLUMN ${1 + world.number(2)} SET STATISTICS ${world.pick([-1, 100, 200])}`,
    (world) => {
      const { schema, table, name } = world.object('index');
      return `ALTER TABLE ${quoted(schema ?? '')}.${quoted(table ?? '')} ${world.pick([`CLUSTER ON ${quoted(name)}`, 'SET WITHOUT CLUSTER'])}`;
    },
    (world) => {
      const partitioned = world.pick(
        [world.object('index'), world.object('index')].filter(({ definition }) => definition.includes(' ON ONLY ')),
      );
      return `ALTER INDEX ${partitioned.key.slice('index '.length)} ATTACH PARTITION ${world.any('index')}`;
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
