import { parse, TomlError } from 'smol-toml';
import { badProject } from './bad-project.ts';

export type TomlTable = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is TomlTable =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/**
 * `[tool.alembic]` of a pyproject.toml; null when it has none.
 * @throws GateError `bad-project` when a file that speaks of Alembic does not parse
 */
export function alembicTable(file: string, text: string): TomlTable | null {
  if (!/tool\s*\.\s*["']?alembic|\balembic\b.*=\s*\{/.test(text)) return null;
  const tool = parseToml(file, text).tool;
  const table = isTable(tool) ? tool.alembic : undefined;
  if (table === undefined) return null;
  if (isTable(table)) return table;
  throw badProject(
    { file, line: null },
    `\`tool.alembic\` is ${JSON.stringify(table)}, not a table.`,
    'Write it as [tool.alembic].',
  );
}

/** @throws GateError `bad-project` naming file and line */
function parseToml(file: string, text: string): TomlTable {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw badProject(
      { file, line: error.line },
      `not valid TOML: ${error.message.split('\n')[0]}`,
      'Mend that line.',
      error,
    );
  }
}
