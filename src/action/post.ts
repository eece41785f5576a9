import { getState, info, warning } from '@actions/core';
import type { Surroundings } from '../cli/surroundings.ts';
import { messageOf } from '../domain/error.ts';
import { connect } from '../github/client.ts';
import { refusalWords } from '../github/refusal.ts';
import { cancelUnfinished } from '../github/unfinished.ts';
import { hideEnvironment } from './hidden-environment.ts';
import { readRunner } from './runner.ts';
import { stateKeys, stateSchema } from './state.ts';
import { cancelled } from './texts.ts';

/** The post step: ends what a main step began that was killed before it could. Never fails the job. */
export async function runPost({ env }: Pick<Surroundings, 'env'>): Promise<void> {
  // What a run left, killed or not, may be alive still. The main step told where this cannot be.
  hideEnvironment();
  if (getState(stateKeys.done)) return;
  await Promise.all([endCheckRun(env), removeLeftovers(env)]);
}

async function endCheckRun(env: NodeJS.ProcessEnv): Promise<void> {
  const begun = getState(stateKeys.check);
  const token = env.INPUT_TOKEN;
  if (!begun || !token) return;
  try {
    const { name, headSha, externalId } = stateSchema.parse(JSON.parse(begun));
    const place = { repository: readRunner(env).repository, name, headSha };
    const left = await cancelUnfinished(connect(token), place, (id) => id === externalId, cancelled);
    if (left > 0) info(`The check run ${name} is completed as cancelled: the gate was ended before its verdict.`);
  } catch (thrown) {
    warning(`The check run could not be completed: ${refusalWords(thrown, 'checks: write')}`);
  }
}

/** Processes, servers, containers and folders of runs on this machine whose process is dead. */
async function removeLeftovers(env: NodeJS.ProcessEnv): Promise<void> {
  try {
    const [{ cleanUp }, { runFolderParents }, { cachingOf }, { parts }] = await Promise.all([
      import('../gate/clean-up.ts'),
      import('../gate/run-folder.ts'),
      import('../gate/cache-folder.ts'),
      import('../parts.ts'),
    ]);
    const notes = await cleanUp(parts.engines, runFolderParents(), {
      cacheFolder: cachingOf({ cache: null }, env, '').folder,
    });
    for (const { what } of notes) info(what);
  } catch (thrown) {
    warning(`What the gate left could not be removed: ${messageOf(thrown)}`);
  }
}
