import { engineNames } from '../domain/engine-names.ts';
import type { EngineId, Step, StepFailure } from '../domain/walk.ts';

/** A failure for which the migration or env.py is to blame; a time limit or a lost server is an Unknown, told by the walk itself. */
export function faultOf(step: Step | null): StepFailure | null {
  const failure = step?.outcome === 'failed' ? step.failure : null;
  return failure && failure.kind !== 'timeout' && failure.kind !== 'lost' ? failure : null;
}

/** Where an object lies in memory, in its `repr`: another place in every run. */
const pythonAddress = / at 0x[0-9a-f]+/g;

/** What was said, by whom, with the statement or the frames that it came from: `Postgres said: column "x" does not exist (42703)`. */
export function tellFailure(failure: StepFailure, engine: EngineId): string {
  const code = failure.sqlstate === null ? '' : ` (${failure.sqlstate})`;
  const said = `${speaker(failure, engine)}: ${failure.message.trim().replaceAll(pythonAddress, '')}${code}`;
  return [said, ...(failure.detail === null ? [] : [failure.detail.trim()]), ...block(failure)].join('\n');
}

/** ` at line 31`, for a sentence; with the file where the line is not the revision's own. */
export function atLine(failure: StepFailure, ownFile: string): string {
  if (failure.at === null || failure.at.line === null) return '';
  const { file, line } = failure.at;
  return file === ownFile ? ` at line ${line}` : ` at line ${line} of ${file}`;
}

/** Names a failure so that it stays the same while lines and values shift. */
export const kindOfFailure = (failure: StepFailure): string => failure.sqlstate ?? failure.exception ?? failure.kind;

function speaker(failure: StepFailure, engine: EngineId): string {
  const where = failure.database === undefined ? '' : ` (database \`${failure.database}\`)`;
  if (failure.kind === 'database') return `${engineNames[engine]}${where} said`;
  if (failure.kind === 'tool') return 'The migration tool refused';
  return `The migration's own code${where} raised ${failure.exception?.split('.').at(-1) ?? 'an exception'}`;
}

function block(failure: StepFailure): readonly string[] {
  if (failure.statement) return ['', '```sql', failure.statement.sql.trim(), '```'];
  if (failure.kind === 'python' && failure.traceback.trim() !== '')
    return ['', '```', failure.traceback.trimEnd(), '```'];
  return [];
}
