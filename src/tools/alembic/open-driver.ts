import { GateError } from '../../domain/error.ts';
import type { OpenOptions, ProjectOptions } from '../tool.ts';
import { type MissingVariable, type Ready, readyRecord, refusedRecord } from './answers.ts';
import { DriverProcess, type Reply } from './driver-process.ts';
import { childEnvironment, type Environment } from './environment.ts';
import type { AlembicFacts, Interpreter } from './facts.ts';
import { missingVariables, plausibleValue } from './missing-variables.ts';
import { envFailed, openFailure } from './open-failure.ts';
import { StatementLog } from './statement-log.ts';
import { fillIn, targetUrl } from './target-urls.ts';

/** Settings are read class by class: each run with plausible values in place of the missing ones may show further ones. */
const mostRounds = 8;

export interface OpenedDriver {
  readonly driver: DriverProcess;
  readonly ready: Ready;
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
  options: OpenOptions,
  mark: string,
): Promise<OpenedDriver> {
  requireVersions(interpreter);
  const place = { root: facts.root, projectUrl: facts.url, mark };
  const given = await childEnvironment(environment, project, options.target, place);
  const missing = new Map<string, MissingVariable>();
  for (let round = 0; round < mostRounds; round += 1) {
    const madeUp = [...missing.values()].map((variable) => [
      variable.name,
      fillIn(plausibleValue(variable), options.target, facts.url),
    ]);
    const attempt = await openOnce(facts, interpreter, { ...given, ...Object.fromEntries(madeUp) }, options, mark);
    if ('driver' in attempt && missing.size === 0) return attempt;
    if ('driver' in attempt) {
      await attempt.driver.close();
      break;
    }
    const further = attempt.missing.filter(({ name }) => !missing.has(name));
    if (further.length === 0 && missing.size === 0) throw attempt.error;
    if (further.length === 0) break;
    for (const variable of further) missing.set(variable.name, variable);
  }
  throw missingVariables([...missing.values()], facts);
}

async function openOnce(
  facts: AlembicFacts,
  interpreter: Interpreter,
  environment: Readonly<Record<string, string>>,
  options: OpenOptions,
  mark: string,
): Promise<OpenedDriver | { readonly error: GateError; readonly missing: readonly MissingVariable[] }> {
  const { workingFolder } = facts;
  const driver = new DriverProcess({
    python: interpreter.path,
    workingFolder,
    environment,
    mark,
    signal: options.signal,
  });
  const log = new StatementLog();
  try {
    const reply = await driver.ask(openRequest(facts, options), ['ready', 'refused'], options.timeoutMs, log.take);
    if (reply.kind === 'answer' && reply.record.kind === 'ready')
      return { driver, ready: readyRecord.parse(reply.record) };
    const failure = failureOf(reply, facts, interpreter, driver, log, options);
    await driver.close();
    return failure;
  } catch (error) {
    await driver.close();
    throw error;
  }
}

function failureOf(
  reply: Reply,
  facts: AlembicFacts,
  interpreter: Interpreter,
  driver: DriverProcess,
  log: StatementLog,
  options: OpenOptions,
): { readonly error: GateError; readonly missing: readonly MissingVariable[] } {
  if (reply.kind === 'answer') {
    const refused = refusedRecord.parse(reply.record);
    return { error: openFailure(refused, facts, interpreter.path, driver.lastWords), missing: refused.missing };
  }
  const words = driver.lastWords ? `\n${driver.lastWords}` : '';
  if (reply.kind === 'ended')
    return { error: envFailed(facts, `the process ended before any migration ran: ${reply.how}${words}`), missing: [] };
  const at = log.stoppedAt ? ` at ${log.stoppedAt.file}:${log.stoppedAt.line}` : '';
  const what = `env.py did not come to its end within ${options.timeoutMs / 1000} s${at}${words}`;
  return { error: envFailed(facts, what), missing: [] };
}

const openRequest = (facts: AlembicFacts, options: OpenOptions) => ({
  facts,
  target: options.target,
  url: targetUrl(options.target, facts.url),
  versionFolders: options.versionFolders,
  application: `migration-gate-${options.runId}`,
});

function requireVersions({ path, version, alembic }: Interpreter): void {
  const tooOld = olderThan(version, [3, 10])
    ? `Python ${version}`
    : olderThan(alembic, [1, 8])
      ? `Alembic ${alembic}`
      : null;
  if (tooOld === null) return;
  throw new GateError(
    'unsupported',
    `${path} has ${tooOld}; migration-gate needs Python 3.10 and Alembic 1.8 or newer`,
    {
      hint: 'Name a newer interpreter with `python`, or upgrade Alembic in this one.',
    },
  );
}

function olderThan(version: string, [major, minor]: readonly [number, number]): boolean {
  const [hasMajor = 0, hasMinor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return hasMajor < major || (hasMajor === major && hasMinor < minor);
}
