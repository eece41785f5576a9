import { type Changes, quoted, refOf } from '../world.ts';
import { columnDefinition } from './columns.ts';

export const foreignData: Changes = {
  'foreign data wrapper': [
    (world) => `CREATE FOREIGN DATA WRAPPER ${world.name()}${world.maybe(" OPTIONS (debug 'true')")}`,
    (world) =>
      `ALTER FOREIGN DATA WRAPPER ${world.any('foreign data wrapper')} ${world.pick(["OPTIONS (ADD debug 'true')", "OPTIONS (SET debug 'false')", 'OPTIONS (DROP debug)', 'VALIDATOR postgresql_fdw_validator', 'NO VALIDATOR'])}`,
    (world) => `DROP FOREIGN DATA WRAPPER ${world.any('foreign data wrapper')}${world.maybe(' CASCADE')}`,
  ],
  'foreign server': [
    (world) =>
      `CREATE SERVER ${world.name()}${world.maybe(" TYPE 'pg'")}${world.maybe(" VERSION '9'")} FOREIGN DATA WRAPPER ${world.any('foreign data wrapper')}${world.maybe(" OPTIONS (host 'h')")}`,
    (world) =>
      `ALTER SERVER ${world.any('foreign server')} ${world.pick(["VERSION '10'", "OPTIONS (ADD host 'h')", "OPTIONS (SET host 'i')", 'OPTIONS (DROP host)', `RENAME TO ${world.name()}`])}`,
    (world) => `DROP SERVER ${world.any('foreign server')} CASCADE`,
  ],
  'user mapping': [
    (world) =>
      `CREATE USER MAPPING FOR ${world.pick(['PUBLIC', world.role()])} SERVER ${world.any('foreign server')}${world.maybe(" OPTIONS (user 'u', password 'p')")}`,
    (world) => {
      const [user, server] = world.any('user mapping').split(' on ');
      return world.pick([
        `ALTER USER MAPPING FOR ${user} SERVER ${server} OPTIONS (${world.pick(["ADD user 'u'", "SET password 'q'", 'DROP password'])})`,
        `DROP USER MAPPING FOR ${user} SERVER ${server}`,
      ]);
    },
  ],
  'foreign table': [
    (world) =>
      `CREATE FOREIGN TABLE ${world.fresh()} (${columnDefinition(world, 'c1')}${world.maybe(", c2 text OPTIONS (column_name 'x')")}) SERVER ${world.any('foreign server')}${world.maybe(" OPTIONS (schema_name 's')")}`,
    (world) =>
      `ALTER FOREIGN TABLE ${world.any('foreign table')} ${world.pick(["OPTIONS (ADD schema_name 's')", 'OPTIONS (DROP schema_name)', "OPTIONS (SET schema_name 't')", "ALTER COLUMN c2 OPTIONS (ADD column_name 'y')", "ALTER COLUMN c2 OPTIONS (SET column_name 'z')", 'ADD COLUMN c3 integer', 'ADD CHECK (c1 IS NOT NULL)'])}`,
    (world) => {
      const whole = world.find('partitioned table', ({ attributes }) => attributes['partition by'] === 'RANGE (k)');
      return `CREATE FOREIGN TABLE ${world.fresh()} PARTITION OF ${refOf(whole)} FOR VALUES FROM (${world.number(9)}00) TO (${world.number(9)}50) SERVER ${world.any('foreign server')}`;
    },
  ],
  'event trigger': [
    (world) =>
      `CREATE EVENT TRIGGER ${world.name()} ON ${world.pick(['ddl_command_start', 'ddl_command_end', 'sql_drop', 'table_rewrite', ...(world.major >= 17 ? ['login'] : [])])} ${world.maybe(`WHEN TAG IN (${world.several(["'CREATE TABLE'", "'DROP TABLE'", "'ALTER TABLE'"]).join(', ')}) `)}EXECUTE FUNCTION suite.${world.pick(['watch', 'other'])}()`,
    (world) =>
      `ALTER EVENT TRIGGER ${world.any('event trigger')} ${world.pick(['DISABLE', 'ENABLE', 'ENABLE REPLICA', 'ENABLE ALWAYS', `RENAME TO ${world.name()}`])}`,
    (world) => `DROP EVENT TRIGGER ${world.any('event trigger')}`,
  ],
  extension: [
    (world) => `CREATE EXTENSION ${world.pick(['citext', 'hstore', 'pg_trgm', 'lo'])}${world.maybe(' SCHEMA app')}`,
    (world) => `ALTER EXTENSION ${world.any('extension')} SET SCHEMA ${world.pick(['public', 'app'])}`,
    (world) => `DROP EXTENSION ${world.any('extension')}${world.maybe(' CASCADE')}`,
    (world) => `CREATE EXTENSION hstore VERSION '1.7'`.replace('1.7', world.pick(['1.6', '1.7', '1.8'])),
    (world) => {
      const { schema, name, kind } = world.object('table', 'function', 'view');
      if (kind === 'function')
        return `ALTER EXTENSION ${world.any('extension')} ${world.pick(['ADD', 'DROP'])} FUNCTION ${world.any('function')}`;
      return `ALTER EXTENSION ${world.any('extension')} ${world.pick(['ADD', 'DROP'])} ${kind} ${quoted(schema ?? '')}.${quoted(name)}`;
    },
  ],
};
