import { randomUUID } from 'node:crypto';
import { GateError } from '../../domain/error.ts';
import type { RevisionId } from '../../domain/revision.ts';
import type { Mover, OpenOptions, ProjectOptions, StepResult } from '../tool.ts';
import { movedRecord, type Ready } from './answers.ts';
import type { DriverProcess } from './driver-process.ts';
import type { Environment } from './environment.ts';
import type { AlembicFacts, Interpreter } from './facts.ts';
import { openDriver } from './open-driver.ts';
import { StatementLog } from './statement-log.ts';
import { fromMoved, schemaUnknowns, type Told, unfinished } from './step-result.ts';

const nothingTold: Told = { notes: [], unknowns: [], refusals: [] };

/**
 * Opens a project on one scratch database in a Python process of its own, with env.py seen to run.
 *
 * @throws GateError `unsupported`, `tool-missing`, `bad-project`, `env-failed`, `missing-variables`, `refused-connection`, `interrupted`
 */
export async function openMover(
  facts: AlembicFacts,
  interpreter: Interpreter,
  project: ProjectOptions,
  environment: Environment,
  options: OpenOptions,
): Promise<Mover> {
  const mark = `${options.runId}-${randomUUID()}`;
  const { driver, ready } = await openDriver(facts, interpreter, project, environment, options, mark);
  if (ready.contexts > 1 && ready.databases.length > 1) {
    await driver.close();
    throw new GateError(
      'unsupported',
      `${facts.id}: env.py migrates several databases in one run: ${ready.databases.join(', ')}`,
      {
        hint: 'Describe each database as a project of its own in migration-gate.yml, told apart by `x` arguments or `env`.',
      },
    );
  }
  return new AlembicMover(driver, ready, options);
}

class AlembicMover implements Mover {
  readonly description: string;
  readonly sqliteVersion: string | null;
  readonly loaded: ReadonlyMap<RevisionId, readonly RevisionId[]>;
  readonly #driver: DriverProcess;
  readonly #timeoutMs: number;
  #told: Told;

  constructor(driver: DriverProcess, ready: Ready, { target, timeoutMs }: OpenOptions) {
    this.#driver = driver;
    this.#timeoutMs = timeoutMs;
    this.description = `Alembic ${ready.alembic}, SQLAlchemy ${ready.sqlalchemy}, Python ${ready.python}`;
    this.sqliteVersion = target.engine === 'sqlite' ? ready.sqlite : null;
    this.loaded = new Map(Object.entries(ready.loaded));
    this.#told = { notes: ready.notes, refusals: ready.refusals, unknowns: schemaUnknowns(ready.schemaStatements) };
  }

  get alive(): boolean {
    return this.#driver.alive;
  }

  build(to: readonly RevisionId[]): Promise<StepResult> {
    return this.#move({ do: 'build', to, trace: false });
  }

  upgrade(revision: RevisionId, { trace }: { readonly trace: boolean }): Promise<StepResult> {
    return this.#move({ do: 'upgrade', revision, trace });
  }

  downgrade(revision: RevisionId, { trace }: { readonly trace: boolean }): Promise<StepResult> {
    return this.#move({ do: 'downgrade', revision, trace });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#driver.close();
  }

  async #move(request: { readonly trace: boolean; readonly [field: string]: unknown }): Promise<StepResult> {
    const log = new StatementLog();
    const told = this.#told;
    // What is not traced is no step of a walk: what was refused before it is told with the first one that is.
    this.#told = request.trace ? nothingTold : { ...nothingTold, refusals: told.refusals };
    const started = performance.now();
    const reply = this.alive
      ? await this.#driver.ask(request, ['moved'], this.#timeoutMs, log.take)
      : ({ kind: 'ended', how: 'it had ended before' } as const);
    const durationMs = performance.now() - started;
    if (reply.kind === 'answer') return fromMoved(movedRecord.parse(reply.record), log.statements, durationMs, told);
    const during = { statements: log.statements, running: log.running, at: log.stoppedAt, bodies: log.bodies };
    const inRevision = log.revision === null ? 'before any revision ran' : `in revision ${log.revision}`;
    if (reply.kind === 'timeout')
      return unfinished(
        'timeout',
        `the time limit of ${this.#timeoutMs / 1000} s passed ${inRevision}`,
        during,
        durationMs,
        told,
      );
    const words = this.#driver.lastWords;
    const message = `the process that ran the migration is gone (${inRevision}): ${reply.how}${words ? `\n${words}` : ''}`;
    return unfinished('lost', message, during, durationMs, told);
  }
}
