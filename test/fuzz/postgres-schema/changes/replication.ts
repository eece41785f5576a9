import type { Changes, World } from '../world.ts';

const published = (world: World): string => {
  const { ref, columns } = world.table();
  const list =
    world.major >= 15
      ? world.maybe(
          ` (${world
            .several(columns)
            .map(({ name }) => name)
            .join(', ')})`,
          0.3,
        )
      : '';
  const rows = world.major >= 15 ? world.maybe(` WHERE (${world.number(3)} < 2)`, 0.3) : '';
  return ref + list + rows;
};
const publish = (world: World): string =>
  world.pick([
    "publish = 'insert'",
    "publish = 'insert, update, delete'",
    'publish_via_partition_root = true',
    'publish_via_partition_root = false',
    ...(world.major >= 18 ? ['publish_generated_columns = stored', 'publish_generated_columns = none'] : []),
  ]);
const setting = (world: World): string =>
  world.pick([
    'slot_name = NONE',
    "slot_name = 'other'",
    'synchronous_commit = local',
    'synchronous_commit = off',
    'binary = true',
    'streaming = true',
    ...(world.major >= 15 ? ['disable_on_error = true'] : []),
    ...(world.major >= 16
      ? ['streaming = parallel', 'password_required = false', 'run_as_owner = true', 'origin = none']
      : []),
    ...(world.major >= 18 ? ['two_phase = true', 'failover = true'] : []),
  ]);

export const replication: Changes = {
  publication: [
    (world) =>
      `CREATE PUBLICATION ${world.name()} ${world.pick(['', 'FOR ALL TABLES', `FOR TABLE ${published(world)}`])} WITH (${publish(world)})`,
    (world) => {
      world.since(15);
      return `CREATE PUBLICATION ${world.name()} FOR TABLES IN SCHEMA ${world.pick(['app', 'public, app'])}`;
    },
    (world) =>
      `ALTER PUBLICATION ${world.any('publication')} ${world.pick([`ADD TABLE ${published(world)}`, `SET TABLE ${published(world)}`, `DROP TABLE ${world.table(0).ref}`, `SET (${publish(world)})`, `RENAME TO ${world.name()}`])}`,
    (world) => {
      world.since(15);
      return `ALTER PUBLICATION ${world.any('publication')} ${world.pick(['ADD', 'DROP', 'SET'])} TABLES IN SCHEMA ${world.pick(['app', 'public'])}`;
    },
    (world) => `DROP PUBLICATION ${world.any('publication')}`,
  ],
  subscription: [
    (world) =>
      `CREATE SUBSCRIPTION ${world.name()} CONNECTION 'host=${world.pick(['a', 'b'])} password=x' PUBLICATION ${world.pick(['p', 'p, q'])} WITH (connect = false, slot_name = NONE${world.maybe(', binary = true')}${world.maybe(', streaming = true')}${world.maybe(", synchronous_commit = 'local'")}${world.major >= 15 ? world.maybe(', two_phase = true') : ''})`,
    (world) =>
      `ALTER SUBSCRIPTION ${world.any('subscription')} ${world.pick([`SET (${setting(world)})`, `SET (${setting(world)})`, `SET (${setting(world)})`, "CONNECTION 'host=c password=y'", 'SET PUBLICATION r WITH (refresh = false)', `RENAME TO ${world.name()}`])}`,
    (world) => {
      const subscription = world.any('subscription');
      return `ALTER SUBSCRIPTION ${subscription} SET (slot_name = NONE); DROP SUBSCRIPTION ${subscription}`;
    },
  ],
};
