import { CommanderError } from 'commander';
import { suggest } from '../config/suggest.ts';
import { GateError } from '../domain/error.ts';
import { runCheck } from './check.ts';
import { runDoctor } from './doctor.ts';
import { runExplain } from './explain.ts';
import { bugWords, failureWords } from './failure.ts';
import type { CheckFlags } from './flags.ts';
import { type LoadGate, loadGate } from './gate.ts';
import { runMerge } from './merge.ts';
import { runPlan } from './plan.ts';
import { buildProgram } from './program.ts';
import { runRefs } from './refs.ts';
import { ignoreClosedPipe, type Surroundings, write } from './surroundings.ts';
import { badUsage } from './usage.ts';

/** The command, from its arguments to the end of the process. */
export async function run(surroundings: Surroundings): Promise<void> {
  ignoreClosedPipe(surroundings.stdout);
  ignoreClosedPipe(surroundings.stderr);
  surroundings.exit(await main(surroundings, loadGate));
}

/** @returns the exit code; what went wrong has been told */
export async function main(surroundings: Surroundings, load: LoadGate): Promise<number> {
  try {
    return await dispatch(surroundings, load);
  } catch (thrown) {
    const isOurBug = !(thrown instanceof GateError);
    await write(surroundings.stderr, isOurBug ? bugWords(thrown) : failureWords(thrown, surroundings));
    return isOurBug ? 70 : 2;
  }
}

async function dispatch(surroundings: Surroundings, load: LoadGate): Promise<number> {
  let code = 0;
  const program = buildProgram({
    check: async (flags, [excess]) => {
      code = await runCheck(flags, surroundings, load, excess === undefined ? null : unknownCommand(excess));
    },
    plan: async (flags) => {
      code = await runPlan(flags, surroundings, load);
    },
    merge: async (files, flags) => {
      code = await runMerge(files, flags, surroundings);
    },
    doctor: async (flags) => {
      code = await runDoctor(flags, surroundings, load);
    },
    explain: async (id) => {
      code = await runExplain(id, surroundings, load);
    },
    refs: async (names, flags) => {
      code = await runRefs(names, flags, surroundings, load);
    },
  });
  let told = '';
  for (const command of [program, ...program.commands])
    command.exitOverride().configureOutput({
      writeOut: (text) => {
        told += text;
      },
      writeErr: () => undefined,
    });
  try {
    await program.parseAsync(surroundings.argv.slice(2), { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode !== 0)
      return runCheck(
        program.commands[0]?.opts<CheckFlags>() ?? { color: true },
        surroundings,
        load,
        refusedBy(thrown),
      );
    await write(surroundings.stdout, told);
  }
  return code;
}

/** Commander's own words, its suggestion as the way out. */
function refusedBy({ message }: CommanderError): GateError {
  const [what = '', ...suggestion] = message.replace(/^error: /, '').split('\n');
  return badUsage(what, suggestion.join(' ').replace(/^\(|\)$/g, '') || undefined);
}

function unknownCommand(word: string): GateError {
  const meant = suggest(word, ['check', 'plan', 'merge', 'doctor', 'explain', 'refs', 'help']);
  return badUsage(`there is no command "${word}"`, meant === null ? undefined : `Did you mean ${meant}?`);
}
