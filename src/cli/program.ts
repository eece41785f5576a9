import { Command, Option } from 'commander';
import { reporters } from '../reporters/index.ts';
import type { CheckFlags, SurroundingFlags } from './flags.ts';
import type { MergeFlags } from './merge.ts';
import type { PlanFlags } from './plan.ts';
import type { RefsFlags } from './refs.ts';
import { version } from './version.ts';

export interface Commands {
  check(flags: CheckFlags, excess: readonly string[]): Promise<void>;
  plan(flags: PlanFlags): Promise<void>;
  merge(files: readonly string[], flags: MergeFlags): Promise<void>;
  doctor(flags: SurroundingFlags): Promise<void>;
  explain(check: string | undefined): Promise<void>;
  refs(names: readonly string[], flags: RefsFlags): Promise<void>;
}

const examples = `
Examples:
  migration-gate check                                  what is new against the default branch
  migration-gate check --base main~3 --engines sqlite
  migration-gate check --all                            the whole history
  migration-gate check --revision 3f2a --postgres embedded --postgres-version 17
  migration-gate check --format json --output report.json
  migration-gate check --format sarif:gate.sarif --format junit:gate.xml
  migration-gate doctor                                 what is here and would be used
  migration-gate explain downgrade-restores-schema
  migration-gate refs tenants.config                    which code names this column

Exit codes: 0 pass, 1 fail or inconclusive, 2 the gate could not run, 70 a bug of ours, 130 and 143 after a signal.`;

const formats = reporters.map(({ format }) => format).join(', ');

/** The command line: its words, and who is called. Values are read elsewhere, so that a bad one is reported like everything else. */
export function buildProgram(commands: Commands): Command {
  const program = new Command('migration-gate')
    .description(
      'Walks every new database migration up, down and up again, and says what broke on the line that broke it.',
    )
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .addHelpText('after', examples)
    .exitOverride();

  const check = program.command('check', { isDefault: true });
  selectionOptions(surroundingOptions(check))
    .description('walk what is new and judge it (the default command)')
    .option('--shard <i/n>', 'walk one part of it: 2/5 is the second of five; merge unites their JSON reports')
    .option('--timeout <duration>', 'how long one step may take: 10m, 60s, 500ms')
    .option('--isolate', "run the project's code in a network of its own (docs/isolation.md)")
    .option('--fail-on <severity>', 'notice, warning or error: what fails')
    .option('--inconclusive <policy>', 'fail or allow: a run that could not learn what it must')
    .option('--format <format[:file]>', `${formats}; may be given several times`, collect)
    .option('--output <file>', 'where the one machine format goes, default: stdout')
    .option('--keep', 'leave the scratch databases and say how to open them')
    .allowExcessArguments()
    .action((flags: CheckFlags, command: Command) => commands.check(flags, command.args));

  selectionOptions(surroundingOptions(program.command('plan')))
    .description('say what check would walk, without running anything')
    .option('--format <format>', 'terminal, json, or matrix: the shards of a job matrix, for fromJSON')
    .option('--shards <number>', 'how many shards a matrix has at most, default: 5')
    .option('--output <file>', 'where it goes, default: stdout')
    .action((flags: PlanFlags) => commands.plan(flags));

  program
    .command('merge')
    .argument('[reports...]', 'the JSON reports of all shards')
    .description('unite the reports of shards, and judge them as one')
    .helpOption('--help', 'print this help')
    .option('--inconclusive <policy>', 'fail or allow: a run that could not learn what it must')
    .option('--format <format[:file]>', `${formats}; may be given several times`, collect)
    .option('--output <file>', 'where the one machine format goes, default: stdout')
    .option('--no-color', 'no colours')
    .action((files: readonly string[], flags: MergeFlags) => commands.merge(files, flags));

  surroundingOptions(program.command('doctor'))
    .description('say what was found and would be used, with a way out for what is missing')
    .action((flags: SurroundingFlags) => commands.doctor(flags));

  program
    .command('explain')
    .argument('[check]', 'its id; without one all checks are listed')
    .description('explain a check')
    .action((id: string | undefined) => commands.explain(id));

  program
    .command('refs')
    .argument('<name...>', 'tables, columns and labels of enum types: tenants, tenants.config, order_state.archived')
    .description('find the code that names them; starts no database, runs no code')
    .option('--commit <ref>', 'look in this commit, default: the working tree')
    .option('--schema <file>', 'a file of CREATE TABLE statements, default: what the code says of its tables')
    .option('--config <file>', 'the configuration, default: migration-gate.yml')
    .option('--fix', 'with --rename-to: write the new name where the code certainly names it, and say what is left')
    .option('--rename-to <name>', 'the new name of the table or column')
    .option('--certainty <level>', 'show what is at least: possible, likely or certain')
    .option('--format <format[:file]>', 'terminal or json', collect)
    .option('--output <file>', 'where the json goes, default: stdout')
    .option('--no-color', 'no colours')
    .action((names: readonly string[], flags: RefsFlags) => commands.refs(names, flags));
  return program;
}

const surroundingOptions = (command: Command): Command =>
  command
    .helpOption('--help', 'print this help')
    .option('--project <ini...>', 'the projects to look at, default: all that are found')
    .option('--python <path>', "the interpreter that runs the project's code")
    .option('--engines <list>', 'postgres,sqlite or auto')
    .option('--postgres <way>', 'auto, testcontainers, system, embedded or the URL of a server')
    .option('--postgres-version <major>', '14 to 18')
    .option('--cache <folder>', "keep built bases and downloads in this folder, default: the user's cache folder")
    .option('--no-cache', 'keep no base, and use none that was kept')
    .option('--config <file>', 'the configuration, default: migration-gate.yml')
    .option('--no-color', 'no colours');

const selectionOptions = (command: Command): Command =>
  command
    .addOption(new Option('--base <ref>', 'compare with the merge-base of this commit, default: the default branch'))
    .option('--all', 'walk the whole history')
    .option('--revision <id...>', 'walk these revisions');

const collect = (value: string, earlier: readonly string[] | undefined): readonly string[] => [
  ...(earlier ?? []),
  value,
];
