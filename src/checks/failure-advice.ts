import type { Movement, StepFailure } from '../domain/walk.ts';

/** What to do about a step that failed, as far as the error code and the migration's own line tell. */
export function adviseOnFailure(failure: StepFailure, movement: Movement): string {
  const code = failure.sqlstate ?? '';
  return (
    (unnamedConstraint.test(failure.traceback) ? nameTheConstraint : null) ??
    byCode[code]?.(movement) ??
    (code.startsWith('SQLITE_CONSTRAINT') ? rowsForbid(movement) : null) ??
    (code.startsWith('SQLITE_') && alters(failure) ? alterOnSqlite : null) ??
    (className(failure) === 'NotImplementedError' ? notImplemented : null) ??
    byKind(failure, movement)
  );
}

const unnamedConstraint = /drop_constraint\(\s*None/;
const nameTheConstraint =
  'Nothing can be dropped without a name. Give the constraint a name where upgrade() creates it, and use that name here; ' +
  'or set a `naming_convention` on the MetaData, so that every constraint has one.';
const alterOnSqlite =
  'SQLite cannot make this change in place. Put the operation into `with op.batch_alter_table("…") as batch_op:`, which rebuilds the table.';
const notImplemented =
  'If Alembic raised this, the engine cannot make the change in place: put the operation into ' +
  '`with op.batch_alter_table("…") as batch_op:`. If the line raises it on purpose, write what it should do.';

const alters = (failure: StepFailure): boolean => /^\s*alter\b/i.test(failure.statement?.sql ?? '');
const className = (failure: StepFailure): string | undefined => failure.exception?.split('.').at(-1);

type Advice = (movement: Movement) => string;

const existsAlready: Advice = (movement) => existing[movement];
const existing: Readonly<Record<Movement, string>> = {
  upgrade:
    'Another revision or an earlier statement creates it already. Take this one out, or give the new object a name of its own.',
  downgrade:
    'downgrade() creates what is there already: the upgrade did not remove it. Take the statement out, or remove the object in upgrade().',
  're-upgrade': 'Let downgrade() drop what upgrade() creates: it is still there.',
};

const doesNotExist: Advice = (movement) => absent[movement];
const absent: Readonly<Record<Movement, string>> = {
  upgrade:
    'Check the spelling and the schema; if another revision creates it, let `down_revision` or `depends_on` name that revision.',
  downgrade:
    'Name what upgrade() really made: compare names and schemas with it, and undo its statements in reverse order.',
  're-upgrade': 'Let downgrade() put back what upgrade() takes away or renames: it is not there any more.',
};

/** What is a whole object may be somebody else's. */
const wholeDoesNotExist: Advice = (movement) =>
  movement === 'upgrade'
    ? `${absent.upgrade} If no revision makes it, name the SQL that does in migration-gate.yml: \`setup\` where another project or an administrator makes it, \`start\` where the history begins on a schema that was there before.`
    : absent[movement];

const rowsForbid: Advice = (movement) =>
  movement === 're-upgrade'
    ? 'Let downgrade() take out the rows that upgrade() puts in, and put back those that it changes: the second upgrade meets them.'
    : 'Rows that the history itself puts in stand against it. Mend those rows in this revision before the statement, or loosen the rule.';

/** By SQLSTATE; the names that SQLite gives its codes speak for themselves. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const byCode: Readonly<Record<string, Advice>> = {
  '42P06': existsAlready,
  '42P07': existsAlready,
  '42701': existsAlready,
  '42710': existsAlready,
  '42723': existsAlready,
  '3F000': wholeDoesNotExist,
  '42P01': wholeDoesNotExist,
  '42703': doesNotExist,
  '42704': doesNotExist,
  '42883': wholeDoesNotExist,
  '23502': rowsForbid,
  '23503': rowsForbid,
  '23505': rowsForbid,
  '23514': rowsForbid,
  '2BP01': () =>
    'Other objects need it. Drop those first, each by its name, and create them again in the other direction; CASCADE would take them without a word.',
  '22001': () => 'The value is longer than its column holds. Shorten it, or widen the column first.',
  '25001': () =>
    'This statement cannot run inside a transaction: put it into `with op.get_context().autocommit_block():`.',
  '25P02': () =>
    'An earlier statement had failed and its error was swallowed; Postgres then refuses all that follows. Mend that statement, or put it into `with connection.begin_nested():`.',
  '42501': () =>
    'The role that migrates lacks this right. Grant it to the role that runs migrations in production too, or leave the statement to an administrator.',
  '42601': () => 'The statement is not valid SQL: mend it at the place that the message names.',
  '42804': () =>
    'Say how the old values become new ones: `op.alter_column(…, postgresql_using="column::type")`; a default may have to be dropped first and set again.',
  '42830': () =>
    'A foreign key needs a primary key or a unique constraint on exactly the columns that it refers to: create that first.',
  '55P04': () =>
    'A new enum label can be used only after its transaction has ended: add it in `with op.get_context().autocommit_block():`, or in a revision of its own before this one.',
};

function byKind(failure: StepFailure, movement: Movement): string {
  if (movement === 're-upgrade') return 'Let downgrade() undo all that upgrade() does, rows and settings included.';
  const goes = movement === 'downgrade' ? 'downgrade()' : 'upgrade()';
  if (failure.kind === 'tool')
    return 'Mend what the message names; `alembic history` shows how the tool reads the revisions.';
  if (failure.kind === 'python') return `Mend the line in ${goes}; the last frame shown is where it was raised.`;
  return movement === 'downgrade'
    ? absent.downgrade
    : 'Mend the statement in upgrade() so that this database takes it.';
}
