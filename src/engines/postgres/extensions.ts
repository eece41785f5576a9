import type { Client } from 'pg';
import { GateError } from '../../domain/error.ts';
import { wayOutOf } from '../../domain/sqlstate.ts';
import { codeOf, wordsOf } from './connection.ts';
import { quoted } from './identifier.ts';

/** @throws GateError `setup-failed` for one that the server does not have */
export async function makeExtensions(client: Client, names: readonly string[]): Promise<void> {
  for (const name of names) {
    try {
      await client.query(`create extension if not exists ${quoted(name)} cascade`);
    } catch (thrown) {
      const code = codeOf(thrown);
      if (code === null) throw thrown;
      throw new GateError('setup-failed', `The extension ${name} cannot be made: ${wordsOf(thrown)} (${code})`, {
        hint: wayOutOf(code) ?? 'Take it out of `engines.postgres.extensions`, or walk on a server that has it.',
        cause: thrown,
      });
    }
  }
}
