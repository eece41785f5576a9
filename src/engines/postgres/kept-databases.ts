import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptBase } from '../engine.ts';
import { codeOf } from './connection.ts';
import { type DatabaseProperties, readProperties, writeProperties } from './database-properties.ts';
import { literal, quoted } from './identifier.ts';
import type { Home } from './server.ts';

/** How many bases stay on a server of the user's; the one that was used longest ago goes first. */
const most = 3;

const prefix = 'migration_gate_cache_';

/** The database of a kept base. */
const keptName = ({ key }: KeptBase): string => `${prefix}${key.slice(0, 32)}`;

/** On the database itself: which base it is, and when it was last used. */
const mark = 'migration-gate base';
const commentOf = ({ token }: KeptBase, now: Date): string => `${mark} ${token} ${now.toISOString()}`;

/** SQLSTATE of a database that is not there, is in use, or whose name is taken (the last one: since the moment before). */
const elsewhere = new Set(['3D000', '55006', '42P04', '23505']);

/** What CREATE DATABASE … TEMPLATE does not copy lies beside the record. */
const propertiesFile = (folder: string): string => join(folder, 'properties.json');

/**
 * Keeps a copy of a scratch database on its server, under a name of its own, where nobody can connect to it and change it. Made under a name of
 * this run first, so that a run that is killed leaves nothing that could be taken for a base.
 */
export async function keepDatabase(home: Home, database: string, kept: KeptBase): Promise<void> {
  const { maintenance } = home;
  const [name, wanted] = [home.name('base'), keptName(kept)];
  await writeFile(propertiesFile(kept.folder), JSON.stringify(await readProperties(maintenance, database)));
  await home.create(name, database);
  try {
    await maintenance.query(`alter database ${quoted(name)} allow_connections false`);
    await maintenance.query(`comment on database ${quoted(name)} is ${literal(commentOf(kept, new Date()))}`);
    // One that has this name already was looked at before, and is not what its record says.
    await maintenance.query(`drop database if exists ${quoted(wanted)}`);
    await maintenance.query(`alter database ${quoted(name)} rename to ${quoted(wanted)}`);
    home.forget(name);
  } catch (thrown) {
    await home.discard(name);
    // Another run keeps the same base at this moment.
    if (!elsewhere.has(codeOf(thrown) ?? '')) throw thrown;
  }
  await dropOldest(home);
}

/** Makes a scratch database out of a kept one. @returns whether it was there */
export async function restoreDatabase(home: Home, name: string, kept: KeptBase): Promise<boolean> {
  const { maintenance } = home;
  const wanted = keptName(kept);
  if (!(await keptDatabases(home)).some((one) => one.name === wanted && one.token === kept.token)) return false;
  try {
    await home.create(name, wanted);
    await maintenance.query(`comment on database ${quoted(wanted)} is ${literal(commentOf(kept, new Date()))}`);
  } catch (thrown) {
    // Another run may drop it meanwhile.
    if (!elsewhere.has(codeOf(thrown) ?? '')) throw thrown;
    await home.discard(name);
    return false;
  }
  const properties = JSON.parse(await readFile(propertiesFile(kept.folder), 'utf8')) as DatabaseProperties;
  await writeProperties(maintenance, name, properties);
  return true;
}

interface KeptDatabase {
  readonly name: string;
  readonly token: string;
}

/** Those that are there, the one that was used last first. */
async function keptDatabases({ maintenance }: Home): Promise<readonly KeptDatabase[]> {
  const rows = await maintenance.query<{ name: string; comment: string }>(
    `select d.datname as name, pg_catalog.shobj_description(d.oid, 'pg_database') as comment
     from pg_catalog.pg_database d
     where starts_with(d.datname, '${prefix}') and pg_catalog.pg_has_role(d.datdba, 'USAGE')
       and starts_with(pg_catalog.shobj_description(d.oid, 'pg_database'), '${mark} ')`,
  );
  const words = (comment: string) => comment.slice(mark.length + 1).split(' ');
  return rows
    .map(({ name, comment }) => ({ name, token: words(comment)[0] ?? '', used: words(comment)[1] ?? '' }))
    .sort((one, other) => (one.used < other.used ? 1 : -1));
}

async function dropOldest(home: Home): Promise<void> {
  for (const { name } of (await keptDatabases(home)).slice(most))
    await home.maintenance.query(`drop database if exists ${quoted(name)}`).catch((thrown: unknown) => {
      // In use by another run: it goes next time.
      if (!elsewhere.has(codeOf(thrown) ?? '')) throw thrown;
    });
}
