import type * as z from 'zod';
import type { CheckFlags } from '../cli/flags.ts';
import { badUsage } from '../cli/usage.ts';
import { commentPolicy, type InputName, inputDefinitions, mode, yesOrNo } from '../config/inputs.ts';
import { problemsOf } from '../config/problems.ts';
import { didYouMean } from '../config/suggest.ts';
import type { GateError } from '../domain/error.ts';

/** What the workflow's `with:` says. */
export interface Inputs {
  readonly workingDirectory: string;
  /** Inputs that are flags too. */
  readonly flags: CheckFlags;
  /** Null: a file of ours. */
  readonly report: string | null;
  /** Null: beside the report. */
  readonly sarif: string | null;
  /** Null: none. */
  readonly junit: string | null;
  readonly comment: z.output<typeof commentPolicy>;
  readonly checkName: string;
  readonly mode: z.output<typeof mode>;
  readonly allowPullRequestTarget: boolean;
  /** Null: nothing is posted. */
  readonly token: string | null;
  /** What is wrong with them; what could be read holds all the same, so that it is told where the user looks. */
  readonly refused: GateError | null;
}

/** The variable in which the runner hands an input over. */
const variable = (name: string): string => `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;

const initial: ReadonlyMap<string, string> = new Map(inputDefinitions.map(({ name, initial }) => [name, initial]));

/** How an input is named in a message. */
export const asInput = (name: string): string => `the input \`${name}\``;

export function readInputs(env: NodeJS.ProcessEnv): Inputs {
  const problems = unknownInputs(env);
  const text = (name: InputName): string => (env[variable(name)] ?? '').trim();
  const given = (name: InputName): string | undefined => text(name) || undefined;
  const list = (name: InputName): readonly string[] =>
    text(name)
      .split(/[\n,]/)
      .map((one) => one.trim())
      .filter(Boolean);
  const choice = <Schema extends z.ZodType>(name: InputName, schema: Schema): z.output<Schema> => {
    const value = text(name) || initial.get(name);
    const { data, error } = schema.safeParse(value);
    if (!error) return data;
    problems.push(`${asInput(name)} ${problemsOf(schema, value, error.issues)[0]?.what}`);
    return schema.parse(initial.get(name));
  };
  const optional = <Name extends keyof CheckFlags>(flag: Name, value: CheckFlags[Name] | undefined) =>
    value === undefined ? {} : { [flag]: value };

  return {
    workingDirectory: given('working-directory') ?? '.',
    flags: {
      color: false,
      project: list('project'),
      passEnv: list('pass-env'),
      ...optional('python', given('python')),
      ...optional('engines', given('engines')),
      ...optional('postgres', given('postgres')),
      ...optional('postgresVersion', given('postgres-version')),
      ...optional('cache', given('cache') === 'false' ? false : given('cache')),
      ...optional('timeout', given('timeout')),
      ...optional('isolate', choice('isolate', yesOrNo) || undefined),
      ...optional('failOn', given('fail-on')),
      ...optional('inconclusive', given('inconclusive')),
      ...optional('config', given('config')),
      ...optional('base', given('base')),
    },
    report: given('report') ?? null,
    sarif: given('sarif') ?? null,
    junit: given('junit') ?? null,
    comment: choice('comment', commentPolicy),
    checkName: given('check-name') ?? 'migration-gate',
    mode: choice('mode', mode),
    allowPullRequestTarget: choice('allow-pull-request-target', yesOrNo),
    token: given('token') ?? null,
    refused:
      problems.length === 0 ? null : badUsage(problems.join('\n'), 'README.md lists every input and what it takes.'),
  };
}

/** The runner only warns of an input that does not exist; a typing error would quietly loosen the gate. */
function unknownInputs(env: NodeJS.ProcessEnv): string[] {
  const known = new Map(inputDefinitions.map(({ name }) => [variable(name), name]));
  return Object.keys(env)
    .filter((name) => name.startsWith('INPUT_') && !known.has(name))
    .map((name) => name.slice('INPUT_'.length).toLowerCase())
    .map((name) => `${asInput(name)} does not exist${didYouMean(name, [...known.values()])}`);
}
