/** An identifier in double quotes, always (PostgreSQL manual, 4.1.1). */
export const quoted = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;

/** A string constant (PostgreSQL manual, 4.1.2.2). */
export const literal = (text: string): string => `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** Longest name that the server does not cut (NAMEDATALEN - 1), in bytes. */
const longest = 63;

const prefix = 'migration_gate_';

/**
 * Name of the nth database of a run: `migration_gate_<runId>_<n>_<words>`, at most 63 bytes.
 * @param words anything; what is not a letter or digit becomes `_`
 */
export function databaseName(runId: string, n: number, words: string): string {
  const plain = words.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  return `${prefix}${runId}_${n}_${plain}`.slice(0, longest).replace(/_+$/, '');
}

/** The run that made a database; null for a name that is none of the gate's. */
export function runOf(database: string): string | null {
  return /^migration_gate_([0-9a-f]{10})_\d+/.exec(database)?.[1] ?? null;
}
