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
  const nameOf = (asked: string): string => asked || ownDatabase(facts);
  const [indistinct] = ready.indistinct;
  if (indistinct !== undefined) {
    await driver.close();
    throw twiceTheSame(facts, ready.contexts, nameOf(indistinct));
  }
  return new AlembicMover(driver, ready, options, nameOf);
}

/** The second run would find the work done by the first, and what it should have run would never be seen. */
const twiceTheSame = ({ id }: AlembicFacts, contexts: number, database: string): GateError =>
  new GateError(
    'unsupported',
    `${id}: env.py runs migrations ${contexts} times, and more than once on the same version table of the same database (${database}), so they cannot be told apart`,
    {
      hint: 'Let each database have a URL of its own where env.py looks for it (`env` of the project in migration-gate.yml): host and name may be made up, for each is replaced by a scratch database. In one database let each schema have its own version table.',
    },
  );

/** What the scratch database's own URL stands for: `sqlalchemy.url` as configured, without user and options. */
const ownDatabase = ({ url }: AlembicFacts): string =>
  url
    ?.replace(/^(\w+)\+\w+:/, '$1:')
    .replace(/\/\/[^/@]*@/, '//')
    .replace(/\?.*$/, '') ?? 'DATABASE_URL';

class AlembicMover implements Mover {
  readonly description: string;
  readonly sqliteVersion: string | null;
  readonly loaded: ReadonlyMap<RevisionId, readonly RevisionId[]>;
  readonly databases: readonly string[];
  readonly #nameOf: (asked: string) => string;
  readonly #driver: DriverProcess;
  readonly #timeoutMs: number;
  #told: Told;

  constructor(
    driver: DriverProcess,
    ready: Ready,
    { target, timeoutMs }: OpenOptions,
    nameOf: (asked: string) => string,
  ) {
    this.#nameOf = nameOf;
    this.databases = ready.databases.map(nameOf);
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
    const log = new StatementLog(this.databases.length > 1 ? this.#nameOf : null);
    const told = this.#told;
    // What is not traced is no step of a walk: what was refused before it is told with the first one that is.
    this.#told = request.trace ? nothingTold : { ...nothingTold, refusals: told.refusals };
    const started = performance.now();
    const reply = this.alive
      ? await this.#driver.ask(request, ['moved'], this.#timeoutMs, log.take)
      : ({ kind: 'ended', how: 'it had ended before' } as const);
    const durationMs = performance.now() - started;
    if (reply.kind === 'answer') {
      const moved = movedRecord.parse(reply.record);
      const used = moved.databases.map(this.#nameOf);
      return fromMoved(moved, { known: this.databases, used }, log.statements, durationMs, told);
    }
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
