import { GateError } from '../../domain/error.ts';
import type { OpenOptions, ProjectOptions } from '../tool.ts';
import { type MissingVariable, type Ready, type Refused, readyRecord, refusedRecord } from './answers.ts';
import type { ChannelRecord } from './channel.ts';
import { DriverProcess, type Reply } from './driver-process.ts';
import { childEnvironment, type Environment } from './environment.ts';
import type { AlembicFacts, Interpreter } from './facts.ts';
import type { Isolation } from './isolation.ts';
import { MissingVariables } from './missing-variables.ts';
import { envFailed, openFailure } from './open-failure.ts';
import { StatementLog } from './statement-log.ts';
import { targetUrl } from './target-urls.ts';
import type { Started, WaitingDrivers } from './waiting-drivers.ts';

/** Settings are read class by class: each run with plausible values in place of the missing ones may show further ones. */
const mostRounds = 8;

interface Opened {
  readonly driver: DriverProcess;
  readonly ready: Ready;
}

export interface OpenedDriver extends Opened {
  /** Another process like it, in which env.py has not run yet. */
  readonly anew: () => Promise<Opened | NotOpened>;
}

interface NotOpened {
  readonly driver: null;
  readonly error: GateError;
  readonly missing: readonly MissingVariable[];
  /** Looked for and not found; perhaps without need. */
  readonly asked: readonly MissingVariable[];
}

/**
 * Starts the driver until env.py runs. Values made up for missing variables serve to find all of them, never to go on.
 *
 * @throws GateError see `openMover`
 */
export async function openDriver(
  facts: AlembicFacts,
  interpreter: Interpreter,
  project: ProjectOptions,
  environment: Environment,
  options: OpenOptions & Pick<Isolation, 'wrap'>,
  waiting: WaitingDrivers | null,
): Promise<OpenedDriver> {
  requireVersions(interpreter);
  const place = { root: facts.root, projectUrl: facts.url };
  const given = await childEnvironment(environment, project, options.target, place);
  const start = (variables: Readonly<Record<string, string>>): Started => {
    const { wrap, runId, signal } = options;
    const { workingFolder } = facts;
    const process = { python: interpreter.path, wrap, workingFolder, environment: variables, runId, signal };
    return { driver: new DriverProcess(process), late: {} };
  };
  const open = (madeUp: Readonly<Record<string, string>>) =>
    openOnce(facts, interpreter, start({ ...given, ...madeUp }), options, true);
  const first = await openOnce(facts, interpreter, waiting?.take(given) ?? start(given), options, true);
  if (first.driver) return { ...first, anew: () => openOnce(facts, interpreter, start(given), options, false) };
  throw await reasonOf(first, new MissingVariables(facts, options.target), open);
}

/** Why it did not open: the error itself, unless it opens, or comes to another error, once variables are there. */
async function reasonOf(
  first: NotOpened,
  missing: MissingVariables,
  open: (madeUp: Readonly<Record<string, string>>) => Promise<Opened | NotOpened>,
): Promise<GateError> {
  let last: Opened | NotOpened = first;
  for (let round = 1; round < mostRounds && !last.driver; round += 1) {
    if (!missing.add(last.missing) && !missing.suspect(last.asked)) break;
    last = await open(missing.madeUp());
  }
  if (last.driver) await last.driver.close();
  return missing.error(last.driver !== null) ?? first.error;
}

/** @param look whether to run env.py once without moving anything */
async function openOnce(
  facts: AlembicFacts,
  interpreter: Interpreter,
  { driver, late }: Started,
  options: OpenOptions,
  look: boolean,
): Promise<Opened | NotOpened> {
  const { timeoutMs } = options;
  const log = new StatementLog();
  try {
    const request = { ...openRequest(facts, options, look), environment: late };
    const reply = await driver.ask(request, openAnswer, timeoutMs, log.take);
    if (reply.kind === 'answer' && 'ready' in reply.answer) return { driver, ready: reply.answer.ready };
    const failure =
      reply.kind === 'answer' && 'refused' in reply.answer
        ? notOpened(reply.answer.refused, facts, interpreter, driver.lastWords)
        : unanswered(reply, facts, driver.lastWords, log, timeoutMs);
    await driver.close();
    return failure;
  } catch (error) {
    await driver.close();
    throw error;
  }
}

const notOpened = (refused: Refused, facts: AlembicFacts, interpreter: Interpreter, words: string): NotOpened => ({
  driver: null,
  error: openFailure(refused, facts, interpreter.path, words),
  missing: refused.missing,
  asked: refused.asked.map((name) => ({ name, type: '' })),
});

function unanswered(
  reply: Reply<unknown>,
  facts: AlembicFacts,
  words: string,
  log: StatementLog,
  timeoutMs: number,
): NotOpened {
  const at = log.stoppedAt ? ` at ${log.stoppedAt.file}:${log.stoppedAt.line}` : '';
  const what =
    reply.kind === 'ended'
      ? `the process ended before any migration ran: ${reply.how}`
      : `env.py did not come to its end within ${timeoutMs / 1000} s${at}`;
  return { driver: null, error: envFailed(facts, words ? `${what}\n${words}` : what), missing: [], asked: [] };
}

type OpenAnswer = { readonly ready: Ready } | { readonly refused: Refused };

const openAnswer = (record: ChannelRecord): OpenAnswer | null => {
  if (record.kind === 'ready') return { ready: readyRecord.parse(record) };
  return record.kind === 'refused' ? { refused: refusedRecord.parse(record) } : null;
};

const openRequest = (facts: AlembicFacts, options: OpenOptions, look: boolean) => ({
  facts,
  look,
  target: options.target,
  others: Object.fromEntries(options.others),
  url: targetUrl(options.target, facts.url),
  versionFolders: options.versionFolders,
  application: `migration-gate-${options.runId}`,
});

function requireVersions({ path, version, alembic, sqlalchemy }: Interpreter): void {
  const tooOld = olderThan(version, [3, 10])
    ? `Python ${version}`
    : olderThan(alembic, [1, 8])
      ? `Alembic ${alembic}`
      : olderThan(sqlalchemy, [1, 4])
        ? `SQLAlchemy ${sqlalchemy}`
        : null;
  if (tooOld === null) return;
  throw new GateError(
    'unsupported',
    `${path} has ${tooOld}; migration-gate needs Python 3.10, Alembic 1.8 and SQLAlchemy 1.4 or newer`,
    { hint: 'Name a newer interpreter with `python`, or upgrade what is too old in this one.' },
  );
}

function olderThan(version: string, [major, minor]: readonly [number, number]): boolean {
  const [hasMajor = 0, hasMinor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return hasMajor < major || (hasMajor === major && hasMinor < minor);
}
