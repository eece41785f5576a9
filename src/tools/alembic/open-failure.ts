import { GateError } from '../../domain/error.ts';
import { wayOutOf } from '../../domain/sqlstate.ts';
import type { StepFailure } from '../../domain/walk.ts';
import { RefusedDatabase } from '../tool.ts';
import type { Place, Refused } from './answers.ts';
import type { AlembicFacts } from './facts.ts';
import { harmless } from './output.ts';

/** Why a project could not be opened, for a person: which file and line, in whose words, and the way out. */
export function openFailure(refused: Refused, facts: AlembicFacts, python: string, lastWords: string): GateError {
  const { failure, packages } = refused;
  if (refused.refused) return refusedConnection(refused.refused, failure, facts);
  if (packages.length > 0) {
    return new GateError('tool-missing', `${facts.id}: ${failure.message}`, {
      hint: `${python} -m pip install ${packages[0] ?? ''}${packages.length > 1 ? `   (or ${packages.slice(1).join(', ')})` : ''}`,
    });
  }
  const told = [`${name(failure.exception)}${failure.message}`, failure.traceback ?? '', lastWords]
    .filter(Boolean)
    .join('\n');
  if (refused.phase === 'alembic') {
    return new GateError('tool-missing', `Alembic could not be loaded by ${python}: ${harmless(told)}`, {
      hint: 'Install the project’s requirements into this interpreter, or name another one with `python`.',
    });
  }
  if (refused.phase === 'script') {
    return new GateError(
      'bad-project',
      `${facts.id}: the revisions could not be loaded${where(failure.at)}: ${harmless(told)}`,
      {
        hint: 'Run `alembic history` with the same interpreter; it must work before a migration can be walked.',
      },
    );
  }
  if (refused.phase === 'application') {
    return new GateError(
      'env-failed',
      `${facts.id}: the Flask application could not be loaded${where(failure.at)}: ${harmless(told)}`,
      {
        hint: 'Name it as for the flask command: FLASK_APP in the `env` of the project in migration-gate.yml.',
      },
    );
  }
  const what = `env.py failed${where(failure.at)}: ${harmless(told)}`;
  const missing = failure.sqlstate ? wayOutOf(failure.sqlstate) : null;
  return missing ? new GateError('env-failed', `${facts.id}: ${what}`, { hint: missing }) : envFailed(facts, what);
}

/** env.py did not come to its end: it hung, or ended the process. */
export function envFailed(facts: AlembicFacts, what: string): GateError {
  return new GateError('env-failed', `${facts.id}: ${what}`, {
    hint: 'env.py must run as it does for `alembic current`. Variables that it needs go into `env`, `pass-env` or `env-file` of the project in migration-gate.yml. One that serves `alembic upgrade --sql` alone needs a branch for when `context.is_offline_mode()` is false: migrations are walked on real databases.',
  });
}

function refusedConnection(
  refusal: NonNullable<Refused['refused']>,
  failure: Refused['failure'],
  facts: AlembicFacts,
): GateError {
  const { kind, target, at } = refusal;
  const message = `${facts.id}: the project’s code connects to ${target}${where(at)} and does not go on without it`;
  if (kind === 'database') {
    const hint =
      'The gate lets the project’s code talk to the scratch database alone. Make the connection with SQLAlchemy’s create_engine, or from DATABASE_URL, so that it can be pointed there.';
    return new RefusedDatabase(message, { hint, refusal, failure: raised(failure, at) });
  }
  return new GateError('refused-connection', message, {
    hint: `The gate lets the project’s code talk to the scratch database alone. If this is harmless, allow it:\n\nallow-connect: ['${target}']`,
  });
}

const raised = ({ exception, message, traceback }: Refused['failure'], at: Place | null): StepFailure => ({
  kind: 'python',
  exception: exception ?? null,
  message: harmless(message),
  sqlstate: null,
  detail: null,
  statement: null,
  at,
  traceback: harmless(traceback ?? ''),
});

const name = (exception: string | null | undefined): string => (exception ? `${exception}: ` : '');

const where = (at: Place | null | undefined): string => (at ? ` at ${at.file}:${at.line}` : '');
