import { type Changes, quoted, tableOf, tablespace, type World } from '../world.ts';
import { tableMethod } from './tables.ts';

const query = (world: World): string => {
  if (world.random.chance(0.4)) return `SELECT ${world.number(9)} AS one, 'a'::text AS two`;
  const { ref, columns } = world.table();
  const names = world.several(columns).map(({ name }) => name);
  return `SELECT ${names.join(', ')} FROM ${ref}${world.maybe(` WHERE ${world.pick(columns).name} IS NOT NULL`)}`;
};

const setting = (world: World): string =>
  world.pick([
    'security_barrier = true',
    'check_option = local',
    'check_option = cascaded',
    ...(world.major >= 15 ? ['security_invoker = true'] : []),
  ]);

export const views: Changes = {
  view: [
    (world) => `CREATE VIEW ${world.fresh()} ${world.maybe(`WITH (${setting(world)}) `, 0.2)}AS ${query(world)}`,
    (world) =>
      `CREATE OR REPLACE VIEW ${world.any('view')} AS ${world.maybe(query(world), 0.3) || `SELECT ${world.number(99)} AS one, 'b'::text AS two`}`,
    (world) => {
      const name = world.name();
      return `CREATE RECURSIVE VIEW app.${name} (n) AS SELECT 1 UNION ALL SELECT n + 1 FROM ${name} WHERE n < 3`;
    },
    (world) => `CREATE VIEW ${world.fresh()} AS SELECT * FROM ${world.any('view', 'table')}`,
    (world) => `ALTER VIEW ${world.any('view')} ${world.pick(['SET', 'SET', 'RESET'])} (security_barrier)`,
    (world) => `ALTER VIEW ${world.any('view')} SET (${setting(world)})`,
    (world) =>
      `ALTER VIEW ${world.any('view')} ALTER COLUMN one ${world.pick(['SET DEFAULT 5', 'SET DEFAULT 6', 'DROP DEFAULT'])}`,
    (world) => `ALTER VIEW ${world.any('view')} RENAME COLUMN one TO ${world.name()}`,
    (world) => `DROP VIEW ${world.any('view')}${world.maybe(' CASCADE')}`,
  ],
  'materialized view': [
    (world) =>
      `CREATE MATERIALIZED VIEW ${world.fresh()} ${world.maybe('WITH (fillfactor = 80) ', 0.2)}${world.maybe(`TABLESPACE ${tablespace} `, 0.1)}AS ${query(world)}${world.maybe(' WITH NO DATA', 0.3)}`,
    (world) => `REFRESH MATERIALIZED VIEW ${world.any('materialized view')}${world.maybe(' WITH NO DATA')}`,
    (world) =>
      `ALTER MATERIALIZED VIEW ${world.any('materialized view')} SET (${world.pick(['fillfactor = 70', 'autovacuum_enabled = false', 'toast.autovacuum_enabled = false'])})`,
    (world) =>
      `ALTER MATERIALIZED VIEW ${world.any('materialized view')} ALTER COLUMN ${world.pick(['one', 'two', 'c1', 'label'])} ${world.pick(['SET STATISTICS 50', 'SET STATISTICS -1', 'SET (n_distinct = 3)', 'SET STORAGE EXTERNAL', 'SET STORAGE EXTENDED', 'SET COMPRESSION pglz'])}`,
    (world) =>
      `ALTER MATERIALIZED VIEW ${world.any('materialized view')} SET TABLESPACE ${world.pick([tablespace, 'pg_default'])}`,
    (world) =>
      `ALTER MATERIALIZED VIEW ${world.any('materialized view')} ${world.maybe('NO ')}DEPENDS ON EXTENSION plpgsql`,
    (world) =>
      `CREATE INDEX ${world.name()} ON ${world.any('materialized view')} (${world.pick(['one', 'two', 'c1', 'label'])})`,
    (world) => {
      const index = world.find('index', (each) => world.isOn(each, 'materialized view'));
      return `ALTER MATERIALIZED VIEW ${tableOf(index)} ${world.pick([`CLUSTER ON ${quoted(index.name)}`, 'SET WITHOUT CLUSTER'])}`;
    },
    (world) => `CREATE MATERIALIZED VIEW ${world.fresh()} USING ${tableMethod(world)} AS ${query(world)}`,
    (world) => `DROP MATERIALIZED VIEW ${world.any('materialized view')}`,
  ],
  rule: [
    (world) =>
      `CREATE RULE ${world.name()} AS ON ${world.pick(['INSERT', 'UPDATE', 'DELETE'])} TO ${world.any('table', 'view')} DO ${world.pick(['ALSO', 'INSTEAD'])} ${world.pick(['NOTHING', 'NOTIFY changed'])}`,
    (world) => {
      const { schema, table, name } = world.object('rule');
      const relation = `${quoted(schema ?? '')}.${quoted(table ?? '')}`;
      return world.pick([
        `ALTER RULE ${quoted(name)} ON ${relation} RENAME TO ${world.name()}`,
        `ALTER TABLE ${relation} ${world.pick(['DISABLE RULE', 'ENABLE RULE', 'ENABLE REPLICA RULE', 'ENABLE ALWAYS RULE'])} ${quoted(name)}`,
        `DROP RULE ${quoted(name)} ON ${relation}`,
      ]);
    },
  ],
  trigger: [
    (world) => trigger(world),
    (world) => trigger(world),
    (world) =>
      `CREATE CONSTRAINT TRIGGER ${world.name()} AFTER ${world.pick(['INSERT', 'UPDATE OR DELETE'])} ON ${world.any('table')} ${world.pick(['', 'DEFERRABLE', 'DEFERRABLE INITIALLY DEFERRED'])} FOR EACH ROW EXECUTE FUNCTION suite.fire()`,
    (world) =>
      `CREATE TRIGGER ${world.name()} AFTER INSERT ON ${world.any('table')} REFERENCING NEW TABLE AS ${world.pick(['fresh', 'added'])} FOR EACH STATEMENT EXECUTE FUNCTION suite.fire()`,
    (world) =>
      `CREATE TRIGGER ${world.name()} INSTEAD OF ${world.pick(['INSERT', 'DELETE'])} ON ${world.any('view')} FOR EACH ROW EXECUTE FUNCTION suite.fire('a', ${world.number(3)})`,
    (world) => {
      const { schema, table, name } = world.object('trigger');
      const relation = `${quoted(schema ?? '')}.${quoted(table ?? '')}`;
      return world.pick([
        `ALTER TRIGGER ${quoted(name)} ON ${relation} RENAME TO ${world.name()}`,
        `ALTER TRIGGER ${quoted(name)} ON ${relation} ${world.maybe('NO ')}DEPENDS ON EXTENSION plpgsql`,
        `ALTER TABLE ${world.maybe('ONLY ')}${relation} ${world.pick(['DISABLE TRIGGER', 'ENABLE TRIGGER', 'ENABLE REPLICA TRIGGER', 'ENABLE ALWAYS TRIGGER'])} ${quoted(name)}`,
        `DROP TRIGGER ${quoted(name)} ON ${relation}`,
      ]);
    },
    (world) => {
      const { schema, name, key } = world.object('table');
      if (!key) return '';
      return `ALTER TABLE ${quoted(schema ?? '')}.${quoted(name)} ${world.pick(['DISABLE TRIGGER USER', 'ENABLE TRIGGER USER', 'DISABLE TRIGGER ALL', 'ENABLE TRIGGER ALL'])}`;
    },
    (world) =>
      `CREATE TRIGGER ${world.name()} AFTER INSERT ON ${world.any('partitioned table')} FOR EACH ROW EXECUTE FUNCTION suite.fire()`,
  ],
};

function trigger(world: World): string {
  const { ref, columns } = world.table();
  const event = world.pick(['INSERT', 'DELETE', 'UPDATE', `UPDATE OF ${world.pick(columns).name}`, 'TRUNCATE']);
  const each = event === 'TRUNCATE' ? 'STATEMENT' : world.pick(['ROW', 'STATEMENT']);
  const when = each === 'ROW' && event.startsWith('UPDATE') ? world.maybe(' WHEN (OLD.* IS DISTINCT FROM NEW.*)') : '';
  return `CREATE TRIGGER ${world.name()} ${world.pick(['BEFORE', 'AFTER'])} ${event} ON ${ref} FOR EACH ${each}${when} EXECUTE FUNCTION suite.fire()`;
}
