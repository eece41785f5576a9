import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ProjectConfig } from '../config/types.ts';
import type { Config } from '../config.ts';
import { GateError, messageOf } from '../domain/error.ts';
import { wayOutOf } from '../domain/sqlstate.ts';
import type { EngineId } from '../domain/walk.ts';
import type { ScratchDatabase } from '../engines/engine.ts';

/** A file of SQL, read. */
export interface Script {
  /** As the user named it. */
  readonly file: string;
  readonly text: string;
}

/** What a scratch database of one project on one engine is given before the base. */
export interface Preparation {
  readonly setup: readonly Script[];
  readonly start: Start | null;
}

/** A schema that no revision made, and the revisions that a database with it is stamped with, as the user wrote them. */
interface Start {
  readonly schema: Script;
  readonly at: readonly string[];
}

/** For a project of which the user said nothing. */
export const nothingPrepared: Pick<ProjectConfig, 'setup' | 'start'> = { setup: {}, start: null };

/** Reads the files. @throws GateError `bad-config` for one that cannot be read */
export async function readPreparation(
  root: string,
  engine: EngineId,
  engines: Config['engines'],
  project: Pick<ProjectConfig, 'setup' | 'start'>,
): Promise<Preparation> {
  const common = engine === 'postgres' ? engines.postgres.setup : [];
  const setup = await Promise.all([
    ...common.map((file) => read(root, file, 'engines.postgres.setup')),
    ...(project.setup[engine] ?? []).map((file) => read(root, file, 'projects: setup')),
  ]);
  const schema = project.start?.schema[engine];
  if (!project.start || schema === undefined) return { setup, start: null };
  return { setup, start: { schema: await read(root, schema, 'projects: start.schema'), at: project.start.at } };
}

async function read(root: string, file: string, key: string): Promise<Script> {
  try {
    return { file, text: await readFile(resolve(root, file), 'utf8') };
  } catch (cause) {
    throw new GateError('bad-config', `${key}: ${file} cannot be read: ${messageOf(cause)}`, {
      hint: "Name a file of SQL, relative to the repository's root.",
      cause,
    });
  }
}

/**
 * Runs files of SQL, the one after the other. @param as who runs them
 * @throws GateError `setup-failed` with the line, DatabaseLost
 */
export async function runScripts(
  database: Pick<ScratchDatabase, 'run' | 'claimRoles'>,
  scripts: readonly Script[],
  as: 'administrator' | 'owner',
): Promise<void> {
  for (const { file, text } of scripts) {
    const failure = await database.run(text, as);
    await database.claimRoles([text]);
    if (!failure) continue;
    const { line, message, sqlstate } = failure;
    const where = line === null ? file : `${file}:${line}`;
    throw new GateError('setup-failed', `${where}: ${message}${sqlstate ? ` (${sqlstate})` : ''}`, {
      hint: (sqlstate && wayOutOf(sqlstate)) || hints[as],
    });
  }
}

const hints = {
  administrator:
    'It runs in an empty scratch database before anything else, and must run there from its first line to its last.',
  owner:
    'It runs in an empty scratch database, after `setup`, and must run there from its first line to its last. A dump made by `pg_dump --schema-only --no-owner --no-privileges` asks least of the server.',
};
