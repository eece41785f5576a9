import { getState, info, warning } from '@actions/core';
import type { Surroundings } from '../cli/surroundings.ts';
import { connect } from '../github/client.ts';
import { refusalWords } from '../github/refusal.ts';
import { cancelUnfinished } from '../github/unfinished.ts';
import { readRunner } from './runner.ts';
import { stateKeys, stateSchema } from './state.ts';
import { cancelled } from './texts.ts';

/** The post step: ends what a main step began that was killed before it could. Never fails the job. */
export async function runPost({ env }: Pick<Surroundings, 'env'>): Promise<void> {
  if (getState(stateKeys.done)) return;
  await endCheckRun(env);
}

async function endCheckRun(env: NodeJS.ProcessEnv): Promise<void> {
  const begun = getState(stateKeys.check);
  const token = env.INPUT_TOKEN;
  if (!begun || !token) return;
  try {
    const { name, headSha, externalId } = stateSchema.parse(JSON.parse(begun));
    const { repository } = readRunner(env);
    const left = await cancelUnfinished(
      connect(token),
      { repository, name, headSha },
      (id) => id === externalId,
      cancelled,
    );
    if (left > 0) info(`The check run ${name} is completed as cancelled: the gate was ended before its verdict.`);
  } catch (thrown) {
    warning(`The check run could not be completed: ${refusalWords(thrown, 'checks: write')}`);
  }
}
