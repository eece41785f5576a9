import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { info, warning } from '@actions/core';
import { bugWords, failureWords } from '../cli/failure.ts';
import { loadGate } from '../cli/gate.ts';
import { ignoreClosedPipe, type Surroundings, write } from '../cli/surroundings.ts';
import { GateError } from '../domain/error.ts';
import { connect } from '../github/client.ts';
import type { Trigger } from '../github/event.ts';
import { runCheck } from './check.ts';
import { withoutSecrets } from './environment.ts';
import { hideEnvironment } from './hidden-environment.ts';
import { readInputs } from './inputs.ts';
import type { Job } from './job.ts';
import { readEvent, readRunner } from './runner.ts';
import { inside } from './surroundings.ts';

/** The main step, from the runner's variables to the end of the process. */
export async function run(surroundings: Surroundings): Promise<void> {
  ignoreClosedPipe(surroundings.stdout);
  ignoreClosedPipe(surroundings.stderr);
  const inSight = hideEnvironment();
  if (inSight !== null)
    info(`Processes of this user can see the variables of this step, its token among them: ${inSight}`);
  surroundings.exit(await main(surroundings));
}

async function main(surroundings: Surroundings): Promise<number> {
  try {
    const job = jobOf(surroundings);
    if (job.inputs.mode === 'check') return await runCheck(job);
    const { runPublish } = await import('./publish.ts');
    return await runPublish(job);
  } catch (thrown) {
    const isOurBug = !(thrown instanceof GateError);
    await write(surroundings.stderr, isOurBug ? bugWords(thrown) : failureWords(thrown, surroundings));
    return isOurBug ? 70 : 2;
  }
}

/** @throws GateError `bad-usage` where there is no runner */
function jobOf(outer: Surroundings): Job {
  const { env } = outer;
  const inputs = readInputs(env);
  const runner = readRunner(env);
  const trigger = attempt(() => readEvent(env));
  const folder = resolve(runner.workspace, inputs.workingDirectory);
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  const clean = withoutSecrets(env, inputs.token);
  // Also for what reads the process's own environment: nothing that is started from here on inherits them.
  for (const name of Object.keys(env)) if (!(name in clean)) delete env[name];
  return {
    surroundings: inside(outer, isFolder ? folder : runner.workspace, clean),
    loadGate,
    runner,
    inputs: isFolder ? inputs : { ...inputs, refused: inputs.refused ?? noFolder(inputs.workingDirectory) },
    trigger,
    client: inputs.token === null ? null : connect(inputs.token),
    warn: (what) => warning(what),
  };
}

function attempt(read: () => Trigger): Trigger | GateError {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof GateError) return thrown;
    throw thrown;
  }
}

const noFolder = (folder: string): GateError =>
  new GateError('bad-usage', `the input \`working-directory\` names ${folder}, which is no folder of the workspace`, {
    hint: 'Give a folder that is there after the checkout, relative to its root.',
  });
