import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import type { ScriptFailure } from '../engine.ts';
import { codeOf, isBroken, propertyOf, wordsOf } from './connection.ts';
import { type Piece, splitPsql } from './psql-script.ts';

/** Commands of psql that change nothing for what follows. `\restrict` guards a dump of pg_dump against commands in its data. */
const harmlessCommand = /^\\(?:(?:un)?restrict|echo|qecho|warn|timing|pset|set\s+(?:ON_ERROR_STOP|QUIET|VERBOSITY))\b/;

/**
 * What a statement asks for and is so already, or that this server does not know and needs not: psql goes on behind an error, and dumps count on it.
 * 42710, 42P06: it exists. 42704: a setting of a newer major.
 */
const tolerated: readonly { readonly sql: RegExp; readonly sqlstate: string }[] = [
  { sql: /^CREATE\s+(?:ROLE|USER|GROUP)\s+(?!MAPPING)/i, sqlstate: '42710' },
  { sql: /^CREATE\s+SCHEMA\s+"?public"?$/i, sqlstate: '42P06' },
  { sql: /^SET\s+(?!ROLE|SESSION)/i, sqlstate: '42704' },
];

/** Runs a script as psql does, each statement by itself, up to the first that fails. What a connection that breaks throws is thrown. */
export async function runScript(client: Client, script: string): Promise<ScriptFailure | null> {
  for (const piece of splitPsql(script)) {
    const failure = await runPiece(client, piece);
    if (failure) return failure;
  }
  if (client.getTransactionStatus() === 'I') return null;
  return { line: null, sqlstate: null, message: 'it ends inside of a transaction: there is a BEGIN without a COMMIT' };
}

async function runPiece(client: Client, piece: Piece): Promise<ScriptFailure | null> {
  if (piece.kind === 'command') return harmlessCommand.test(piece.text) ? null : refusal(piece.text, piece.line);
  try {
    if (piece.kind === 'statement') await client.query(piece.sql);
    else await copy(client, piece.sql, piece.rows);
    return null;
  } catch (thrown) {
    const sqlstate = codeOf(thrown);
    if (isBroken(client) || sqlstate === null) throw thrown;
    if (tolerated.some((each) => each.sqlstate === sqlstate && each.sql.test(piece.sql))) return null;
    const context = piece.kind === 'copy' ? propertyOf(thrown, 'where') : undefined;
    const message = `${wordsOf(thrown)}${context ? ` (${context})` : ''}`;
    return { line: piece.line + linesBefore(piece.sql, propertyOf(thrown, 'position')), message, sqlstate };
  }
}

async function copy(client: Client, sql: string, rows: string): Promise<void> {
  const { default: copyStreams } = await import('pg-copy-streams');
  await pipeline(Readable.from([rows]), client.query(copyStreams.from(sql)));
}

/** Lines of a statement before the character (counted from 1) at which the server saw the error; 0 when it named none. */
const linesBefore = (sql: string, position: unknown): number =>
  position === undefined ? 0 : sql.slice(0, Number(position) - 1).split('\n').length - 1;

function refusal(command: string, line: number): ScriptFailure {
  const name = command.split(/\s/, 1)[0];
  const why = /^\\c(?:onnect)?\b/.test(command)
    ? 'it goes to another database, and all of the file belongs into this one. Dump one database, without --create'
    : 'a command of psql; only SQL is run here';
  return { line, sqlstate: null, message: `${name} is not followed: ${why}` };
}
