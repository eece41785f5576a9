import type { Statement } from '../../domain/statement.ts';
import { bodyRecord, type Place, statementEndRecord, statementRecord, stoppedRecord } from './answers.ts';
import type { ChannelRecord } from './channel.ts';

/** Gathers what the driver tells while a movement runs, so that a killed one has left its trace. */
export class StatementLog {
  readonly #databaseOf: ((asked: string) => string) | null;
  readonly #statements = new Map<number, Statement>();
  readonly #since = new Map<number, number>();
  readonly #places = new Map<number, Place | null>();
  #bodies = 0;
  #revision: string | null = null;
  #stoppedAt: Place | null = null;

  /** @param databaseOf names a database, where env.py migrates several */
  constructor(databaseOf: ((asked: string) => string) | null = null) {
    this.#databaseOf = databaseOf;
  }

  /** Handles one record; kinds that do not belong to a movement are ignored. */
  readonly take = (record: ChannelRecord): void => {
    if (record.kind === 'statement') this.#begin(record);
    else if (record.kind === 'statement-end') this.#end(record);
    else if (record.kind === 'body') {
      this.#bodies += 1;
      this.#revision = bodyRecord.parse(record).revision;
    } else if (record.kind === 'stopped') this.#stoppedAt = stoppedRecord.parse(record).at;
  };

  get statements(): readonly Statement[] {
    return [...this.#statements.values()];
  }

  /** The statement that has begun and not ended, with the time it has taken so far. */
  get running(): Statement | null {
    const [index, since] = [...this.#since].at(-1) ?? [];
    const statement = index === undefined ? undefined : this.#statements.get(index);
    return statement && since !== undefined ? { ...statement, durationMs: performance.now() - since } : null;
  }

  get bodies(): number {
    return this.#bodies;
  }

  /** The revision whose function was entered last. */
  get revision(): string | null {
    return this.#revision;
  }

  /** Where the code was when it was told to stop, else the line of the statement that was running; null when neither is known. */
  get stoppedAt(): Place | null {
    const [index] = [...this.#since.keys()].slice(-1);
    return this.#stoppedAt ?? (index === undefined ? null : (this.#places.get(index) ?? null));
  }

  #begin(record: ChannelRecord): void {
    const { index, sql, database, at } = statementRecord.parse(record);
    this.#since.set(index, performance.now());
    this.#places.set(index, at);
    this.#statements.set(index, {
      sql,
      file: at?.file ?? null,
      line: at?.line ?? null,
      durationMs: 0,
      rows: null,
      // Until it has said otherwise.
      failed: true,
      ...(this.#databaseOf && { database: this.#databaseOf(database) }),
    });
  }

  #end(record: ChannelRecord): void {
    const { index, durationMs, rows, failed } = statementEndRecord.parse(record);
    const statement = this.#statements.get(index);
    this.#since.delete(index);
    if (statement) this.#statements.set(index, { ...statement, durationMs, rows, failed });
  }
}
