import type { Note } from '../../domain/finding.ts';
import type { RevisionId } from '../../domain/revision.ts';
import type { Mover, OpenOptions, ProjectOptions, StepResult } from '../tool.ts';
import { type Moved, movedRecord } from './answers.ts';
import type { ChannelRecord } from './channel.ts';
import type { DriverProcess } from './driver-process.ts';
import type { Environment } from './environment.ts';
import type { AlembicFacts, Interpreter } from './facts.ts';
import { isolation } from './isolation.ts';
import { type OpenedDriver, openDriver } from './open-driver.ts';
import { ownDatabase, twiceTheSame } from './several-databases.ts';
import { StatementLog } from './statement-log.ts';
import { fromMoved, type Told, unfinished } from './step-result.ts';
import type { WaitingDrivers } from './waiting-drivers.ts';

const movedAnswer = (record: ChannelRecord): Moved | null =>
  record.kind === 'moved' ? movedRecord.parse(record) : null;

/** What the guard of the driver raises. */
const refusedException = 'migration_gate_driver.guard.Refused';

const nothingTold: Told = { notes: [], schemaStatements: [], refusals: [] };

/**
 * Opens a project on one scratch database in a Python process of its own, with env.py seen to run.
 *
 * @param waiting processes that were started before for this project, to be taken first
 * @throws GateError `unsupported`, `tool-missing`, `bad-project`, `env-failed`, `missing-variables`, `refused-connection`, `interrupted`
 */
export async function openMover(
  facts: AlembicFacts,
  interpreter: Interpreter,
  project: ProjectOptions,
  environment: Environment,
  options: OpenOptions,
  waiting: WaitingDrivers | null = null,
): Promise<Mover> {
  await using ends = new AsyncDisposableStack();
  const { wrap, target, others } = ends.use(await isolation(options, interpreter.path, environment));
  const within = { ...options, target, others, wrap };
  const opened = await openDriver(facts, interpreter, project, environment, within, waiting);
  const { driver, ready } = opened;
  const nameOf = (asked: string): string => asked || ownDatabase(facts);
  const [indistinct] = ready.indistinct;
  if (indistinct !== undefined) {
    await driver.close();
    throw twiceTheSame(facts, ready.contexts, nameOf(indistinct));
  }
  return new AlembicMover(opened, options, nameOf, ends.move());
}

interface Request {
  readonly trace: boolean;
  readonly [field: string]: unknown;
}

const runsOnce = ({ failure }: StepResult): Note => ({
  what: `env.py does not run a second time in one process (${failure ? failure.message.split('\n', 1)[0] : 'it then runs no migrations'}), so each movement had a process of its own, as each command has`,
  at: failure?.at ?? null,
});

class AlembicMover implements Mover {
  readonly description: string;
  readonly sqliteVersion: string | null;
  readonly loaded: ReadonlyMap<RevisionId, readonly RevisionId[]>;
  readonly databases: readonly string[];
  readonly conventions: string;
  readonly #nameOf: (asked: string) => string;
  readonly #anew: OpenedDriver['anew'];
  readonly #timeoutMs: number;
  /** What is to go when its process has gone. */
  readonly #ends: AsyncDisposableStack;
  /** Whether env.py ran migrations somewhere when it was looked at. */
  readonly #ranSomewhere: boolean;
  #driver: DriverProcess;
  #oneProcessEach = false;
  #told: Told;

  constructor(
    { driver, ready, anew }: OpenedDriver,
    { target, timeoutMs }: OpenOptions,
    nameOf: (asked: string) => string,
    ends: AsyncDisposableStack,
  ) {
    this.#ends = ends;
    this.#anew = anew;
    this.#ranSomewhere = ready.contexts > 0;
    this.#nameOf = nameOf;
    this.databases = ready.databases.map(nameOf);
    this.conventions = ready.conventions;
    this.#driver = driver;
    this.#timeoutMs = timeoutMs;
    this.description = `Alembic ${ready.alembic}, SQLAlchemy ${ready.sqlalchemy}, Python ${ready.python}`;
    this.sqliteVersion = target.engine === 'sqlite' ? ready.sqlite : null;
    this.loaded = new Map(Object.entries(ready.loaded));
    this.#told = { notes: ready.notes, refusals: ready.refusals, schemaStatements: ready.schemaStatements };
  }

  get alive(): boolean {
    return this.#driver.alive;
  }

  build(to: readonly RevisionId[]): Promise<StepResult> {
    return this.#move({ do: 'build', to, trace: false });
  }

  stamp(at: readonly RevisionId[]): Promise<StepResult> {
    return this.#move({ do: 'stamp', to: at, trace: false });
  }

  upgrade(revision: RevisionId, { trace }: { readonly trace: boolean }): Promise<StepResult> {
    return this.#move({ do: 'upgrade', revision, trace });
  }

  downgrade(revision: RevisionId, { trace }: { readonly trace: boolean }): Promise<StepResult> {
    return this.#move({ do: 'downgrade', revision, trace });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#driver.close();
    await this.#ends.disposeAsync();
  }

  /** A movement that did not even come to run is made once more where env.py has not run before, as it is in production. */
  async #move(request: Request): Promise<StepResult> {
    if (this.#oneProcessEach) await this.#startAnew();
    const told = this.#told;
    const first = await this.#ask(request);
    if (this.#oneProcessEach || !this.#cameToNothing(first) || !(await this.#startAnew())) return first;
    this.#told = told;
    const second = await this.#ask(request);
    if (this.#cameToNothing(second)) return second;
    this.#oneProcessEach = true;
    return { ...second, notes: [...second.notes, runsOnce(first)] };
  }

  #cameToNothing({ contexts, failure }: StepResult): boolean {
    // What was refused is refused in a fresh process too.
    if (failure?.exception === refusedException) return false;
    return this.#ranSomewhere && contexts === 0 && failure?.kind !== 'timeout' && failure?.kind !== 'lost';
  }

  async #startAnew(): Promise<boolean> {
    await this.#driver.close();
    const { driver } = await this.#anew();
    if (driver) this.#driver = driver;
    return driver !== null;
  }

  async #ask(request: Request): Promise<StepResult> {
    const log = new StatementLog(this.databases.length > 1 ? this.#nameOf : null);
    const told = this.#told;
    // What is not traced is no step of a walk: what was refused before it is told with the first one that is.
    this.#told = request.trace ? nothingTold : { ...nothingTold, refusals: told.refusals };
    const started = performance.now();
    const reply = this.alive
      ? await this.#driver.ask(request, movedAnswer, this.#timeoutMs, log.take)
      : ({ kind: 'ended', how: 'it had ended before' } as const);
    const durationMs = performance.now() - started;
    if (reply.kind === 'answer') {
      const moved = reply.answer;
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
