import { messageOf } from '../../domain/error.ts';
import type { ScriptFailure } from '../engine.ts';
import { codeOf } from './connection.ts';
import type { Library } from './library.ts';
import { splitScript } from './script.ts';

/** Runs a script statement by statement, in a file that is made if it is not there, up to the first that fails. */
export function runScript(library: Library, path: string, script: string): ScriptFailure | null {
  const database = new library(path);
  try {
    for (const { sql, line } of splitScript(script)) {
      if (sql.startsWith('.'))
        return {
          line,
          sqlstate: null,
          message: `${sql.split(/\s/, 1)[0]} is a command of the sqlite3 shell; only SQL is run here`,
        };
      try {
        database.exec(sql);
      } catch (thrown) {
        const sqlstate = codeOf(thrown);
        if (sqlstate === null) throw thrown;
        return { line, sqlstate, message: messageOf(thrown) };
      }
    }
    if (!database.inTransaction) return null;
    return {
      line: null,
      sqlstate: null,
      message: 'it ends inside of a transaction: there is a BEGIN without a COMMIT',
    };
  } finally {
    database.close();
  }
}
